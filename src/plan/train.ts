import * as z from 'zod/mini';
import { models } from '../models/models.ts';
import { adapter } from './adapter.ts';
import { optimizer } from './optimizer.ts';
import {
  between,
  duration,
  every,
  flag,
  length,
  oneOf,
  path,
  positive,
  share,
  steps,
  text,
  texts,
  whole,
} from './values.ts';
import { type Derived, required, unset, word } from './word.ts';

const warmup = () =>
  unset(steps(), {
    says: 'Updates over which the learning rate climbs from 0; unsaid: 100, or 5 % of the length where that is less.',
  });

const schedule = z.discriminatedUnion('kind', [
  z.strictObject({ kind: z.literal('constant'), warmup: warmup() }),
  z.strictObject({ kind: z.literal('cosine'), warmup: warmup() }),
  z.strictObject({ kind: z.literal('linear'), warmup: warmup() }),
]);

const checkpoint = z.strictObject({
  every: word(every(), {
    says: 'How often the state of the run is saved; it is saved at the end in any case.',
    default: { seconds: 1800 },
    source: 'cogx: half an hour is what one may lose',
  }),
  keep: word(whole(1), {
    says: 'Checkpoints kept; older ones go after a newer one is whole.',
    default: 3,
    source: 'cogx',
  }),
  before_end: word(duration(), {
    says: "How long before its time limit the scheduler's job saves and queues again.",
    default: (draft: { train: { adapter: { kind: string } } }) => (draft.train.adapter.kind === 'lora' ? 300 : 900),
    source: 'cogx: a LoRA is saved in seconds, the state of all weights in minutes',
  }),
});

const ema = z.strictObject({
  decay: word(between(), {
    says: 'What the average keeps of itself at each update; it begins lower and climbs there.',
    default: 0.999,
    source: 'cogx: an average over about 1,000 updates; 0.9999 (SAT, SimpleTuner) outlasts most fine-tunings',
  }),
});

const prompt = z.strictObject({
  text: required(text(), 'What the video shall show.'),
  image: unset(path(), { says: 'The first frame, for models that start from an image.' }),
  seed: unset(whole(0), { says: "Seed of this video; unsaid: the run's own." }),
});

const validate = z.strictObject({
  every: unset(every(), { says: 'How often validation videos are made; unsaid: at the end only.' }),
  prompts: word(texts(), {
    says: 'Prompts of the validation videos.',
    default: [],
    source: 'cogx: none unless asked for',
  }),
  prompt: word(z.record(z.string(), prompt), { says: 'Prompts with an image or a seed of their own.', default: {} }),
  steps: word(whole(1), { says: 'Denoising steps of a validation video.', default: 50, source: 'the model cards' }),
  guidance: word(positive(), {
    says: 'Classifier-free guidance of a validation video.',
    default: 6,
    source: 'the model cards',
  }),
  held_out: unset(share(), {
    says: 'Share of the clips that are never trained on, chosen by their content: validation tells their loss, at the same timesteps each time.',
  }),
});

const precision: Derived = (draft) => models[draft.model.kind as keyof typeof models].precisions[0];

/** GPUs of the whole cluster: what a global batch is spread over. */
const gpus = (draft: { cluster: { nodes: number; gpus_per_node: number } }) =>
  draft.cluster.nodes * draft.cluster.gpus_per_node;

type Batch = { batch_per_gpu?: number; accumulate?: number; global_batch?: number };

const perGpu: Derived = (draft) => {
  const { global_batch, accumulate } = draft.train as Batch;
  return global_batch && accumulate ? Math.max(1, Math.floor(global_batch / (accumulate * gpus(draft)))) : 1;
};

const accumulate: Derived = (draft) => {
  const { global_batch = 8, batch_per_gpu = 1 } = draft.train as Batch;
  const each = global_batch / (batch_per_gpu * gpus(draft));
  return Math.max(1, (draft.train as Batch).global_batch ? Math.floor(each) : Math.ceil(each));
};

const global: Derived = (draft) => draft.train.batch_per_gpu * draft.train.accumulate * gpus(draft);

export const train = z.strictObject({
  adapter: word(adapter, {
    says: 'What is trained: a LoRA, or (none) all weights.',
    default: { kind: 'lora' },
    source: 'fits one 80 GB card; all weights do not',
  }),
  length: required(length(), 'Optimizer updates (steps), or passes over all samples (epochs).'),
  batch_per_gpu: word(whole(1), {
    says: 'Samples that one GPU holds at a time.',
    default: perGpu,
    source: 'activations of one sample fill most cards',
  }),
  accumulate: word(whole(1), {
    says: 'Batches whose gradients are added up before one update.',
    default: accumulate,
    source: 'cogx: a global batch of at least 8',
  }),
  global_batch: word(whole(1), {
    says: 'Samples of one update over all GPUs.',
    default: global,
    source: 'batch_per_gpu x accumulate x GPUs',
  }),
  precision: word(oneOf(['bf16', 'fp16', 'fp32']), {
    says: 'Number format of the forward and backward pass.',
    default: precision,
    source: 'what the model was trained in',
  }),
  max_grad_norm: word(positive(), {
    says: 'Gradients of a longer norm are scaled down to it.',
    default: 1,
    source: 'THUDM/CogVideo finetune, CogKit, finetrainers',
  }),
  gradient_checkpointing: word(flag(), {
    says: 'Compute activations again in the backward pass instead of keeping them.',
    default: true,
    source: 'THUDM/CogVideo finetune: without it 5B needs about 98 GiB',
  }),
  attention: word(oneOf(['native', 'flash', 'cudnn', 'efficient']), {
    says: 'The kernel of attention: torch chooses (native), or one of those that have a backward pass, and no other.',
    default: 'native',
    source: 'torch.nn.functional.scaled_dot_product_attention takes the quickest that fits',
  }),
  compile: word(flag(), {
    says: 'Compile the blocks of the transformer with torch: the first update takes minutes, the others less.',
    default: false,
    source: 'cogx: what is compiled is harder to find faults in',
  }),
  workers: word(whole(0), {
    says: 'Processes that read samples for each GPU; 0: the training reads them itself.',
    default: 2,
    source: 'cogx: a sample is two small files',
  }),
  optimizer: word(optimizer, {
    says: 'The optimizer and its learning rate.',
    default: { kind: 'adamw' },
    source: 'every public CogVideoX trainer',
  }),
  schedule: word(schedule, {
    says: 'How the learning rate goes on after warm-up.',
    default: { kind: 'constant' },
    source: 'THUDM/CogVideo finetune: constant_with_warmup',
  }),
  ema: unset(ema, { says: 'Average the trained weights; validation and the final weights are the average.' }),
  checkpoint: word(checkpoint, { says: 'Saving the state of the run.', default: {} }),
  validate: word(validate, { says: 'Videos made while training.', default: {} }),
  track: word(z.array(oneOf(['tensorboard', 'wandb'])), {
    says: 'Where the curves go beside the log.',
    default: [],
    source: 'cogx: the log is enough until asked',
  }),
  resume: unset(path(), {
    says: 'A checkpoint, or the folder of another run, from whose newest checkpoint a new run goes on, whatever has changed.',
  }),
  extend: word(flag(), {
    says: 'Let a run whose learning rate decays go on with another length.',
    default: false,
    source: 'cogx: the updates so far were made for the length that was said then',
  }),
  hooks: unset(path(), {
    says: 'A Python file of your own with after_load, before_step or after_save, which train.py calls.',
  }),
});
