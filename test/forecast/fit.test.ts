import { test } from 'uvu';
import * as assert from 'uvu/assert';
import { check } from '../../src/check.ts';
import { fitting } from '../../src/forecast/fit.ts';
import { written } from '../../src/forecast/write.ts';
import { inputOf, pipeline } from './support.ts';

/** What the file needs changed, and what it then says. */
const fixed = (text: string) => {
  const input = inputOf(text);
  const base = check(input);
  const fits = fitting(input, base) ?? [];
  const [best] = fits;
  assert.ok(best, 'something fits');
  const after = written(input, best.wishes);
  assert.ok(after !== undefined);
  return { base, fits, after, checked: check(inputOf(after)) };
};

const cases = {
  'all weights on cards of 40 GB': pipeline(
    'adapter = none\n  global_batch = 32',
    'cluster {\n  gpus_per_node = 8\n  gpu = a100-40gb\n}',
  ),
  'all weights, sharding written': pipeline(
    'adapter = none\n  batch_per_gpu = 2, accumulate = 2',
    'cluster { gpus_per_node = 8, gpu = a100-80gb, shard = ddp }',
  ),
  'a large micro-batch': pipeline('batch_per_gpu = 8', 'cluster { gpu = a100-40gb }'),
  'a large micro-batch of a written global batch': pipeline(
    'global_batch = 16, batch_per_gpu = 16',
    'cluster { gpu = a100-40gb }',
  ),
  'kept activations': pipeline('gradient_checkpointing = false, global_batch = 8', 'cluster { gpu = rtx4090 }'),
};

for (const [name, text] of Object.entries(cases))
  test(`${name}: the fixed file checks clean, and keeps the global batch`, () => {
    const { base, checked, after } = fixed(text);
    assert.ok(base.diagnostics.some(({ code }) => code === 'memory-does-not-fit'));
    assert.equal(
      checked.diagnostics.filter(({ severity }) => severity !== 'note').map(({ code }) => code),
      base.diagnostics
        .filter(({ severity, code }) => severity !== 'note' && code !== 'memory-does-not-fit')
        .map(({ code }) => code),
      after,
    );
    assert.is(checked.plan.train.global_batch, base.plan.train.global_batch);
  });

test('what fits is told the fastest first, and keeps the global batch', () => {
  const { fits } = fixed(cases['all weights on cards of 40 GB']);
  const seconds = fits.map(({ proposal }) => proposal.update ?? 0);
  assert.equal(
    seconds,
    [...seconds].sort((one, other) => one - other),
  );
  assert.equal(
    fits.map(({ proposal }) => proposal.chosen),
    [true, ...fits.slice(1).map(() => false)],
  );
  assert.ok(fits.every(({ proposal }) => proposal.needs < 39.5));
});

test('without a kind of GPU nothing can be said', () => {
  const input = inputOf(pipeline('adapter = none'));
  assert.is(fitting(input, check(input)), null);
});

test('what no way of running fits is told so', () => {
  const input = inputOf(pipeline('global_batch = 8', 'cluster { gpu = a10 }', 'cogvideox-1.5-5b-t2v'));
  assert.equal(fitting(input, check(input)), []);
});

test.run();
