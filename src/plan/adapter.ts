import * as z from 'zod/mini';
import { models } from '../models/models.ts';
import { oneOf, path, positive, share, text, whole } from './values.ts';
import { type Derived, unset, word } from './word.ts';

const targets: Derived = (draft) => models[draft.model.kind as keyof typeof models].lora_targets;

export const adapter = z.discriminatedUnion('kind', [
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
    targets: word(z.array(text()).check(z.minLength(1)), {
      says: 'Endings of the names of the layers that get a LoRA.',
      default: targets,
      source: 'the attention of every block, as every public CogVideoX trainer',
    }),
    dropout: word(share(), {
      says: "Share of a LoRA's inputs that are left out while training.",
      default: 0,
      source: 'every public CogVideoX trainer',
    }),
    quantise: unset(oneOf(['nf4', 'int8']), {
      says: 'Number format in which the matrices of the frozen base are held: 4 bits (nf4) or 8 (int8); unsaid: the precision.',
    }),
    from: unset(path(), {
      says: 'A LoRA to start from: a .safetensors file, or a folder with pytorch_lora_weights.safetensors.',
    }),
  }),
  z.strictObject({ kind: z.literal('none') }),
]);
