import { suite } from 'uvu';
import * as assert from 'uvu/assert';
import { clips, found, pipeline, said } from './support.ts';

const train = suite('rules on training');

const lora = (rate: string, length = '1000 steps', adapter = 'adapter lora { rank = 128 }') =>
  found(pipeline({ length, train: [adapter, `optimizer adamw { learning_rate = ${rate} }`] }));

train('the rate of a LoRA has a lower and an upper bound', () => {
  assert.equal(lora('1e-5'), ['warning lora-rate-too-low']);
  assert.equal(lora('5e-5'), []);
  assert.equal(lora('1e-3'), []);
  assert.equal(lora('2e-3'), ['error lora-rate-too-high']);
});

train('a high rate burns a LoRA of high rank in a long run', () => {
  assert.equal(lora('5e-4', '3000 steps'), ['warning lora-rate-too-high']);
  assert.equal(lora('5e-4', '3000 steps', 'adapter lora { rank = 32 }'), []);
});

train('what counts is the rate times alpha / rank', () => {
  assert.equal(lora('4e-5', '1000 steps', 'adapter lora { rank = 64, alpha = 128 }'), ['note alpha-not-rank']);
  assert.equal(lora('8e-4', '1000 steps', 'adapter lora { rank = 64, alpha = 128 }'), [
    'note alpha-not-rank',
    'error lora-rate-too-high',
  ]);
});

train('all weights learn at a tenth of the rate', () => {
  const full = (rate: string) => lora(rate, '1000 steps', 'adapter = none');
  assert.equal(full('2e-5'), []);
  assert.equal(full('3e-5'), ['warning full-rate-too-high']);
  assert.equal(full('2e-4'), ['error full-rate-too-high']);
});

train('a trial is not judged on learning', () => {
  assert.equal(lora('1e-6', '20 steps'), []);
  assert.equal(lora('1e-2', '99 steps'), []);
  assert.equal(lora('1e-3', '20 steps', 'adapter = none'), []);
});

train('alpha far from the rank is an error, near it a note', () => {
  const alpha = (value: number) => found(pipeline({ train: [`adapter lora { rank = 128, alpha = ${value} }`] }));
  assert.equal(alpha(1), ['error alpha-scale']);
  assert.equal(alpha(16), ['warning alpha-scale']);
  assert.equal(alpha(64), ['note alpha-not-rank']);
  assert.equal(alpha(128), []);
  assert.equal(alpha(512), ['warning alpha-scale']);
  assert.equal(alpha(2048), ['error alpha-scale']);
});

const batch = (words: readonly string[], cluster?: string) =>
  found(pipeline({ train: words, ...(cluster ? { more: [cluster] } : {}) }));

train('two batch words decide the third, and the third is said once too often', () => {
  const eight = 'cluster { gpus_per_node = 8 }';
  assert.equal(batch(['global_batch = 16', 'batch_per_gpu = 2'], eight), []);
  assert.equal(batch(['batch_per_gpu = 2', 'accumulate = 2'], eight), []);
  assert.equal(batch(['global_batch = 16', 'accumulate = 2'], eight), []);
  assert.equal(batch(['global_batch = 4'], eight), ['error batch-does-not-divide']);
  assert.equal(batch(['global_batch = 20', 'batch_per_gpu = 1'], eight), ['error batch-does-not-divide']);
  assert.equal(batch(['global_batch = 20', 'accumulate = 3'], eight), ['error batch-does-not-divide']);
  assert.equal(batch(['global_batch = 99', 'batch_per_gpu = 1', 'accumulate = 1'], eight), ['error three-batch-words']);
});

train('a batch that can not be split names the next ones that can', () => {
  const text = (words: string[]) => said(pipeline({ train: words, more: ['cluster { gpus_per_node = 8 }'] }));
  assert.is(
    text(['global_batch = 20', 'batch_per_gpu = 2']),
    "A global batch of 20 can't be split over 8 GPUs with 2 samples each. Write global_batch = 16 or 32.",
  );
  assert.is(
    text(['global_batch = 4']),
    "A global batch of 4 can't be split over 8 GPUs with 1 sample each. Write global_batch = 8.",
  );
  assert.is(
    text(['global_batch = 20', 'accumulate = 2']),
    "A global batch of 20 can't be split over 8 GPUs with 2 batches each. Write global_batch = 16 or 32.",
  );
});

train('a batch larger than the data is a warning where it is written, a note where it is not', () => {
  const small = clips(5);
  const trial = (more: Parameters<typeof pipeline>[0]) => found(pipeline({ length: '50 steps', ...more }), small);
  assert.equal(trial({ train: ['global_batch = 8'] }), ['warning batch-exceeds-pass']);
  assert.equal(trial({}), ['note batch-exceeds-pass']);
  assert.equal(trial({ dataset: ['repeats = 2'] }), ['note idle-repeats']);
});

train('the way out of a batch larger than the data is a batch that the GPUs can take', () => {
  const help = (words: string[], gpus: number) =>
    said(pipeline({ length: '50 steps', train: words, more: [`cluster { gpus_per_node = ${gpus} }`] }), clips(10));
  assert.match(help(['global_batch = 16'], 4), / Write global_batch = 8 or less\.$/);
  assert.match(help(['batch_per_gpu = 3'], 4), / Write batch_per_gpu = 2 or less\.$/);
  assert.match(help(['accumulate = 1'], 16), / Take more clips, or train on 10 GPUs at most\.$/);
});

train('few updates are told where they follow from epochs, many always', () => {
  const length = (text: string, count = 400) => found(pipeline({ length: text }), clips(count));
  assert.equal(length('2 epochs'), []);
  assert.equal(length('1 epochs'), ['warning few-updates']);
  assert.equal(length('50 steps', 40), []);
  assert.equal(length('100001 steps'), ['warning many-updates']);
  assert.equal(length('3000 epochs'), ['warning many-updates']);
});

train('passes over few clips are a note from 300 on and a warning above 1000, repeats or not', () => {
  const passes = (steps: number, dataset: readonly string[] = []) =>
    found(pipeline({ length: `${steps} steps`, dataset }), clips(24));
  assert.equal(passes(899), []);
  assert.equal(passes(900), ['note many-passes']);
  assert.equal(passes(900, ['repeats = 10']), ['note idle-repeats', 'note many-passes']);
  assert.equal(passes(3000), ['note many-passes']);
  assert.equal(passes(3001), ['warning many-passes']);
});

train('a length in steps that ends within the first pass is a note', () => {
  assert.equal(found(pipeline({ length: '100 steps' }), clips(801)), ['note unfinished-pass']);
  assert.equal(found(pipeline({ length: '100 steps' }), clips(800)), []);
  assert.equal(found(pipeline({ length: '20 steps' }), clips(800)), []);
});

train('a warm-up is shorter than the run, and a trial is only told', () => {
  const warmup = (steps: number, length = '400 steps') =>
    found(pipeline({ length, train: [`schedule cosine { warmup = ${steps} steps }`] }));
  assert.equal(warmup(200), []);
  assert.equal(warmup(201), ['warning warmup-too-long']);
  assert.equal(warmup(400), ['error warmup-too-long']);
  assert.equal(warmup(100, '20 steps'), ['note warmup-too-long']);
  assert.equal(warmup(0, '1 steps'), []);
});

train('a checkpoint that comes only at the end is a note, unless time makes one before', () => {
  const every = (value: string) => found(pipeline({ train: [`checkpoint { every = ${value} }`] }));
  assert.equal(every('999 steps'), []);
  assert.equal(every('1000 steps'), ['note only-final-checkpoint']);
  assert.equal(every('[5000 steps, 20 min]'), []);
  assert.equal(every('10 h'), []);
});

train.run();
