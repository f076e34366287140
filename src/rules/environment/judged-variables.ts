import type { Plan } from '../../plan/pipeline.ts';
import type { Finding } from '../rule.ts';

export type Judged = Pick<Finding, 'message' | 'help' | 'severity'>;
export type Judge = (value: string, plan: Plan) => Judged | undefined;

export const isOn = (value: string): boolean => /^(1|true|yes|on)$/i.test(value);

const gpusOf = ({ cluster }: Plan): number => (cluster.gpu === 'cpu' ? 0 : cluster.nodes * cluster.gpus_per_node);

/** torch's 0, NoHandling (ProcessGroupNCCL.hpp): nobody ends a collective that one process will never join. */
const unhandled: Judge = (value, plan) =>
  value === '0' && gpusOf(plan) > 1
    ? {
        message: `A process that dies leaves the others waiting, and the run holds its ${gpusOf(plan)} GPUs until somebody looks.`,
        help: 'Take it out: torch ends such a run by itself.',
      }
    : undefined;

/** torch's docs/source/distributed.md: errors can be caught then, at the price of a wait. */
const blocking: Judge = (value, plan) =>
  isOn(value) && gpusOf(plan) > 1
    ? {
        message: `Each of the ${gpusOf(plan)} processes stands still until a collective has ended: it is for finding faults.`,
        help: 'Take it out: torch ends a run whose processes wait too long by itself.',
      }
    : undefined;

/** Settings for finding a fault, which are left in when it is found. */
export const debugJudges: Readonly<Record<string, Judge>> = {
  // torch/csrc/distributed/c10d/debug.cpp
  TORCH_DISTRIBUTED_DEBUG: (value, plan) => {
    if (gpusOf(plan) < 2) return undefined;
    if (!/^(OFF|INFO|DETAIL)$/i.test(value))
      return {
        message: `TORCH_DISTRIBUTED_DEBUG is OFF, INFO or DETAIL, and torch stops at ${value}.`,
        help: 'Write INFO, or take it out.',
        severity: 'error',
      };
    if (value.toUpperCase() !== 'DETAIL') return undefined;
    return {
      message:
        'With DETAIL torch compares each collective of all processes before it begins: it is for finding faults.',
      help: 'Write INFO, or take it out of runs that shall learn.',
    };
  },
  // NVIDIA/nccl src/debug.cc
  NCCL_DEBUG: (value) =>
    /^(VERSION|WARN|INFO|ABORT|TRACE|NONE)$/i.test(value)
      ? undefined
      : {
          message: `NCCL knows no level ${value}, and says nothing.`,
          help: 'Write WARN, or INFO to see its networks.',
        },
  TORCH_NCCL_ASYNC_ERROR_HANDLING: unhandled,
  NCCL_ASYNC_ERROR_HANDLING: unhandled,
  PYTORCH_NO_CUDA_MEMORY_CACHING: (value, plan) =>
    isOn(value) && gpusOf(plan) > 0
      ? {
          message:
            'PYTORCH_NO_CUDA_MEMORY_CACHING asks the driver for the memory of each tensor: it is for finding faults.',
          help: 'Take it out of runs that shall learn.',
        }
      : undefined,
  NCCL_SHM_DISABLE: (value, plan) =>
    isOn(value) && isOn(plan.environment.NCCL_P2P_DISABLE ?? '') && plan.cluster.gpus_per_node > 1 && gpusOf(plan) > 0
      ? {
          message: `Without links and without shared memory the ${plan.cluster.gpus_per_node} GPUs of a node talk over its network.`,
          help: 'Take NCCL_SHM_DISABLE out: shared memory is the way around links that fail.',
        }
      : undefined,
  TORCH_NCCL_BLOCKING_WAIT: blocking,
  NCCL_BLOCKING_WAIT: blocking,
  HF_HUB_OFFLINE: (value, { hub }) =>
    isOn(value) && hub.repo !== null
      ? {
          message: `HF_HUB_OFFLINE keeps share.py from uploading to ${hub.repo}.`,
          help: 'Take it out, or share what was trained from another machine.',
        }
      : undefined,
};
