import { pipeline } from '../examples.ts';
import type { Rule } from '../rule.ts';

const cluster = ['cluster {', '  nodes = 2', '  launch slurm { partition = gpu }', '}'];

export const unsharedNodes: Rule = {
  code: 'unshared-nodes',
  severity: 'error',
  certain: true,
  why: `Each node prepares and encodes a share of the clips, and every process reads all samples, and the checkpoints that the main
process writes. With folders of their own the nodes find a part of the samples each, and nothing to resume from.`,
  bad: pipeline({ more: [...cluster, 'storage { shared = false }'] }),
  good: pipeline({ more: [...cluster, 'storage { shared = true }'] }),
  quiet: [pipeline({ more: ['cluster { gpus_per_node = 8 }', 'storage { shared = false }'] })],
  sources: ['cogx: encode.py and train.py', 'zai-org/CogVideo#348'],
  *check(plan) {
    const { nodes } = plan.cluster;
    if (nodes === 1 || plan.storage.shared !== false) return;
    yield {
      path: ['storage', 'shared'],
      message: `${nodes} nodes train from the same latents and checkpoints, and shared = false gives each folders of its own.`,
      help: 'Put work and runs on storage that every node sees, and write shared = true.',
    };
  },
};
