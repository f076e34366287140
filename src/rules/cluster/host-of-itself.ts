import { pipeline } from '../examples.ts';
import type { Rule } from '../rule.ts';

const over = (hosts: string, more = '') =>
  pipeline({
    more: [
      'cluster {',
      '  nodes = 2, gpus_per_node = 8, gpu = h100',
      `  launch ssh { hosts = [${hosts}]${more} }`,
      '}',
      'storage { shared = true }',
    ],
  });

export const hostOfItself: Rule = {
  code: 'host-of-itself',
  severity: 'error',
  certain: true,
  why: `The first host is where the processes of all nodes meet, under the name that stands in the file. On each machine localhost is that
machine itself, so every node but the first waits for itself until the rendezvous times out; the network lo is the same
mistake ("lo is loopback so you won't be able to use it between two nodes", NVIDIA/nccl#286).`,
  sources: ['NVIDIA/nccl#286', 'huggingface/accelerate#2362'],
  bad: over('"localhost", "gpu-2"'),
  good: over('"gpu-1", "gpu-2"'),
  quiet: [
    over('"gpu-1", "gpu-2"', ', interface = eth0'),
    pipeline({ more: ['cluster { launch ssh { hosts = ["localhost"] } }'] }),
  ],
  *check({ cluster: { nodes, launch } }) {
    if (nodes === 1) return;
    if (launch.kind === 'ssh') {
      const own = launch.hosts.find((host) => /^(.*@)?(localhost|127\.|::1)/i.test(host));
      if (own !== undefined)
        yield {
          path: ['cluster', 'launch', 'hosts'],
          message: `On each of the ${nodes} nodes ${own} is the node itself, so they never meet.`,
          help: 'Write the name under which the other nodes reach it.',
        };
    }
    if ((launch.kind === 'ssh' || launch.kind === 'slurm') && launch.interface === 'lo')
      yield {
        path: ['cluster', 'launch', 'interface'],
        message: `The network lo ends in the machine itself, so ${nodes} nodes do not reach each other.`,
        help: 'Write the network that joins the nodes, as ip addr shows it, or leave it out.',
      };
  },
};
