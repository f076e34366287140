import * as z from 'zod/mini';
import { models } from '../models/models.ts';
import { every, flag, length, notNegative, oneOf, positive, share, steps, text, texts, whole } from './values.ts';
import { type Derived, required, unset, word } from './word.ts';

const adapter = z.discriminatedUnion('kind', [
  z.strictObject({
    kind: z.literal('lora'),
    rank: word(whole(1), {
      says: 'Rank of the LoRA matrices.',
      default: 128,
      source: 'THUDM/CogVideo finetune and a-r-r-o-w/cogvideox-factory train with 128',
    }),
    alpha: word(positive(), {
      says: 'Scale of the LoRA: its output is multiplied by alpha / rank.',
      default: (draft: { train: { adapter: { rank: number } } }) => draft.train.adapter.rank,
      source:
        'alpha = rank, so that a loader that knows no alpha still gives the trained strength (diffusers infers alpha = rank)',
    }),
  }),
  z.strictObject({ kind: z.literal('none') }),
]);

const optimizer = z.discriminatedUnion('kind', [
  z.strictObject({
    kind: z.literal('adamw'),
    learning_rate: word(positive(), {
      says: 'Peak learning rate.',
      default: (draft: { train: { adapter: { kind: string } } }) => (draft.train.adapter.kind === 'lora' ? 1e-4 : 1e-5),
      source: 'CogVideoX maintainers: LoRA 1e-4 to 1e-3, all weights 1e-5 (THUDM/CogVideo#116)',
    }),
    betas: word(z.tuple([share(), share()]), {
      says: 'Decay of the two moments.',
      default: [0.9, 0.95],
      source: 'THUDM/CogVideo finetune/schemas/args.py',
    }),
    epsilon: word(positive(), {
      says: 'Keeps the division by the second moment finite.',
      default: 1e-8,
      source: 'THUDM/CogVideo finetune/schemas/args.py',
    }),
    weight_decay: word(notNegative(), {
      says: 'Decoupled weight decay.',
      default: 1e-4,
      source: 'THUDM/CogVideo finetune/schemas/args.py',
    }),
  }),
]);

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
});

const prompt = z.strictObject({
  text: required(text(), 'What the video shall show.'),
  image: unset(text(), { says: 'The first frame, for models that start from an image.' }),
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
    says: 'Share of the clips kept out of training for a validation loss.',
    later: 'the training engine',
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
  checkpoint: word(checkpoint, { says: 'Saving the state of the run.', default: {} }),
  validate: word(validate, { says: 'Videos made while training.', default: {} }),
  track: word(z.array(oneOf(['tensorboard', 'wandb'])), {
    says: 'Where the curves go beside the log.',
    default: [],
    source: 'cogx: the log is enough until asked',
  }),
});
