import { spawn } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { text } from 'node:stream/consumers';
import { suite } from 'uvu';
import * as assert from 'uvu/assert';
import { train } from '../../src/emit/train.ts';
import { tokensOf } from '../../src/estimate/tokens.ts';
import type { Model } from '../../src/models/model.ts';
import { models } from '../../src/models/models.ts';
import { configsOf } from '../gpu/configs.ts';
import { jobFor } from '../job.ts';
import { count, inVenv, root } from '../support.ts';
import { offline } from './warm.ts';

/** The emitted train.py of the five real models at their real sizes: one update on tensors that have shapes and no numbers. */

const folder = mkdtempSync(join(tmpdir(), 'cogx-real-'));

const names = [
  'cogvideox-2b-t2v',
  'cogvideox-5b-t2v',
  'cogvideox-5b-i2v',
  'cogvideox-1.5-5b-t2v',
  'cogvideox-1.5-5b-i2v',
] as const;
type Name = (typeof names)[number];

const adapters = { lora: 'lora { rank = 128 }', all: '= none' } as const;
/** All weights of one model with every test, since they go the same way as a LoRA's; of all models with `npm run soak`. */
const cases = [
  ...names.map((model) => ({ model, kind: 'lora' }) as const),
  ...names.slice(0, count(1, 5)).map((model) => ({ model, kind: 'all' }) as const),
];

/** How many of its layers are run. */
const layersOf = ({ transformer }: Model): number => Math.min(transformer.layers, count(2, 42));

const build = (model: Name, kind: 'lora' | 'all') => {
  const source = `
    name = birds
    model ${model}
    dataset pexels { videos = "clips" }
    train { adapter ${adapters[kind]}, length = 100 steps, batch_per_gpu = 1, accumulate = 1 }
    cluster { gpu = a100-80gb }`;
  const out = join(folder, `${model}-${kind}`);
  mkdirSync(out);
  const job = jobFor(source);
  for (const { path, text: lines } of train(job)) writeFileSync(join(out, path), lines as string);
  const { frames } = job.plan;
  return {
    build: out,
    ...configsOf(models[model]),
    // They are alike, and each takes a second: `npm run soak` runs all of them.
    layers: layersOf(models[model]),
    size: [frames.size.height, frames.size.width],
    latent_frames: (frames.count - 1) / models[model].vae.temporal_factor + 1,
  };
};

type Update = {
  /** How many there are in each precision. */
  readonly numbers: Readonly<Record<string, number>>;
  readonly trained: number;
  readonly trained_in: readonly string[];
  readonly moments: number;
  readonly of: number;
  readonly seen: Readonly<Record<string, number>>;
  readonly scalars: readonly [readonly number[], string, readonly number[]];
  readonly alphas: readonly number[];
  readonly rotary: { readonly rows: number; readonly cosines: Readonly<Record<string, readonly number[]>> } | null;
};

let updates: Readonly<Record<string, Update>> = {};

const test = suite('real sizes');

test.before(async () => {
  const all = Object.fromEntries(cases.map(({ model, kind }) => [`${model} ${kind}`, build(model, kind)]));
  const child = spawn(inVenv('python'), [join(root, 'test/e2e/real-sizes.py')], {
    env: { ...process.env, ...offline },
  });
  child.stdin.end(JSON.stringify(all));
  const [said, complained] = [text(child.stdout), text(child.stderr)];
  const code = await new Promise((done) => child.on('close', done));
  if (code !== 0) throw new Error(await complained);
  updates = JSON.parse((await said).trim().split('\n').at(-1) ?? '');
});
test.after(() => rmSync(folder, { recursive: true }));

/** Tokens of video that reach every block, after 226 of text: facts of the models, counted by hand. */
const video: Readonly<Record<Name, number>> = {
  'cogvideox-2b-t2v': 17_550, // 13 x 30 x 45
  'cogvideox-5b-t2v': 17_550,
  'cogvideox-5b-i2v': 17_550,
  'cogvideox-1.5-5b-t2v': 44_880, // 11 x 48 x 85
  'cogvideox-1.5-5b-i2v': 44_880,
};

for (const { model, kind } of cases)
  test(`${model}, ${kind === 'lora' ? 'a LoRA' : 'all weights'}: an update goes through at the real size`, () => {
    const row = models[model];
    const { transformer } = row;
    const update = updates[`${model} ${kind}`] as Update;
    const width = transformer.heads * transformer.head_dim;
    // Once in the forward pass, and once more in the backward pass, for the activations that were not kept.
    assert.equal(update.seen, {
      [`(1, ${video[model]}, ${width}) after (1, 226, ${width})`]: 2 * layersOf(row),
    });
    const lora = 8 * 128 * width * transformer.layers;
    const half = row.precisions[0] === 'fp16' ? 'torch.float16' : 'torch.bfloat16';
    const [numbers, learns] =
      kind === 'lora'
        ? [{ [half]: transformer.parameters, 'torch.float32': lora }, lora]
        : [{ 'torch.float32': transformer.parameters }, transformer.parameters];
    assert.equal(update.numbers, numbers);
    assert.is(update.trained, learns);
    assert.equal(update.trained_in, ['torch.float32']);
    assert.is(update.moments, update.of, 'a weight that is trained got no gradient');
    assert.equal(update.scalars, [[], 'torch.float32', []]);
    assert.is(tokensOf(row, row.frames.native, row.sizes.native).sequence, 226 + video[model]);
  });

const near = (some: readonly number[], others: readonly number[], relative: number): void => {
  assert.is(some.length, others.length);
  for (const [index, value] of some.entries()) {
    const other = others[index] ?? Number.NaN;
    assert.ok(Math.abs(value - other) <= relative * Math.abs(other), `${value} is not ${other}`);
  }
};

/** The signal's share of the variance at 0, 1, 10, 100, 250, 500, 750, 900, 998 and 999, computed once outside of diffusers. */
const alphas = {
  3: [
    0.997454327643, 0.994800626427, 0.970785768866, 0.728241932313, 0.389053709243, 0.0953281008629, 0.0108389019094,
    0.000945453020517, 6.23078846739e-8, 0,
  ],
  1: [
    0.99915, 0.99823344614, 0.989793733013, 0.886761284502, 0.652457015341, 0.241018782757, 0.0327991181287,
    0.0029603934209, 1.96788805662e-7, 0,
  ],
} as const;

test('the noise of a timestep is that of the model', () => {
  for (const model of names) {
    const golden = alphas[models[model].scheduler.snr_shift_scale as 1 | 3];
    near((updates[`${model} lora`] as Update).alphas, golden, 1e-10);
  }
});

test('the rotary angles of the patches are those of their place and time', () => {
  assert.is(updates['cogvideox-2b-t2v lora']?.rotary, null);
  const { rows, cosines } = (updates['cogvideox-5b-t2v lora'] as Update).rotary ?? { rows: 0, cosines: {} };
  assert.is(rows, 17_550);
  // Columns 0, 2, 14 turn with time; 16, 18, 38 with height; 40, 42, 62 with width.
  const still = [1, 1, 1];
  const turned = [0.540302, 0.894198];
  const of = (row: number) => (cosines[row] ?? []).map((each) => Math.round(each * 1e6) / 1e6);
  assert.equal(of(0), [...still, ...still, ...still]);
  assert.equal([...of(1).slice(0, 6), ...of(1).slice(6, 8)], [...still, ...still, ...turned]);
  assert.equal([...of(45).slice(0, 3), ...of(45).slice(3, 5), ...of(45).slice(6)], [...still, ...turned, ...still]);
  assert.equal([...of(1350).slice(0, 2), ...of(1350).slice(3)], [0.540302, 0.950415, ...still, ...still]);
  assert.equal(
    of(17_549),
    [0.843854, -0.794179, 0.999993, -0.748058, 0.626114, 0.999981, 0.999843, -0.002639, 0.999955],
  );
  assert.is(updates['cogvideox-1.5-5b-t2v lora']?.rotary?.rows, 44_880);
});

test.run();
