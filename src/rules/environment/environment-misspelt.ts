import { near } from '../../diagnostics/suggest.ts';
import { pipeline } from '../examples.ts';
import type { Rule } from '../rule.ts';
import { taken } from './environment-name.ts';
import { unread } from './unread-variables.ts';
import { knownVariables } from './variables.ts';

const family = /^(NCCL|TORCH|PYTORCH|CUDA|HF|TRANSFORMERS|ACCELERATE|DS|OMP|GLOO|WANDB|FI|UCX|TOKENIZERS)_/;

export const environmentMisspelt: Rule = {
  code: 'environment-misspelt',
  severity: 'warning',
  certain: false,
  why: `No program complains of an environment variable that it does not know: one letter too few, and the setting is not there. On
several machines that is a network that NCCL chooses by itself, and a run that waits without a word (NVIDIA/nccl#286).`,
  sources: [
    'NVIDIA/nccl#286',
    'NVIDIA/nccl src/param.cc',
    'huggingface/huggingface_hub src/huggingface_hub/constants.py',
  ],
  bad: pipeline({ more: ['environment { NCCL_SOCKET_IFNAM = eth0 }'] }),
  good: pipeline({ more: ['environment { NCCL_SOCKET_IFNAME = eth0 }'] }),
  quiet: [
    pipeline({ more: ['environment { NCCL_IB_TC = 106, HF_HOME = "/scratch/hf", MY_SOCKET_IFNAM = eth0 }'] }),
    pipeline({ more: ['environment { NCCL_NEW_SETTING_OF_NEXT_YEAR = 1 }'] }),
  ],
  judgesParts: true,
  *check(plan) {
    for (const name of Object.keys(plan.environment)) {
      if (!family.test(name.toUpperCase()) || knownVariables().has(name) || unread(name, plan)) continue;
      const meant = near(name, knownVariables());
      // In long names other names are near that mean something else.
      if (meant?.safety !== 'safe' && !isTwoSlips(name, meant?.word)) continue;
      yield {
        path: ['environment', name],
        at: 'name',
        message: `No program reads a variable ${name}.`,
        help: helpFor(meant?.word ?? ''),
      };
    }
  },
};

const helpFor = (word: string): string =>
  Object.hasOwn(taken, word) ? `Take it out: it is like ${word}, and ${taken[word]} says that.` : `Write ${word}.`;

/** Of the same length but for two letters, and with the same beginning and end. */
const isTwoSlips = (name: string, word: string | undefined): boolean =>
  word !== undefined &&
  Math.abs(name.length - word.length) <= 1 &&
  name.length > 10 &&
  name.slice(0, 5) === word.slice(0, 5) &&
  differing(name, word) <= 2;

/** Letters of the shorter that are not in the longer, each counted once. */
const differing = (one: string, other: string): number => {
  const rest = [...other];
  for (const letter of one) {
    const at = rest.indexOf(letter);
    if (at >= 0) rest.splice(at, 1);
  }
  return rest.length;
};
