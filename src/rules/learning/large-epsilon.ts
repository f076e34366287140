import { findsItsRate } from '../common.ts';
import { pipeline } from '../examples.ts';
import type { Rule } from '../rule.ts';

export const largeEpsilon: Rule = {
  code: 'large-epsilon',
  severity: 'warning',
  certain: false,
  why: `Adam divides each gradient by its own usual size plus epsilon, so that every weight moves by about the learning rate. A gradient of
norm 0.1 over the 132 million numbers of a LoRA is 1e-5 for each: an epsilon above it takes the place of its size, and weights
move by a small part of the learning rate that the file says (ibab/tensorflow-wavenet#149).`,
  sources: ['ibab/tensorflow-wavenet#149', 'pytorch/pytorch torch/optim/adamw.py'],
  bad: pipeline({ train: ['optimizer adamw { epsilon = 0.001 }'] }),
  good: pipeline({ train: ['optimizer adamw { epsilon = 1e-8 }'] }),
  quiet: [
    pipeline({ train: ['optimizer adamw { epsilon = 1e-6 }'] }),
    pipeline({ train: ['optimizer adamw { epsilon = 1e-15 }'] }),
  ],
  *check({ train: { optimizer } }) {
    if (findsItsRate(optimizer) || optimizer.epsilon < 1e-4) return;
    yield {
      path: ['train', 'optimizer', 'epsilon'],
      message: `epsilon = ${optimizer.epsilon} is far above the gradients, so weights move by much less than the learning rate.`,
      help: 'Write epsilon = 1e-8.',
      fix: { safety: 'unsafe', set: [{ path: ['train', 'optimizer', 'epsilon'], text: '1e-8' }] },
    };
  },
};
