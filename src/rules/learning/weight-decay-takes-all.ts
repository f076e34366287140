import { scheduleOf } from '../../estimate/schedule.ts';
import { findsItsRate, percent } from '../common.ts';
import { pipeline } from '../examples.ts';
import type { Rule } from '../rule.ts';

export const weightDecayTakesAll: Rule = {
  code: 'weight-decay-takes-all',
  severity: 'warning',
  certain: false,
  why: `AdamW takes learning_rate x weight_decay of every trained weight in every update, whatever the gradients say: of all weights of a
model that is what it knows, of a LoRA what it has learnt (unslothai/unsloth#5747). Told where more than a fifth of a weight
would be gone at the end of the run; the usual 1e-4 to 1e-2 take less than a hundredth.`,
  sources: ['unslothai/unsloth#5747', 'AkaneTendo25/musubi-tuner#45', 'pytorch/pytorch torch/optim/adamw.py'],
  bad: pipeline({ train: ['optimizer adamw { weight_decay = 10 }'] }),
  good: pipeline({ train: ['optimizer adamw { weight_decay = 0.01 }'] }),
  quiet: [
    pipeline({ length: '5000 steps', train: ['optimizer adamw { weight_decay = 0.1 }'] }),
    pipeline({ train: ['optimizer adamw { weight_decay = 2 }'] }),
  ],
  *check(plan, { survey }) {
    const { optimizer } = plan.train;
    const updates = scheduleOf(plan, survey)?.updates;
    if (updates === undefined || findsItsRate(optimizer)) return;
    const each = optimizer.learning_rate * optimizer.weight_decay;
    const gone = each >= 1 ? 1 : 1 - (1 - each) ** updates;
    if (gone <= 0.2) return;
    yield {
      path: ['train', 'optimizer', 'weight_decay'],
      message: `weight_decay = ${optimizer.weight_decay} takes ${percent(gone)} of every trained weight in ${updates} updates, beside what it learns.`,
      help: 'Write weight_decay = 0.01.',
    };
  },
};
