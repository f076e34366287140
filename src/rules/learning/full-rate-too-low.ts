import { isTrial } from '../../estimate/schedule.ts';
import { findsItsRate, scientific } from '../common.ts';
import { pipeline } from '../examples.ts';
import type { Rule } from '../rule.ts';

const least = 5e-7;

const all = (rate: string): string =>
  pipeline({ train: ['adapter = none', `optimizer adamw { learning_rate = ${rate} }`] });

export const fullRateTooLow: Rule = {
  code: 'full-rate-too-low',
  severity: 'warning',
  certain: false,
  why: `All weights are trained with 1e-5 (zai-org/CogVideo#116) down to 1e-6 (PKU-YuanGroup/Open-Sora-Plan#396). AdamW moves a weight by
about its rate at each update: at 1e-7 a thousand updates move it by 1e-4, less than what bf16 tells apart in most weights, and
days on eight GPUs end with the model that they began with. hiyouga/LlamaFactory#7710 is such a run.`,
  sources: ['zai-org/CogVideo#116', 'PKU-YuanGroup/Open-Sora-Plan#396', 'hiyouga/LlamaFactory#7710'],
  bad: all('1e-7'),
  good: all('1e-5'),
  quiet: [
    all('1e-6'),
    all('5e-7'),
    pipeline({ length: '20 steps', train: ['adapter = none', 'optimizer adamw { learning_rate = 1e-8 }'] }),
  ],
  *check(plan) {
    const { adapter, optimizer } = plan.train;
    const rate = optimizer.learning_rate;
    if (adapter.kind !== 'none' || isTrial(plan) || findsItsRate(optimizer) || rate >= least) return;
    yield {
      path: ['train', 'optimizer', 'learning_rate'],
      message: `A learning rate of ${scientific(rate)} leaves all weights nearly where they are.`,
      help: 'Write learning_rate = 1e-5.',
      fix: { safety: 'unsafe', set: [{ path: ['train', 'optimizer', 'learning_rate'], text: '1e-5' }] },
    };
  },
};
