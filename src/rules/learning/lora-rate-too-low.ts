import { isTrial } from '../../estimate/schedule.ts';
import { findsItsRate, scientific } from '../common.ts';
import { pipeline } from '../examples.ts';
import type { Rule } from '../rule.ts';

const least = 5e-5;

export const loraRateTooLow: Rule = {
  code: 'lora-rate-too-low',
  severity: 'warning',
  certain: false,
  why: `A LoRA needs a learning rate about ten times that of all weights: maintainers of CogVideoX train with 1e-4 to
1e-3 (zai-org/CogVideo#116). 10,000 steps at 1e-5 had no visible effect (huggingface/finetrainers#191), nor had 5,000 at
3e-5. Evidence conflicts (zai-org/CogVideo#750 over-saturates at lower rates), so this is advice. What counts is the rate
times alpha / rank, where that is above 1.`,
  sources: [
    'zai-org/CogVideo#116',
    'huggingface/finetrainers#191',
    'zai-org/CogVideo#750',
    'kohya-ss/musubi-tuner#89',
    'zai-org/CogVideo#766',
  ],
  bad: pipeline({ train: ['optimizer adamw { learning_rate = 1e-5 }'] }),
  good: pipeline({ train: ['optimizer adamw { learning_rate = 1e-4 }'] }),
  quiet: [
    pipeline({ train: ['optimizer adamw { learning_rate = 5e-5 }'] }),
    pipeline({ train: ['adapter = none', 'optimizer adamw { learning_rate = 1e-5 }'] }),
  ],
  catches: ['M011'],
  *check(plan) {
    const { adapter, optimizer } = plan.train;
    if (adapter.kind !== 'lora' || isTrial(plan) || findsItsRate(optimizer)) return;
    const rate = optimizer.learning_rate;
    const effective = rate * Math.max(1, adapter.alpha / adapter.rank);
    if (effective >= least) return;
    const strength = effective === rate ? '' : ` at ${adapter.alpha / adapter.rank} times its strength`;
    yield {
      path: ['train', 'optimizer', 'learning_rate'],
      message: `A learning rate of ${scientific(rate)}${strength} teaches a LoRA of CogVideoX hardly anything.`,
      help: 'Write learning_rate = 1e-4; its maintainers use up to 3e-4.',
      fix: { safety: 'unsafe', set: [{ path: ['train', 'optimizer', 'learning_rate'], text: '1e-4' }] },
    };
  },
};
