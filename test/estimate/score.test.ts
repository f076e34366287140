import * as fc from 'fast-check';
import { suite } from 'uvu';
import * as assert from 'uvu/assert';
import { createAllocator } from '../../src/estimate/memory/tape/allocator.ts';
import { backward } from '../../src/estimate/memory/tape/backward.ts';
import { forward } from '../../src/estimate/memory/tape/forward.ts';
import { createTransformer } from '../../src/estimate/memory/tape/layers.ts';
import { type CodePath, simulate } from '../../src/estimate/memory/tape/simulate.ts';
import { createTape, make } from '../../src/estimate/memory/tape/tape.ts';
import type { Model } from '../../src/models/model.ts';
import { modelNames, models } from '../../src/models/models.ts';
import { count } from '../support.ts';
import { pathOf, rows } from './published.ts';

/** Blocks that are played from what was written down of one do to memory what they do when each runs for itself. */

const score = suite('the score of a block');

const outcome = (path: CodePath, repeats: boolean) => {
  const { allocated, reserved, phases } = simulate(path, { repeats });
  return { allocated, reserved, phases: [...phases] };
};

/** Those in the middle are alike, however many there are. */
const withLayers = (model: Model, layers: number): Model => ({
  ...model,
  transformer: { ...model.transformer, layers },
});

score('every published run comes to the same bytes, block by block', () => {
  for (const row of rows) {
    const path = pathOf(row);
    const model = withLayers(path.model, count(4, path.model.transformer.layers));
    const whole = { ...path, model, video: { vae: 4e8, decoding: 4e9 }, batches: 2 };
    assert.equal(outcome(whole, true), outcome(whole, false), row.run);
  }
});

const sizes = [
  { width: 720, height: 480 },
  { width: 1360, height: 768 },
  { width: 256, height: 256 },
];

const lora = fc.record({
  rank: fc.constantFrom(4, 128),
  size: fc.constantFrom(2, 4),
  targets: fc.subarray(['to_q', 'to_k', 'to_v', 'to_out.0', 'ff.net.0.proj', 'ff.net.2'], { minLength: 1 }),
});

const sharding = fc.record({
  kind: fc.constantFrom('none', 'ddp', 'zero1', 'zero2', 'zero3', 'fsdp'),
  ranks: fc.constantFrom(1, 8),
  offload: fc.constantFrom('none', 'optimizer', 'all'),
  bucket: fc.constantFrom(2e8, 5e8),
  overlap: fc.boolean(),
  prefetched: fc.constant(5e7),
  live: fc.constant(1e9),
  uploads: fc.boolean(),
  sum_size: fc.constantFrom(0, 2, 4),
  second: fc.boolean(),
});

const paths: fc.Arbitrary<CodePath> = fc.record({
  model: fc
    .tuple(fc.constantFrom(...modelNames), fc.constantFrom(3, 6))
    .map(([name, layers]) => withLayers(models[name], layers)),
  frames: fc.record({ count: fc.constantFrom(9, 49, 81), size: fc.constantFrom(...sizes) }),
  batch: fc.constantFrom(1, 2, 3),
  lora: fc.option(lora, { nil: undefined }),
  weight_size: fc.constantFrom(2, 4),
  narrow_size: fc.constantFrom(undefined, 0.5),
  input_size: fc.constant(2),
  latent_size: fc.constant(4),
  autocast: fc.boolean(),
  checkpoints: fc.boolean(),
  optimizer: fc.record({
    kind: fc.constantFrom('adamw', 'adamw-8bit', 'on-host'),
    states: fc.constantFrom(2, 4),
    foreach: fc.boolean(),
  }),
  sharding,
  steps: fc.constantFrom(1, 2),
  batches: fc.constantFrom(1, 2, 3),
  beside: fc.constantFrom(0, 4e8),
  video: fc.constantFrom(undefined, { vae: 4e8, decoding: 4e9 }),
});

score('any settings come to the same bytes, block by block', () => {
  fc.assert(
    fc.property(paths, (path) => {
      const played = outcome(path, true);
      assert.equal(played, outcome(path, false));
      const step = new Map(played.phases).get('step');
      assert.is(step?.parts.activations, 0, 'what the backward pass has gone through is given back');
    }),
    { numRuns: count(40, 2000) },
  );
});

/** Nodes of the graph after one update. */
const nodesOf = (path: CodePath): number => {
  const tape = createTape(createAllocator());
  const { model, lora, weight_size: size, checkpoints } = path;
  const transformer = createTransformer(tape, { model, lora, size, checkpoints, isElsewhere: false });
  const batch = { samples: 1, video: 100, text: 10, size: 2 };
  const output = forward(tape, transformer, { batch, hooks: {} });
  backward(tape, [[output.source, make(tape, output.count, output.size)]]);
  return tape.order;
};

score('what runs operator by operator does not grow with the number of blocks: each of the others is one node', () => {
  const row = rows.find(({ run }) => run === 'factory-lora-5b-r64-b1') ?? {};
  for (const checkpoints of [true, false])
    for (const lora of [undefined, { rank: 4, size: 2, targets: ['to_q', 'ff.net.2'] }]) {
      const path = { ...pathOf(row), checkpoints, lora };
      const [few, many] = [8, 20].map((layers) => nodesOf({ ...path, model: withLayers(path.model, layers) }));
      assert.is((many as number) - (few as number), 20 - 8);
    }
});

score.run();
