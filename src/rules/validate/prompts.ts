import type { Path } from '../../plan/path.ts';
import type { Plan } from '../../plan/pipeline.ts';

export type Prompt = { readonly path: Path; readonly text: string };

/** The texts that videos are made of, and where each is written: in the list, or in a block of its own. */
export const promptsIn = ({ train: { validate } }: Plan): readonly Prompt[] => [
  ...validate.prompts.map((text) => ({ path: ['train', 'validate', 'prompts'], text })),
  ...Object.entries(validate.prompt).map(([name, { text }]) => ({
    path: ['train', 'validate', 'prompt', name, 'text'],
    text,
  })),
];
