import { gpus } from '../hardware/gpus.ts';
import { models } from '../models/models.ts';
import type { Plan } from '../plan/pipeline.ts';
import type { Job } from './job.ts';
import { assignment } from './python.ts';

/** What the Python scripts say alike: each view is put together from these. */

export const origin = ({ plan, source, command }: Job) => ({ source, command, name: plan.name });

/** A folder is written with `./`, `../` or `/` in front; anything else is a Hub id. */
export const weights = ({ model }: Plan) => ({
  weights: model.weights,
  weights_are_local: /^\.{0,2}\//.test(model.weights),
  revision: model.revision,
});

export const texts = ({ model }: Plan) => ({ text_tokens: models[model.kind].text.tokens });

export const frames = ({ frames: { count, size } }: Plan) => ({ count, width: size.width, height: size.height });

const dtypes = { bf16: 'bfloat16', fp16: 'float16', fp32: 'float32' } as const;

/** torch's name of the precision. */
export const precision = ({ train }: Plan) => ({ dtype: dtypes[train.precision] });

/** A GPU that the file doesn't name is one of CUDA's. */
export const device = ({ cluster: { gpu } }: Plan) => {
  const name = gpu === null ? 'cuda' : gpus[gpu].device;
  return { device: name, uses_gpu: name !== 'cpu' };
};

export type VideoPrompt = { readonly text: string; readonly seed: number; readonly image: string | null };

/** The videos of validation: the short list first, then the prompts with names. */
export const videoPrompts = ({ seed, train: { validate } }: Plan): readonly VideoPrompt[] => [
  ...validate.prompts.map((text) => ({ text, seed, image: null })),
  ...Object.values(validate.prompt).map((prompt) => ({ ...prompt, seed: prompt.seed ?? seed })),
];

/** The constants that hold them. */
export const promptLists = (prompts: readonly VideoPrompt[]) => ({
  prompts: assignment(
    'PROMPTS',
    prompts.map(({ text }) => text),
  ),
  seeds: assignment(
    'SEEDS',
    prompts.map(({ seed }) => seed),
  ),
});
