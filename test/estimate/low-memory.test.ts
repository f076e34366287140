import { test } from 'uvu';
import * as assert from 'uvu/assert';
import { closedFormOf, memoryOf, tapeOf } from '../../src/estimate/memory/memory.ts';
import { recipeOf } from '../../src/estimate/memory/recipe.ts';
import { jobFor } from '../job.ts';

/** Each word for cards with little memory is seen in the memory of the plan. */

const planOf = (train = '', more = '', model = 'cogvideox-5b-t2v') =>
  jobFor(`
model ${model} { ${more} }
dataset birds { videos = "birds" }
train { length = 500 steps, global_batch = 1, ${train} }
`).plan;

const allocated = (train?: string, more?: string, model?: string): number =>
  memoryOf(planOf(train, more, model)).allocated;

/** Attention and feed-forward of each block: 12 d² numbers. */
const matrices = 42 * 12 * 3072 ** 2;

test('a base of 4 or 8 bits takes that of its matrices, and the rest of it as much as before', () => {
  const whole = allocated();
  const saved = (kind: string): number => (whole - allocated(`adapter lora { quantise = ${kind} }`)) * 2 ** 30;
  const near = (found: number, expected: number): void => {
    assert.ok(Math.abs(found / expected - 1) < 0.02, `${found} is not ${expected}`);
  };
  near(saved('nf4'), matrices * (2 - 0.516));
  near(saved('int8'), matrices * (2 - 1));
});

test('moments of 8 bits, activations that are kept, and an average each take what they hold', () => {
  const of = (train: string): number =>
    allocated(`adapter lora { rank = 1024 }, gradient_checkpointing = false, ${train}`);
  assert.ok(of('optimizer = adamw-8bit') < of(''));
  assert.ok(of('ema { }') > of(''));
  assert.ok(allocated('gradient_checkpointing = false') > 3 * allocated());
});

test('whichever layers have a LoRA, the closed form holds what the tape does, within a twentieth', () => {
  const sets = ['to_q', 'to_out.0', 'to_q, to_k, to_v, ff.net.0.proj', 'ff.net.2', 'ff.net.0.proj, ff.net.2'];
  for (const targets of sets)
    for (const checkpoints of [true, false]) {
      const train = `adapter lora { targets = [${targets}] }, gradient_checkpointing = ${checkpoints}`;
      const plan = planOf(train, '', 'cogvideox-2b-t2v');
      const off = closedFormOf(plan).allocated / tapeOf(plan).memory.allocated - 1;
      assert.ok(Math.abs(off) < 0.05, `${train}: ${off}`);
    }
});

test('a VAE without tiles decodes a video in the memory of the whole frame', () => {
  const videos = 'validate { prompts = ["a heron"] }';
  const model = 'cogvideox-1.5-5b-t2v';
  // 768x1360 at 46 kB a pixel is 44.7 GiB beside the base and the VAE
  assert.ok(allocated(videos, 'tiling = false', model) > allocated(videos, '', model) + 5);
  assert.is(recipeOf(planOf(videos, '', model)).tile, 240 * 360);
  assert.is(recipeOf(planOf(videos, 'tiling = false', model)).tile, 768 * 1360);
});

test("the VAE's encoder stands beside a training that lays noise over its image anew, and beside no other", () => {
  assert.is(recipeOf(planOf('', '', 'cogvideox-5b-i2v')).beside, 92_215_456 * 2);
  assert.is(recipeOf(planOf()).beside, 0);
});

test.run();
