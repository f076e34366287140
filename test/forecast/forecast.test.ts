import { test } from 'uvu';
import * as assert from 'uvu/assert';
import { check } from '../../src/check.ts';
import { measuredOf } from '../../src/estimate/measured.ts';
import { updateTime } from '../../src/estimate/run-time.ts';
import { example, forecastOfInput, inputOf, pipeline } from './support.ts';

const birds = () => forecastOfInput(example('examples/birds/birds.cogx'));

test('the parts of memory add up to what is reserved, and the tensors to what is allocated', () => {
  for (const { phase, parts, allocated, reserved } of birds().memory?.phases ?? []) {
    const sum = Object.values(parts).reduce((total, each) => total + each, 0);
    assert.ok(Math.abs(sum - reserved) < 1e-6, phase);
    assert.ok(Math.abs(sum - parts.fragmentation - allocated) < 1e-6, phase);
  }
});

test('a run loads, encodes, trains and validates; without prompts it makes no video', () => {
  const phases = (train: string) => forecastOfInput(inputOf(pipeline(train))).memory?.phases.map(({ phase }) => phase);
  assert.equal(phases('validate { prompts = ["a bird"] }'), [
    'load',
    'encode',
    'forward',
    'backward',
    'step',
    'validate',
  ]);
  assert.equal(phases(''), ['load', 'encode', 'forward', 'backward', 'step']);
});

test('times add up: parts to the whole, hours of GPUs to their price', () => {
  const { time } = birds();
  assert.ok(time);
  const known = time.parts.flatMap(({ seconds }) => (seconds ? [seconds.expected] : []));
  assert.ok(Math.abs(known.reduce((sum, each) => sum + each, 0) - time.total.expected) < 1e-6);
  assert.ok(Math.abs((time.price?.expected ?? 0) - time.gpu_hours.expected * 2.5) < 1e-6);
  assert.ok(time.total.least < time.total.expected && time.total.expected < time.total.most);
  assert.equal(
    time.limits.map(({ name, stands }) => [name, stands]),
    [
      ['budget', 'may be over'],
      ['time limit', 'may be over'],
    ],
  );
});

test('the curve of the learning rate has both ends and at most 200 points', () => {
  const { curve, updates, rates } = birds().learning;
  assert.ok(curve.length <= 200);
  assert.is(curve[0]?.update, 1);
  assert.is(curve.at(-1)?.update, updates);
  assert.equal(
    rates.map(({ at }) => at),
    [0, 0.25, 0.5, 0.75, 1],
  );
  assert.ok(curve.some(({ rate }) => rate === 1e-4));
});

test('saving by the clock is laid on updates, and validation ends the run', () => {
  const { schedule, time } = birds();
  const first = schedule.find(({ kind }) => kind === 'checkpoint');
  // 30 minutes at 40 s an update: seen after the 45th.
  assert.is(first?.update, Math.ceil(1800 / (time?.update.expected ?? 1)));
  assert.equal(
    schedule.filter(({ kind }) => kind === 'validation').map(({ update }) => update),
    [250, 500, 750, 1000, 1250, 1500],
  );
  assert.is(schedule.at(-1)?.update, 1500);
});

test('what the run sees is counted from the inventory', () => {
  const [pexels, drone] = birds().data;
  assert.equal([pexels?.name, pexels?.clips, pexels?.kept, drone?.name], ['pexels', 48, 48, 'drone']);
  for (const { shows, frames } of pexels?.samplings ?? []) {
    assert.is(shows.length, 81);
    assert.ok(shows.every((picture) => picture >= 0 && picture < frames));
  }
  assert.ok((pexels?.captions?.tokens_most ?? 0) < 226);
});

test('every value says where it comes from: file, profile, --set, default', () => {
  const input = { ...example('examples/birds/birds.cogx', ['smoke']), set: ['seed=7'] };
  const kinds = new Map(forecastOfInput(input).origins.map(({ path, kind }) => [path, kind]));
  assert.is(kinds.get('seed'), 'set');
  assert.is(kinds.get('train.accumulate'), 'profile');
  assert.is(kinds.get('frames.count'), 'file');
  assert.is(kinds.get('train.attention'), 'default');
});

const text = pipeline('global_batch = 8', 'cluster { gpu = a100-80gb }');

test('a measured rate takes the place of the estimate, and is reckoned over to other frames', () => {
  const { plan } = check(inputOf(text));
  const measured = measuredOf(plan, { seconds: 60, updates: 40, memory_gib: 20, when: '2026-01-01' });
  const beside = { file: 'run.measured.json', measured };
  const same = forecastOfInput(inputOf(text), beside).time;
  assert.equal([same?.update.expected, same?.measured?.used], [60, true]);
  const shorter = forecastOfInput(inputOf(text, ['frames.count=25']), beside).time;
  const share =
    (updateTime(check(inputOf(text, ['frames.count=25'])).plan)?.seconds ?? 0) / (updateTime(plan)?.seconds ?? 1);
  assert.ok(Math.abs((shorter?.update.expected ?? 0) - 60 * share) < 0.01);
  const other = forecastOfInput(inputOf(text, ['cluster.gpu=h100']), beside).time;
  assert.is(other?.measured?.used, false);
  assert.match(other?.measured?.says ?? '', 'it was measured with gpu = a100-80gb, and this plan has h100');
});

test.run();
