import { test } from 'uvu';
import * as assert from 'uvu/assert';
import { written } from '../../src/report/written.ts';

test('a value is written with the unit that its word takes', () => {
  const values = [
    ['cluster.launch.time', 86_400, '24 h'],
    ['cluster.launch.time', 5400, '90 min'],
    ['cluster.launch.time', 3600, '1 h'],
    ['frames.rate', 16, '16 fps'],
    ['captions.coverage', 0.8, '80 %'],
    ['dataset.birds.tolerate', 0.01, '1 %'],
    ['cluster.budget.price', 2.5, '2.5 USD'],
    ['cluster.disk', 2000, '2000 GiB'],
    ['train.schedule.warmup', 100, '100 steps'],
    ['train.checkpoint.every', { seconds: 1800 }, '30 min'],
    ['train.length', { epochs: 2 }, '2 epochs'],
    ['train.optimizer.learning_rate', 0.00005, '5e-5'],
    ['frames.size', { width: 1360, height: 768 }, '1360x768'],
    ['train.ema', null, 'unsaid'],
    ['dataset.birds.videos', ['a b'], '["a b"]'],
    ['a.word.of.yesterday', 7, '7'],
  ] as const;
  for (const [path, value, text] of values) assert.is(written(path, value), text, path);
});

test.run();
