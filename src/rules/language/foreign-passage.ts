import { pipeline } from '../examples.ts';
import type { Rule } from '../rule.ts';

export const foreignPassage: Rule = {
  code: 'foreign-passage',
  severity: 'error',
  certain: true,
  why: `Lines that are pasted from a YAML, JSON or TOML file, from Python or from a command line are told once, however many they
are, with one of them as cogx writes it. What they say is not read: nothing is guessed from a language that means other things.`,
  sources: ['cogx: the language'],
  bad: pipeline({ train: ['--max_grad_norm 1.0', '--batch_per_gpu 1'] }),
  good: pipeline({ train: ['max_grad_norm = 1.0', 'batch_per_gpu = 1'] }),
  quiet: [
    pipeline({
      train: [
        'validate {',
        '  every = 250 steps',
        '  prompts = [',
        '    "a bird: it flies",',
        '    "a dog"',
        '  ]',
        '}',
      ],
    }),
  ],
};
