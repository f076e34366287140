import { pipeline } from '../examples.ts';
import type { Rule } from '../rule.ts';

/** SAT clips at 0.1, the smallest that a public trainer of CogVideoX has. */
const least = 0.001;

export const gradientsClippedAway: Rule = {
  code: 'gradients-clipped-away',
  severity: 'warning',
  certain: false,
  why: `Gradients of a longer norm are scaled down to max_grad_norm. A bound far below every one of them makes all updates alike, those of
noise and those of signal, and lets Adam's epsilon outweigh what is left: 1e-4 over the 132 million numbers of a LoRA is 9e-9
for each, and epsilon 1e-8. Recipes write 1, SAT 0.1; a learning rate in its place is most often a slip.`,
  sources: ['THUDM/CogVideo sat/configs', 'pytorch/pytorch torch/nn/utils/clip_grad.py'],
  bad: pipeline({ train: ['max_grad_norm = 0.0001'] }),
  good: pipeline({ train: ['max_grad_norm = 1'] }),
  quiet: [pipeline({ train: ['max_grad_norm = 0.01'] }), pipeline({ train: ['max_grad_norm = 1000'] })],
  *check({ train }) {
    if (train.max_grad_norm > least) return;
    yield {
      path: ['train', 'max_grad_norm'],
      message: `max_grad_norm = ${train.max_grad_norm} cuts every gradient down to almost nothing.`,
      help: 'Write max_grad_norm = 1.',
      fix: { safety: 'unsafe', set: [{ path: ['train', 'max_grad_norm'], text: '1' }] },
    };
  },
};
