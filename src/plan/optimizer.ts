import * as z from 'zod/mini';
import { notNegative, positive, share } from './values.ts';
import { word } from './word.ts';

const reference = 'THUDM/CogVideo finetune/schemas/args.py';

type Standard = { readonly value: unknown; readonly source: string };

/** The settings that all of them have, with each one's own defaults. */
const settings = (standard: Readonly<Record<'learning_rate' | 'betas' | 'weight_decay', Standard>>) => ({
  learning_rate: word(positive(), {
    says: 'Peak learning rate.',
    default: standard.learning_rate.value,
    source: standard.learning_rate.source,
  }),
  betas: word(z.tuple([share(), share()]), {
    says: 'Decay of the two moments.',
    default: standard.betas.value,
    source: standard.betas.source,
  }),
  epsilon: word(positive(), {
    says: 'Keeps the division by the second moment finite.',
    default: 1e-8,
    source: reference,
  }),
  weight_decay: word(notNegative(), {
    says: 'Decoupled weight decay.',
    default: standard.weight_decay.value,
    source: standard.weight_decay.source,
  }),
});

const adam = {
  learning_rate: {
    value: (draft: { train: { adapter: { kind: string } } }) => (draft.train.adapter.kind === 'lora' ? 1e-4 : 1e-5),
    source: 'CogVideoX maintainers: LoRA 1e-4 to 1e-3, all weights 1e-5 (THUDM/CogVideo#116)',
  },
  betas: { value: [0.9, 0.95], source: reference },
  weight_decay: { value: 1e-4, source: reference },
};

/** It finds its own step size: the rate only scales what it finds. */
const prodigy = {
  learning_rate: { value: 1, source: 'konstmish/prodigy: leave it at 1' },
  betas: { value: [0.9, 0.999], source: 'konstmish/prodigy' },
  weight_decay: { value: 0.01, source: 'konstmish/prodigy, for diffusion models' },
};

export const optimizer = z.discriminatedUnion('kind', [
  z.strictObject({ kind: z.literal('adamw'), ...settings(adam) }),
  z.strictObject({ kind: z.literal('adamw-8bit'), ...settings(adam) }),
  z.strictObject({ kind: z.literal('prodigy'), ...settings(prodigy) }),
]);
