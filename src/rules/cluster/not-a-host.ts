import { pipeline } from '../examples.ts';
import type { Rule } from '../rule.ts';

const over = (hosts: string) =>
  pipeline({
    more: [
      'cluster {',
      '  nodes = 2, gpus_per_node = 8, gpu = h100',
      `  launch ssh { hosts = [${hosts}] }`,
      '}',
      'storage { shared = true }',
    ],
  });

export const notAHost: Rule = {
  code: 'not-a-host',
  severity: 'error',
  certain: true,
  why: `The nodes meet at the first host by the name that stands in the file, and ssh looks for each of them by it. What stands in a
hostfile or on a command line beside a name (a user, a port, slots=8) is taken for a part of it, and the name is nobody's
(deepspeedai/DeepSpeedExamples#575).`,
  sources: ['deepspeedai/DeepSpeedExamples#575', 'deepspeedai/DeepSpeed#2612', 'hpcaitech/ColossalAI#3604'],
  bad: over('"root@10.0.0.1", "10.0.0.2"'),
  good: over('"10.0.0.1", "10.0.0.2"'),
  quiet: [
    over('"gpu-1.cluster.local", "fd00::2"'),
    pipeline({ more: ['cluster { launch ssh { hosts = ["me@gpu"] } }'] }),
  ],
  *check({ cluster: { nodes, launch } }) {
    if (nodes === 1 || launch.kind !== 'ssh') return;
    const odd = launch.hosts.find((host) => /[@\s/]|^[^:]*:\d*$/.test(host));
    if (odd === undefined) return;
    const [, user, name = '', rest = ''] = /^(?:.*\/\/)?(?:([^@]*)@)?([^\s:/]*)(.*)$/.exec(odd) ?? [];
    const ways = [
      ...(user === undefined ? [] : [`user = "${user}" beside them`]),
      ...(rest.startsWith(':') ? ['the port of ssh in ~/.ssh/config'] : []),
      ...(/slots/.test(rest) ? ['gpus_per_node for its GPUs'] : []),
    ];
    yield {
      path: ['cluster', 'launch', 'hosts'],
      message: `"${odd}" is more than the name of a host, and is looked for letter by letter.`,
      help: `Write "${name}" in hosts${ways.length > 0 ? `, and ${ways.join(', ')}` : ''}.`,
    };
  },
};
