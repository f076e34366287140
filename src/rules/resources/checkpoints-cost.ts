import { diskOf } from '../../estimate/disk.ts';
import { savingOf, updateTime } from '../../estimate/run-time.ts';
import { isTrial } from '../../estimate/schedule.ts';
import type { Plan } from '../../plan/pipeline.ts';
import { gib, lasting } from '../common.ts';
import { pipeline } from '../examples.ts';
import type { Finding, Rule } from '../rule.ts';

export const checkpointsCost: Rule = {
  code: 'checkpoints-cost',
  severity: 'warning',
  certain: false,
  why: `All GPUs wait while a checkpoint is written: seconds for a LoRA, minutes for all weights (83 GiB for 5B at about 1 GiB a second).
From a fifth of the time on it is a warning.`,
  bad: pipeline({
    train: ['adapter = none', 'checkpoint { every = 5 steps }'],
    more: ['cluster { gpu = h100, gpus_per_node = 8, shard = zero2 }'],
  }),
  good: pipeline({
    train: ['adapter = none', 'checkpoint { every = 30 min }'],
    more: ['cluster { gpu = h100, gpus_per_node = 8, shard = zero2 }'],
  }),
  quiet: [
    // As zai-org/CogVideo finetune/train_ddp_t2v.sh
    pipeline({
      model: 'cogvideox-1.5-5b-t2v',
      train: ['checkpoint { every = 10 steps }'],
      more: ['cluster { gpu = a100-80gb, gpus_per_node = 8 }'],
    }),
    pipeline({ train: ['adapter = none', 'checkpoint { every = 5 steps }'] }),
  ],
  sources: ['stas00/ml-engineering storage/README.md', 'tdrussell/diffusion-pipe#23'],
  *check(plan, { measured }) {
    const { every } = plan.train.checkpoint;
    const update = updateTime(plan, measured);
    if (isTrial(plan)) return;
    if (!update) {
      if (every.steps === 1 || (every.seconds ?? 60) < 10) yield eachTime(plan);
      return;
    }
    const bySteps = every.steps ? every.steps * update.seconds : Number.POSITIVE_INFINITY;
    const between = Math.min(bySteps, every.seconds ?? Number.POSITIVE_INFINITY);
    const { checkpoint } = diskOf(plan, 0);
    const saving = savingOf(plan);
    if (saving < 0.2 * (between + saving)) return;
    yield {
      path: ['train', 'checkpoint', 'every'],
      message: `Writing a checkpoint of ${gib(checkpoint)} takes about ${lasting(saving)}, and one is written after each ${lasting(between)} of training.`,
      help: 'Write every = 30 min.',
    };
  },
};

/** Without a kind of GPU no times are known: only what no time can excuse is told. */
const eachTime = (plan: Plan): Finding => {
  const { every } = plan.train.checkpoint;
  return {
    path: ['train', 'checkpoint', 'every'],
    message: `A checkpoint of ${gib(diskOf(plan, 0).checkpoint)} is written ${every.steps === 1 ? 'after every update' : `every ${every.seconds} s`}, and all GPUs wait for it.`,
    help: 'Write every = 30 min.',
  };
};
