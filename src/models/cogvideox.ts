import type { FrameFacts, Model, SchedulerFacts, SizeFacts, TransformerFacts, VaeFacts } from './model.ts';

/**
 * CogVideoX, the five variants. Sources, unless a line names another: the `config.json` files of the Hub repositories
 * named in `weights`, as huggingface/diffusers reads them (models/transformers/cogvideox_transformer_3d.py,
 * scripts/convert_cogvideox_to_diffusers.py); the model cards and zai-org/CogVideo README.md for what was trained on.
 */

/** Attention projections of every block: zai-org/CogVideo finetune/schemas/args.py, a-r-r-o-w/cogvideox-factory. */
const loraTargets = ['to_q', 'to_k', 'to_v', 'to_out.0'];

/** Linears of CogVideoXBlock: attention is d x d, the feed-forward goes over 4d (diffusers models/transformers/cogvideox_transformer_3d.py). */
const loraLayers = { to_q: 2, to_k: 2, to_v: 2, 'to_out.0': 2, 'ff.net.0.proj': 5, 'ff.net.2': 5 };

/**
 * T5 v1.1 XXL, encoder only: vocabulary 32128, width 4096, 24 layers; 4,762,310,656 counted from its Linears.
 * 226 tokens for 1.5 too: its card says 224, but its configs, its tokenizer and the pipeline say 226
 * (diffusers pipelines/cogvideo/pipeline_cogvideox.py, max_sequence_length).
 */
const t5 = { tokens: 226, width: 4096, parameters: 4_762_310_656, stored_bytes: 2 };

/** AutoencoderKLCogVideoX; 215,583,907 counted on the real class, the same for all variants. */
const vae: VaeFacts = {
  latent_channels: 16,
  spatial_factor: 8,
  temporal_factor: 4,
  scaling_factor: 0.7,
  inverts_image_scale: false,
  parameters: 215_583_907,
  encoder_parameters: 92_215_456,
};

const transformer5b: TransformerFacts = {
  layers: 42,
  heads: 48,
  head_dim: 64,
  in_channels: 16,
  out_channels: 16,
  patch_size: 2,
  patch_size_t: 1,
  rotary: true,
  learned_positions: false,
  ofs: false,
  parameters: 5_570_283_072, // counted on the real class, as in all rows below
};

/** DPM with dynamic guidance: the model cards of 5B and 1.5. */
const dpm: SchedulerFacts = { snr_shift_scale: 1, sampler: 'CogVideoXDPMScheduler', dynamic_cfg: true };

/** 8n + 1 with n <= 6, 8 frames a second: model cards of 2B and 5B. */
const frames: FrameFacts = { multiple: 8, most: 49, native: 49, rate: 8 };
/** 720x480 and no other: model cards of 2B and 5B. 16 = 8 of the VAE x 2 of the patches. */
const sizes: SizeFacts = { kind: 'fixed', native: { width: 720, height: 480 }, multiple: 16 };

/** 16n + 1 with n <= 10, 81 by default, 16 frames a second: model card of 1.5. */
const frames15: FrameFacts = { multiple: 16, most: 161, native: 81, rate: 16 };
const native15 = { width: 1360, height: 768 };

export const cogvideox2bT2v: Model = {
  weights: 'zai-org/CogVideoX-2b',
  pipeline: 'CogVideoXPipeline',
  conditioning: 'text',
  objective: 'v-prediction',
  license: 'apache-2.0', // zai-org/CogVideo README.md, Model-License
  precisions: ['fp16', 'bf16', 'fp32'], // model card: fp16 recommended; trained in fp16
  frames,
  sizes,
  transformer: {
    ...transformer5b,
    layers: 30,
    heads: 30,
    rotary: false, // fixed sin-cos table
    parameters: 1_693_783_872,
  },
  vae: { ...vae, scaling_factor: 1.15258426 },
  text: t5,
  scheduler: { snr_shift_scale: 3, sampler: 'CogVideoXDDIMScheduler', dynamic_cfg: false }, // model card: DDIM for 2B
  lora_targets: loraTargets,
  lora_layers: loraLayers,
};

export const cogvideox5bT2v: Model = {
  weights: 'zai-org/CogVideoX-5b',
  pipeline: 'CogVideoXPipeline',
  conditioning: 'text',
  objective: 'v-prediction',
  license: 'other', // the CogVideoX license: zai-org/CogVideo README.md, Model-License
  // Trained in bf16; fp16 gives NaN or black videos (huggingface/finetrainers#182, zai-org/CogVideo#637).
  precisions: ['bf16', 'fp32'],
  frames,
  sizes,
  transformer: transformer5b,
  vae,
  text: t5,
  scheduler: dpm,
  lora_targets: loraTargets,
  lora_layers: loraLayers,
};

export const cogvideox5bI2v: Model = {
  ...cogvideox5bT2v,
  weights: 'zai-org/CogVideoX-5b-I2V',
  pipeline: 'CogVideoXImageToVideoPipeline',
  conditioning: 'image',
  // The learned table is 1 x 17,776 x 3,072: 226 + 13 x 30 x 45. At another count diffusers silently replaces it
  // (models/embeddings.py, CogVideoXPatchEmbed), so 48n + 1 up to 49 leaves 49 alone.
  frames: { multiple: 48, most: 49, native: 49, rate: 8 },
  transformer: { ...transformer5b, in_channels: 32, learned_positions: true, parameters: 5_570_479_680 },
};

export const cogvideox15T2v: Model = {
  ...cogvideox5bT2v,
  weights: 'zai-org/CogVideoX1.5-5B',
  frames: frames15,
  sizes: { kind: 'fixed', native: native15, multiple: 16 },
  transformer: { ...transformer5b, patch_size_t: 2, parameters: 5_570_676_352 },
  vae: { ...vae, inverts_image_scale: true },
  text: { ...t5, stored_bytes: 4 }, // the repository's listing: four shards, 19 GB in all; 9.5 GB in those of 1.0
};

export const cogvideox15I2v: Model = {
  ...cogvideox15T2v,
  weights: 'zai-org/CogVideoX1.5-5B-I2V',
  pipeline: 'CogVideoXImageToVideoPipeline',
  conditioning: 'image',
  // Short side 768, long side 768 to 1360, both divisible by 16: model card.
  sizes: { kind: 'range', native: native15, multiple: 16, short_side: 768, longest_side: 1360 },
  transformer: { ...transformer5b, in_channels: 32, patch_size_t: 2, ofs: true, parameters: 5_571_594_880 },
};
