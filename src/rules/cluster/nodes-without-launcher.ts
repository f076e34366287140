import { pipeline } from '../examples.ts';
import type { Rule } from '../rule.ts';

export const nodesWithoutLauncher: Rule = {
  code: 'nodes-without-launcher',
  severity: 'error',
  certain: true,
  why: `launch = local starts processes on the machine where it is run, and knows of no other. A run over several nodes then
waits for the others until the rendezvous times out.`,
  sources: [
    'huggingface/accelerate#2818',
    'stas00/ml-engineering#36',
    'huggingface/accelerate#806',
    'pytorch/pytorch#52848',
    'zai-org/CogVideo#348',
  ],
  bad: pipeline({ more: ['cluster { nodes = 2 }', 'storage { shared = true }'] }),
  good: pipeline({
    more: ['cluster {', '  nodes = 2', '  launch slurm { partition = gpu }', '}', 'storage { shared = true }'],
  }),
  quiet: [pipeline({ more: ['cluster { nodes = 1, gpus_per_node = 8, launch = local }'] })],
  catches: ['M031'],
  *check(plan, { written }) {
    const { nodes, launch } = plan.cluster;
    if (nodes === 1 || launch.kind !== 'local') return;
    yield {
      path: written(['cluster', 'launch']) ? ['cluster', 'launch'] : ['cluster', 'nodes'],
      message: `A local launch starts one machine, and the cluster has ${nodes} nodes.`,
      help: 'Write launch ssh { hosts = […] }, or launch slurm.',
    };
  },
};
