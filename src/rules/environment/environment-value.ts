import { near } from '../../diagnostics/suggest.ts';
import { pipeline } from '../examples.ts';
import type { Rule } from '../rule.ts';
import { debugJudges, isOn, type Judge, type Judged } from './judged-variables.ts';
import { sharedOut } from './shared-out.ts';

const slurm = 'cluster { nodes = 2, gpus_per_node = 8, gpu = h100, launch = slurm }';
const two = (environment: string) =>
  pipeline({ more: [slurm, 'storage { shared = true }', `environment { ${environment} }`] });

/** pytorch c10/core/AllocatorConfig.h, c10/cuda/CUDAAllocatorConfig.h */
const allocatorWords = [
  'max_split_size_mb',
  'max_non_split_rounding_mb',
  'garbage_collection_threshold',
  'roundup_power2_divisions',
  'expandable_segments',
  'backend',
  'pinned_use_cuda_host_register',
  'pinned_num_register_threads',
  'pinned_use_background_threads',
  'release_lock_on_cudamalloc',
];

/** What PYTORCH_ALLOC_CONF says wrongly: pairs with a colon, and two of them do not go together. */
const allocator: Judge = (value) => {
  const pairs = value.replaceAll(/\[[^\]]*\]/g, '…').split(',');
  const wrong = pairs.find((pair) => !/^\s*(\w+\s*:|$)/.test(pair));
  if (wrong !== undefined)
    return {
      message: `torch reads NAME:VALUE, and ${wrong.trim()} is no such pair: it stops when the GPU is first used.`,
      help: 'Write it as in expandable_segments:True.',
      severity: 'error',
    };
  const names = pairs.map((pair) => pair.split(':')[0]?.trim() ?? '').filter((name) => !allocatorWords.includes(name));
  const [misspelt] = names.filter((name) => near(name, allocatorWords));
  if (misspelt !== undefined)
    return {
      message: `torch knows no ${misspelt}, and stops when the GPU is first used.`,
      help: `Write ${near(misspelt, allocatorWords)?.word}.`,
      severity: 'error',
    };
  if (!/expandable_segments:\s*True/.test(value) || !value.includes('max_split_size_mb')) return undefined;
  return {
    message: 'With expandable_segments and max_split_size_mb together memory fills up and is not given back.',
    help: 'Write expandable_segments:True alone.',
  };
};

const loopback: Judge = (value, { cluster }) =>
  cluster.nodes > 1 && /^=?lo\b/.test(value)
    ? {
        message: `The network ${value} ends in the machine itself, so ${cluster.nodes} nodes do not reach each other.`,
        help: 'Write the network that joins the nodes, as ip addr shows it, or leave it out.',
        severity: 'error',
      }
    : undefined;

/** gloo looks for a network of just this name (its transport/tcp/device.cc); `^` and `=` are NCCL's. */
const excluding: Judge = (value, { cluster }) =>
  /^[\^=]/.test(value)
    ? {
        message: `gloo knows no ${value.charAt(0)} before the name of a network, and finds none that is called ${value}.`,
        help: 'Write the name of one network, as ip addr shows it, or leave it out.',
        severity: cluster.gpu === 'cpu' ? 'error' : 'warning',
      }
    : undefined;

/** Cards that are sold without a link to their neighbours, and on which people turn it off for good reason. */
const withoutLink = /^(rtx|l4|l40s|t4|a10|a10g)/;

const judges: Readonly<Record<string, Judge>> = {
  PYTORCH_CUDA_ALLOC_CONF: allocator,
  PYTORCH_ALLOC_CONF: allocator,
  NCCL_SOCKET_IFNAME: loopback,
  GLOO_SOCKET_IFNAME: (value, plan) => excluding(value, plan) ?? loopback(value, plan),
  NCCL_P2P_DISABLE: (value, plan) =>
    isOn(value) && plan.cluster.gpus_per_node > 1 && plan.cluster.gpu !== null && !withoutLink.test(plan.cluster.gpu)
      ? {
          message: `NCCL_P2P_DISABLE turns the links between the ${plan.cluster.gpus_per_node} GPUs of a node off, and gradients go through the host.`,
          help: `Take it out: it is for cards that have no such links, and ${plan.cluster.gpu} has.`,
        }
      : undefined,
  NCCL_IB_DISABLE: (value, { cluster }) =>
    isOn(value) && cluster.nodes > 1
      ? {
          message: `NCCL_IB_DISABLE sends the gradients of ${cluster.nodes} nodes over TCP, where InfiniBand or RoCE is many times as quick.`,
          help: 'Take it out where the nodes have such a network.',
          severity: 'note',
        }
      : undefined,
  CUDA_LAUNCH_BLOCKING: (value, plan) =>
    isOn(value) && plan.cluster.gpu !== 'cpu'
      ? {
          message: 'CUDA_LAUNCH_BLOCKING makes the GPU wait after each operation: it is for finding faults.',
          help: 'Take it out of runs that shall learn.',
        }
      : undefined,
  ...debugJudges,
  ...sharedOut,
  WANDB_MODE: (value, { train }) => (value === 'disabled' ? untracked('WANDB_MODE', train.track) : undefined),
  WANDB_DISABLED: (value, { train }) => (isOn(value) ? untracked('WANDB_DISABLED', train.track) : undefined),
};

const untracked = (name: string, track: readonly string[]): Judged | undefined =>
  track.includes('wandb')
    ? { message: `${name} turns off what track = [wandb] asks for.`, help: `Take ${name} out, or wandb.` }
    : undefined;

export const environmentValue: Rule = {
  code: 'environment-value',
  severity: 'error',
  certain: false,
  why: `Some values of environment variables, most of them copied from a thread on another machine, stop a run or make it many times as
slow: the loopback network for several nodes (NVIDIA/nccl#286: "lo is loopback so you won't be able to use it between two
nodes"), a list that torch can not read, two settings of its memory that do not go together (pytorch/pytorch#123548), links
between GPUs that are turned off, a wait after each operation, a check of each collective, processes that outlive one that died,
fewer GPUs in sight than processes want, all cores for each of them.`,
  sources: [
    'NVIDIA/nccl#286',
    'pytorch/pytorch#123548',
    'pytorch/pytorch#119452',
    'pytorch/pytorch#50820',
    'pytorch/pytorch#22260',
    'wenwenyu/PICK-pytorch#14',
    'aws/deep-learning-containers#4756',
  ],
  bad: two('NCCL_SOCKET_IFNAME = lo'),
  good: two('NCCL_SOCKET_IFNAME = ib0'),
  quiet: [
    two('NCCL_SOCKET_IFNAME = "^lo,docker"'),
    pipeline({ more: ['environment { NCCL_SOCKET_IFNAME = lo, NCCL_IB_DISABLE = 1 }'] }),
    pipeline({ more: ['environment { PYTORCH_CUDA_ALLOC_CONF = "expandable_segments:True" }'] }),
    pipeline({
      more: ['environment { PYTORCH_CUDA_ALLOC_CONF = "max_split_size_mb:128,garbage_collection_threshold:0.8" }'],
    }),
    pipeline({ more: ['environment { PYTORCH_ALLOC_CONF = "roundup_power2_divisions:[256:1,512:2,>:8]" }'] }),
    pipeline({ more: ['cluster { gpu = rtx4090, gpus_per_node = 2 }', 'environment { NCCL_P2P_DISABLE = 1 }'] }),
    two('TORCH_DISTRIBUTED_DEBUG = INFO, NCCL_DEBUG = warn, TORCH_NCCL_ASYNC_ERROR_HANDLING = 3, NCCL_SHM_DISABLE = 1'),
    pipeline({ more: ['environment { HF_HUB_OFFLINE = 1, OMP_NUM_THREADS = 1 }'] }),
    pipeline({
      more: [
        'cluster { gpu = h100, gpus_per_node = 8, launch slurm { cpus_per_task = 96 } }',
        'environment { OMP_NUM_THREADS = 12, NCCL_BLOCKING_WAIT = 0 }',
      ],
    }),
    pipeline({
      more: ['cluster { gpu = h100, gpus_per_node = 2 }', 'environment { CUDA_VISIBLE_DEVICES = "2,3" }'],
    }),
  ],
  *check(plan) {
    for (const [name, value] of Object.entries(plan.environment)) {
      const judged = Object.hasOwn(judges, name) ? judges[name]?.(value, plan) : undefined;
      if (judged) yield { path: ['environment', name], severity: 'warning', ...judged };
    }
  },
};
