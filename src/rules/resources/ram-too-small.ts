import { offloadedBytes, trainedOf } from '../../estimate/memory/recipe.ts';
import { gib, modelOf } from '../common.ts';
import { pipeline } from '../examples.ts';
import type { Rule } from '../rule.ts';
import { ramsOf } from './machine-ram.ts';

const inSlurm = (more: string): string =>
  pipeline({ more: [`cluster { gpus_per_node = 8, gpu = h100, launch slurm { ${more} } }`] });

export const ramTooSmall: Rule = {
  code: 'ram-too-small',
  severity: 'warning',
  certain: false,
  why: `Every process reads the weights into the memory of its machine before they go to the GPU, and an offloaded optimizer lives
there: 16 bytes for each number that learns, 83 GiB for all weights of 5B. A machine with less kills the process without a
word ("Killed", exit code 137; zai-org/CogVideo#146), and so does Slurm at what --mem says (pytorch/pytorch#8976). Pods rented
by the GPU often have 30 GiB for each.`,
  bad: pipeline({ train: ['adapter = none'], more: ['cluster { ram = 16 GiB }'] }),
  good: pipeline({ train: ['adapter = none'], more: ['cluster { ram = 128 GiB }'] }),
  sources: ['zai-org/CogVideo#146', 'zai-org/CogVideo#127', 'pytorch/pytorch#8976'],
  quiet: [
    pipeline({ train: ['adapter = none'], more: ['cluster { ram = 21 GiB }'] }),
    pipeline({ more: ['cluster { ram = 11 GiB }'] }),
    inSlurm('lines = ["--mem=0"]'),
    inSlurm('lines = ["--mem=480G"]'),
    inSlurm('cpus_per_task = 64, lines = ["--mem-per-cpu=8G"]'),
    inSlurm('lines = ["--mem-per-cpu=4G"]'),
    inSlurm('lines = ["--mem-per-gpu=16000"]'),
  ],
  *check(plan) {
    const { gpus_per_node, nodes, shard } = plan.cluster;
    const { parameters } = modelOf(plan).transformer;
    const whole = plan.train.adapter.kind === 'none' && (shard.kind === 'none' || shard.kind === 'ddp');
    const weights = (gpus_per_node * parameters * (whole || plan.train.precision === 'fp32' ? 4 : 2)) / 2 ** 30;
    const offloads = 'offload' in shard && shard.offload !== 'none';
    const optimizer = offloads ? (trainedOf(plan) * offloadedBytes) / nodes / 2 ** 30 : 0;
    const need = weights + optimizer;
    const [least] = [...ramsOf(plan)].sort((one, other) => one.gib - other.gib);
    if (least === undefined || need <= least.gib) return;
    yield {
      path: least.path,
      message: `${offloads ? `Weights and offloaded optimizer take ${gib(need)}` : `The weights take ${gib(need)}`} of a machine's memory while they are loaded, and ${least.says} ${gib(least.gib)}.`,
      help: offloads
        ? 'Write offload = none, or use machines with more memory.'
        : least.path.includes('lines')
          ? 'Ask for more, or write --mem=0 for all that the machine has.'
          : 'Use machines with more memory, or fewer GPUs of each.',
    };
  },
};
