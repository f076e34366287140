import { isTrial, scheduleOf } from '../../estimate/schedule.ts';
import { findsItsRate, scientific } from '../common.ts';
import { pipeline } from '../examples.ts';
import type { Rule } from '../rule.ts';

export const loraRateTooHigh: Rule = {
  code: 'lora-rate-too-high',
  severity: 'warning',
  certain: false,
  why: `Blurred, over-saturated, fried: LoRAs trained with 5e-4 to 1e-3 at rank 64 and more for thousands of updates, worse
the longer they ran (zai-org/CogVideo#458, #750; tdrussell/diffusion-pipe#372). What counts is the rate times
alpha / rank. Above 1e-3 it is an error; above 3e-4 it is a warning from rank 64 and 2,000 updates on.`,
  sources: [
    'zai-org/CogVideo#458',
    'tdrussell/diffusion-pipe#372',
    'zai-org/CogVideo#750',
    'kohya-ss/musubi-tuner#105',
    'kohya-ss/musubi-tuner#317',
  ],
  bad: pipeline({ length: '5000 steps', train: ['optimizer adamw { learning_rate = 5e-4 }'] }),
  good: pipeline({ length: '5000 steps', train: ['optimizer adamw { learning_rate = 1e-4 }'] }),
  quiet: [
    pipeline({ length: '5000 steps', train: ['optimizer adamw { learning_rate = 3e-4 }'] }),
    pipeline({ length: '2000 steps', train: ['optimizer adamw { learning_rate = 1e-3 }'] }),
  ],
  catches: ['M012'],
  hides: ['weight-decay-takes-all'],
  *check(plan, facts) {
    const { adapter, optimizer } = plan.train;
    if (adapter.kind !== 'lora' || isTrial(plan) || findsItsRate(optimizer)) return;
    // Above twice its rank, alpha is the cause, and alpha-scale tells it.
    if (adapter.alpha > 2 * adapter.rank) return;
    const effective = (optimizer.learning_rate * adapter.alpha) / adapter.rank;
    const updates = scheduleOf(plan, facts.survey)?.updates ?? 0;
    const long = adapter.rank >= 64 && updates > 2000;
    if (effective <= 1e-3 && (effective <= 3e-4 || !long)) return;
    const scale = adapter.alpha === adapter.rank ? '' : ' (rate x alpha / rank)';
    const said = `${scale ? 'An effective' : 'A'} learning rate of ${scientific(effective)}${scale}`;
    const rate = scientific((1e-4 * adapter.rank) / adapter.alpha);
    yield {
      path: ['train', 'optimizer', 'learning_rate'],
      hidesAt: () => [['train', 'optimizer', 'weight_decay']],
      message:
        effective > 1e-3
          ? `${said} makes a LoRA give blurred, over-saturated videos.`
          : `${said} over ${updates} updates makes a LoRA of rank ${adapter.rank} give blurred, over-saturated videos.`,
      help: `Write learning_rate = ${rate}.`,
      fix: { safety: 'unsafe', set: [{ path: ['train', 'optimizer', 'learning_rate'], text: rate }] },
      severity: effective > 1e-3 ? 'error' : 'warning',
    };
  },
};
