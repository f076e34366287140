/** Values of other trainers, by what they are called here. */
export const spellings: Readonly<Record<string, string>> = {
  bfloat16: 'bf16',
  float16: 'fp16',
  half: 'fp16',
  float32: 'fp32',
  no: 'fp32',
  'torch.bfloat16': 'bf16',
  'torch.float16': 'fp16',
  constant_with_warmup: 'constant',
  cosine_with_restarts: 'cosine',
};
