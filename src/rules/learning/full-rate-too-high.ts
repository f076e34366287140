import { isTrial } from '../../estimate/schedule.ts';
import { findsItsRate, scientific } from '../common.ts';
import { pipeline } from '../examples.ts';
import type { Rule } from '../rule.ts';

export const fullRateTooHigh: Rule = {
  code: 'full-rate-too-high',
  severity: 'warning',
  certain: false,
  why: `All weights at the rate of a LoRA lose the model's sense of space: after days on many GPUs the videos are noise
(zai-org/CogVideo#116, PKU-YuanGroup/Open-Sora-Plan#396). Maintainers train all weights with 1e-5. Above 1e-4 it is an
error, above 2e-5 a warning.`,
  sources: ['zai-org/CogVideo#116', 'PKU-YuanGroup/Open-Sora-Plan#396'],
  bad: pipeline({ train: ['adapter = none', 'optimizer adamw { learning_rate = 5e-5 }'] }),
  good: pipeline({ train: ['adapter = none', 'optimizer adamw { learning_rate = 1e-5 }'] }),
  quiet: [pipeline({ train: ['adapter = none', 'optimizer adamw { learning_rate = 2e-5 }'] })],
  catches: ['M022'],
  hides: ['weight-decay-takes-all'],
  *check(plan) {
    const { adapter, optimizer } = plan.train;
    const rate = optimizer.learning_rate;
    if (adapter.kind !== 'none' || isTrial(plan) || findsItsRate(optimizer) || rate <= 2e-5) return;
    yield {
      path: ['train', 'optimizer', 'learning_rate'],
      hidesAt: () => [['train', 'optimizer', 'weight_decay']],
      message: `A learning rate of ${scientific(rate)} on all weights makes the model forget what it knows.`,
      help: 'Write learning_rate = 1e-5.',
      fix: { safety: 'unsafe', set: [{ path: ['train', 'optimizer', 'learning_rate'], text: '1e-5' }] },
      severity: rate > 1e-4 ? 'error' : 'warning',
    };
  },
};
