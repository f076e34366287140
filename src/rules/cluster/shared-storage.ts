import { pipeline } from '../examples.ts';
import type { Rule } from '../rule.ts';

export const sharedStorage: Rule = {
  code: 'shared-storage',
  severity: 'note',
  certain: false,
  why: `On several nodes every one of them reads the latents and the checkpoints. Where the roots of storage are folders of
one machine, the others find nothing there.`,
  sources: ['cogx: train.py reads latents and checkpoints on every node'],
  bad: pipeline({ more: ['cluster {', '  nodes = 2', '  launch slurm { partition = gpu }', '}'] }),
  good: pipeline({
    more: ['cluster {', '  nodes = 2', '  launch slurm { partition = gpu }', '}', 'storage { shared = true }'],
  }),
  quiet: [
    pipeline({
      more: ['cluster {', '  nodes = 2', '  launch slurm { partition = gpu }', '}', 'storage { shared = true }'],
    }),
  ],
  *check(plan) {
    const { nodes } = plan.cluster;
    if (nodes === 1 || plan.storage.shared !== null) return;
    yield {
      path: ['cluster', 'nodes'],
      message: `The file does not say whether its ${nodes} nodes see the same storage.`,
      help: 'Write storage { shared = true } if they do.',
    };
  },
};
