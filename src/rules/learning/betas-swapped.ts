import { pipeline } from '../examples.ts';
import type { Rule } from '../rule.ts';

export const betasSwapped: Rule = {
  code: 'betas-swapped',
  severity: 'warning',
  certain: false,
  why: `The second moment of Adam is meant to be slower than the first: [0.9, 0.95] to [0.9, 0.999] in every recipe. The other way round,
steps follow the last gradients and jump; with a beta of 1 a moment never moves, and nothing is learnt.`,
  bad: pipeline({ train: ['optimizer adamw { betas = [0.95, 0.9] }'] }),
  good: pipeline({ train: ['optimizer adamw { betas = [0.9, 0.95] }'] }),
  quiet: [
    pipeline({ train: ['optimizer adamw { betas = [0.9, 0.999] }'] }),
    pipeline({ train: ['optimizer adamw { betas = [0.9, 0.9] }'] }),
  ],
  sources: ['pytorch/pytorch torch/optim/adamw.py'],
  *check(plan) {
    const { betas } = plan.train.optimizer;
    const [first = 0, second = 0] = betas;
    const path = ['train', 'optimizer', 'betas'];
    if (first === 1 || second === 1)
      yield {
        path,
        message: 'A beta of 1 never moves, so nothing is learnt.',
        help: 'Write betas = [0.9, 0.95].',
        severity: 'error',
      };
    else if (first > second)
      yield {
        path,
        message: `The first moment decays more slowly (${first}) than the second (${second}).`,
        help: `Write betas = [${second}, ${first}].`,
      };
  },
};
