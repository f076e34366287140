import { count } from '../common.ts';
import type { Judge } from './judged-variables.ts';

/** torchrun and launch.sh divide the cores; one value for all is too much for some. */
const threads: Judge = (value, { cluster: { shard, launch, gpus_per_node: gpus } }) => {
  const help = 'Take it out: launch.sh divides the cores among the GPUs.';
  if (value === '1' && 'offload' in shard && shard.offload !== 'none')
    return {
      message: `offload = ${shard.offload} updates the weights on the processor, and OMP_NUM_THREADS leaves it one core a GPU.`,
      help,
    };
  const cores = launch.kind === 'slurm' ? launch.cpus_per_task : null;
  if (cores === null || !(Number(value) * gpus > cores)) return undefined;
  return {
    message: `${value} threads for each of ${gpus} GPUs are ${Number(value) * gpus}, and the job has ${cores} cores of a node.`,
    help,
  };
};

/** `0,1,2`: CUDA counts the GPUs that it names; none where the list is empty or begins with -1. */
const visible: Judge = (value, { cluster: { gpu, gpus_per_node: gpus, launch } }) => {
  const seen = /^\s*(-1\b.*)?$/.test(value) ? 0 : value.split(',').length;
  if (gpu !== 'cpu' && seen < gpus)
    return {
      message: `CUDA_VISIBLE_DEVICES shows ${count(seen, 'GPU')}, and ${gpus === 1 ? 'a process wants one' : `${gpus} processes want one each`}.`,
      help: seen === 0 ? 'Take it out.' : `Name ${gpus} GPUs, or write gpus_per_node = ${seen}.`,
      severity: 'error',
    };
  if (launch.kind === 'local' || launch.kind === 'ssh') return undefined;
  return {
    message: `Each job is given GPUs of its own, and CUDA_VISIBLE_DEVICES = "${value}" names others to it.`,
    help: 'Take it out.',
  };
};

/** What a machine has, and all its processes share. */
export const sharedOut: Readonly<Record<string, Judge>> = {
  OMP_NUM_THREADS: threads,
  CUDA_VISIBLE_DEVICES: visible,
};
