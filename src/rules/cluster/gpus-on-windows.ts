import { count, gpuCount } from '../common.ts';
import { pipeline } from '../examples.ts';
import type { Rule } from '../rule.ts';

export const gpusOnWindows: Rule = {
  code: 'gpus-on-windows',
  severity: 'error',
  certain: true,
  why: `NCCL, through which GPUs talk, exists for Linux alone, and DeepSpeed does not build on Windows ("LNK1181: cannot open input
file 'aio.lib'", tdrussell/diffusion-pipe#46, #3). prepare.sh and launch.sh are shell scripts. WSL has all of it.`,
  bad: pipeline({ more: ['cluster { gpus_per_node = 2, os = windows }'] }),
  good: pipeline({ more: ['cluster { gpus_per_node = 2, os = wsl }'] }),
  quiet: [pipeline({ more: ['cluster { gpus_per_node = 1, os = windows }'] })],
  sources: ['tdrussell/diffusion-pipe#46', 'tdrussell/diffusion-pipe#3'],
  catches: ['M104'],
  *check(plan) {
    const { os, shard } = plan.cluster;
    if (os !== 'windows' || (gpuCount(plan) === 1 && !shard.kind.startsWith('zero'))) return;
    yield {
      path: ['cluster', 'os'],
      message: shard.kind.startsWith('zero')
        ? `DeepSpeed (shard = ${shard.kind}) does not run on Windows.`
        : `${count(gpuCount(plan), 'GPU')} can't talk to each other on Windows, which has no NCCL.`,
      help: 'Write os = wsl and train there, or use Linux.',
    };
  },
};
