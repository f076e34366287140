import { findsItsRate, scientific } from '../common.ts';
import { pipeline } from '../examples.ts';
import type { Rule } from '../rule.ts';

export const prodigyRate: Rule = {
  code: 'prodigy-rate',
  severity: 'warning',
  certain: false,
  why: `Prodigy finds its own step size, and the learning rate multiplies what it finds: 1 is where it works. With the 1e-4 of another
optimizer the steps are ten thousand times too small, and with 10 and more they are too large.`,
  sources: ['konstmish/prodigy: README', 'kohya-ss/sd-scripts: README, adaptive optimizers'],
  bad: pipeline({ train: ['optimizer prodigy { learning_rate = 1e-4 }'] }),
  good: pipeline({ train: ['optimizer prodigy { learning_rate = 1 }'] }),
  quiet: [
    pipeline({ train: ['optimizer prodigy { learning_rate = 0.1 }'] }),
    pipeline({ train: ['adapter = none', 'optimizer = prodigy'] }),
  ],
  *check({ train: { optimizer } }) {
    const rate = optimizer.learning_rate;
    if (!findsItsRate(optimizer) || (rate >= 0.1 && rate <= 10)) return;
    yield {
      path: ['train', 'optimizer', 'learning_rate'],
      message: `Prodigy finds its own step size, and ${scientific(rate)} would multiply it.`,
      help: 'Write learning_rate = 1.',
      fix: { safety: 'unsafe', set: [{ path: ['train', 'optimizer', 'learning_rate'], text: '1' }] },
    };
  },
};
