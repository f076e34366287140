import { count } from '../common.ts';
import { pipeline } from '../examples.ts';
import type { Rule } from '../rule.ts';

export const hostsNotNodes: Rule = {
  code: 'hosts-not-nodes',
  severity: 'error',
  certain: true,
  why: `The processes of all nodes meet at the first host before the first step. With a host too few they wait for one that
never comes, until the rendezvous times out; with a host too many it waits in vain.`,
  sources: [
    'huggingface/accelerate#2818',
    'stas00/ml-engineering#36',
    'huggingface/accelerate#806',
    'pytorch/pytorch#52848',
    'zai-org/CogVideo#348',
  ],
  bad: pipeline({
    more: [
      'cluster {',
      '  nodes = 3',
      '  launch ssh { hosts = ["gpu-1", "gpu-2"] }',
      '  shard = ddp',
      '}',
      'storage { shared = true }',
    ],
  }),
  good: pipeline({
    more: [
      'cluster {',
      '  nodes = 2',
      '  launch ssh { hosts = ["gpu-1", "gpu-2"] }',
      '  shard = ddp',
      '}',
      'storage { shared = true }',
    ],
  }),
  quiet: [
    pipeline({
      more: [
        'cluster {',
        '  nodes = 3',
        '  launch ssh { hosts = ["gpu-1", "gpu-2", "gpu-3"] }',
        '}',
        'storage { shared = true }',
      ],
    }),
  ],
  catches: ['M031'],
  *check(plan) {
    const { nodes, launch } = plan.cluster;
    if (launch.kind !== 'ssh') return;
    const twice = launch.hosts.find((host, index) => launch.hosts.indexOf(host) !== index);
    if (twice !== undefined)
      yield {
        path: ['cluster', 'launch', 'hosts'],
        message: `launch ssh names ${twice} twice, and each node needs a host of its own.`,
        help: `Name ${count(nodes, 'host')}, each once.`,
      };
    if (twice !== undefined || launch.hosts.length === nodes) return;
    yield {
      path: ['cluster', 'launch', 'hosts'],
      message: `launch ssh names ${count(launch.hosts.length, 'host')}, and the cluster has ${count(nodes, 'node')}.`,
      help: `Write nodes = ${launch.hosts.length}, or name ${count(nodes, 'host')}.`,
      fix: { safety: 'unsafe', set: [{ path: ['cluster', 'nodes'], text: `${launch.hosts.length}` }] },
    };
  },
};
