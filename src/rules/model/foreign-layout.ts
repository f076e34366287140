import { pipeline } from '../examples.ts';
import type { Rule } from '../rule.ts';

const parts = ['model_index.json', 'scheduler', 'text_encoder', 'tokenizer', 'transformer', 'vae'];

/** A Hub id begins with a letter. */
const isFolder = /^\.{0,2}\//;

const text = (folder: string): string => pipeline({ model: `cogvideox-5b-t2v { weights = "${folder}" }` });

export const foreignLayout: Rule = {
  code: 'foreign-layout',
  severity: 'error',
  certain: true,
  why: `The scripts read a folder in the layout of diffusers: model_index.json and a folder for each part. A checkpoint of SAT (the
reference implementation), the shards of a training, or the transformer alone end in "no file named model_index.json" before the
first step (zai-org/CogVideo#688).`,
  bad: { text: text('./CogVideoX-5b-sat'), folders: { './CogVideoX-5b-sat': ['transformer', 'vae', 't5-v1_1-xxl'] } },
  good: { text: text('./CogVideoX-5b'), folders: { './CogVideoX-5b': [...parts, 'README.md'] } },
  quiet: [
    // Nobody looked, or the folder is on the cluster
    text('./CogVideoX-5b'),
  ],
  sources: ['zai-org/CogVideo#688', 'zai-org/CogVideo#225'],
  catches: ['M103'],
  *check(plan, { names }) {
    const there = isFolder.test(plan.model.weights) ? names?.(plan.model.weights) : undefined;
    if (there === undefined) return;
    const missing = parts.filter((name) => !there.includes(name));
    if (missing.length === 0) return;
    yield {
      path: ['model', 'weights'],
      message: `${plan.model.weights} has no ${missing.join(', ')}: it is no model in the layout of diffusers.`,
      help: missing.includes('model_index.json')
        ? 'Convert it with diffusers (convert_cogvideox_to_diffusers.py), or name the folder that holds model_index.json.'
        : 'Download the whole repository of the model.',
    };
  },
};
