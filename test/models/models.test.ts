import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'uvu';
import * as assert from 'uvu/assert';
import type { Gpu } from '../../src/hardware/gpu.ts';
import { gpuNames, gpus } from '../../src/hardware/gpus.ts';
import type { Model } from '../../src/models/model.ts';
import { modelNames, models } from '../../src/models/models.ts';
import { root } from '../support.ts';

test('there are five models, each also tiny', () => {
  const real = modelNames.filter((name) => !name.startsWith('tiny-'));
  assert.is(real.length, 5);
  assert.equal(
    modelNames.filter((name) => name.startsWith('tiny-')),
    real.map((name) => `tiny-${name}`),
  );
});

/** What the real classes count, from their Linears with bias: width d, 512 time channels, 4096 text channels. */
const parametersOf = ({ transformer }: Model): number => {
  const { layers, heads, head_dim, in_channels, patch_size_t, ofs } = transformer;
  const d = heads * head_dim;
  const block = 12 * d ** 2 + 6169 * d + 256;
  const patches = d * 4 * in_channels * patch_size_t + d + 4096 * d + d;
  const time = d * 512 + 512 + 512 ** 2 + 512;
  const last = 2 * d + 1028 * d + d * 64 * patch_size_t + 64 * patch_size_t;
  return layers * block + patches + time + last + (ofs ? 2 * (512 ** 2 + 512) : 0);
};

test('the parameters of the real transformers follow from their shapes', () => {
  const real: [string, Model][] = Object.entries(models).filter(([name]) => !name.startsWith('tiny-'));
  assert.equal(
    real.map(([name, model]) => [name, parametersOf(model)]),
    real.map(([name, { transformer }]) => [name, transformer.parameters]),
  );
});

test('every native clip is a legal one, and its latents fill whole patches', () => {
  for (const { frames, sizes, vae, transformer } of Object.values<Model>(models)) {
    assert.is((frames.native - 1) % frames.multiple, 0);
    assert.is((frames.most - 1) % frames.multiple, 0);
    assert.ok(frames.native <= frames.most);
    assert.is(sizes.multiple, vae.spatial_factor * transformer.patch_size);
    assert.equal([sizes.native.width % sizes.multiple, sizes.native.height % sizes.multiple], [0, 0]);
  }
});

test('a model that starts from an image takes its latent beside the noisy one', () => {
  for (const { conditioning, transformer, vae } of Object.values<Model>(models))
    assert.is(transformer.in_channels, vae.latent_channels * (conditioning === 'image' ? 2 : 1));
});

test('nothing outside the models asks for the name of one', () => {
  const asks = new RegExp(
    [
      `===? *['"](${modelNames.join('|')})`,
      `(${modelNames.join('|')})['"] *===?`,
      `case '(${modelNames.join('|')})'`,
      `(includes|startsWith|endsWith|match|test)\\(['"/][^'"/]*(cogvideox|tiny-|2b|5b|i2v|t2v)`,
    ].join('|'),
  );
  const files = readdirSync(join(root, 'src'), { recursive: true, encoding: 'utf8' })
    .filter((file) => /\.(ts|hbs)$/.test(file) && !file.startsWith('models/'))
    .filter((file) => asks.test(readFileSync(join(root, 'src', file), 'utf8')));
  assert.equal(files, []);
  assert.ok(asks.test("if (plan.model.kind === 'cogvideox-2b-t2v')") && asks.test("name.includes('5b')"));
});

test('every GPU has memory, a precision and a usual node, and the CPU none of them', () => {
  for (const name of gpuNames) {
    const { memory_gib, per_node, device_names, bf16, tflops, device }: Gpu = gpus[name];
    const isCpu = device === 'cpu';
    assert.is(memory_gib === null, isCpu, name);
    assert.is(per_node.length === 0, isCpu, name);
    assert.is(device_names.length === 0, isCpu, name);
    assert.ok(tflops.bf16 === null || bf16, name);
  }
});

test('no two kinds of GPU have a device name in common', () => {
  const names = Object.values<Gpu>(gpus).flatMap(({ device_names }) => device_names);
  assert.is(new Set(names).size, names.length);
});

test.run();
