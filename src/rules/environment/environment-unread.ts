import { pipeline } from '../examples.ts';
import type { Rule } from '../rule.ts';
import { unread } from './unread-variables.ts';

export const environmentUnread: Rule = {
  code: 'environment-unread',
  severity: 'warning',
  certain: false,
  why: `Some variables are passed from thread to thread and were never read by anything, were read by an older release, or are decided by
the launcher whatever they say. NCCL_TIMEOUT is the best known: torch has the time from its script alone, and a run whose
author believes in a long one dies after the short one (pytorch/pytorch#104506). A token under a name that nobody knows leaves
share.py without one when the training is over.`,
  sources: [
    'pytorch/pytorch#104506',
    'huggingface/accelerate src/accelerate/utils/launch.py',
    'huggingface/huggingface_hub src/huggingface_hub/constants.py',
    'deepspeedai/DeepSpeed deepspeed/constants.py',
  ],
  bad: pipeline({ more: ['environment { NCCL_TIMEOUT = 3600 }'] }),
  good: pipeline({ more: ['environment { NCCL_DEBUG = INFO }'] }),
  quiet: [
    pipeline({ more: ['environment { NCCL_IB_TIMEOUT = 22, TORCH_NCCL_HEARTBEAT_TIMEOUT_SEC = 1800 }'] }),
    pipeline({ more: ['environment { HF_HUB_DOWNLOAD_TIMEOUT = 60, MY_TIMEOUT = 5, HF_XET_HIGH_PERFORMANCE = 1 }'] }),
    pipeline({ more: ['environment { WANDB_PROJECT = birds }', 'pass_env = [HF_TOKEN, HUGGING_FACE_HUB_TOKEN]'] }),
    pipeline({ train: ['track = [wandb]'], more: ['environment { WANDB_ENTITY = lab, WANDB_NAME = first }'] }),
  ],
  judgesParts: true,
  *check(plan) {
    for (const name of Object.keys(plan.environment)) {
      const said = unread(name, plan);
      if (said) yield { path: ['environment', name], at: 'name', ...said };
    }
    for (const name of plan.pass_env) {
      const said = unread(name, plan);
      if (said) yield { path: ['pass_env'], ...said };
    }
  },
};
