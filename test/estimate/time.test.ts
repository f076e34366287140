import { suite } from 'uvu';
import * as assert from 'uvu/assert';
import { diskOf } from '../../src/estimate/disk.ts';
import { runTime, updateTime } from '../../src/estimate/run-time.ts';
import { scheduleOf } from '../../src/estimate/schedule.ts';
import { forwardFlops, speedOf, videoTime } from '../../src/estimate/time.ts';
import { gpuNames } from '../../src/hardware/gpus.ts';
import { utilisation } from '../../src/hardware/utilisation.ts';
import { models } from '../../src/models/models.ts';
import { planned, times } from './timed.ts';

const time = suite('time and disk');

time('one sample of 5B through the transformer is 332 TFLOP: 169 in matrices, 163 in attention', () => {
  const { linear, attention } = forwardFlops(models['cogvideox-5b-t2v'], 17_776);
  assert.is(linear, 17_776 * 42 * 24 * 3072 ** 2);
  assert.is(attention, 42 * 4 * 17_776 ** 2 * 3072);
  assert.is(Math.round(linear / 1e12), 169);
  assert.is(Math.round(attention / 1e12), 163);
});

time(
  'a LoRA of 1.5 takes 40 s a step on an A800, as its maintainers say (zai-org/CogVideo#715): a tenth is between',
  () => {
    const update = updateTime(planned('length = 1000 steps, global_batch = 1', 'cluster { gpu = a100-80gb }'));
    assert.ok(update && Math.abs(update.seconds / 40 - 1) < 0.1, String(update?.seconds));
  },
);

time('the matrices of a LoRA are counted too: at rank 2048 they are a fifth of the work', () => {
  const seconds = (rank: number) =>
    updateTime(
      planned(
        `length = 9 steps, global_batch = 1, adapter lora { rank = ${rank} }`,
        'cluster { gpu = a100-80gb }',
        'model cogvideox-5b-t2v',
      ),
    )?.computing ?? 0;
  const speed = speedOf(planned('length = 9 steps', 'cluster { gpu = a100-80gb }'))?.flops ?? 0;
  // Two matrices of 3072 x rank in each of four places and 42 layers: forwards, once more, and twice backwards.
  const matrices = 4 * 2 * 17_776 * 42 * 4 * 2 * 3072;
  assert.ok(Math.abs((seconds(2048) - seconds(128)) / ((matrices * (2048 - 128)) / speed) - 1) < 1e-9);
});

time('a validation video takes what the README of CogVideo says, within the band', () => {
  // Model, GPU, seconds for 50 steps
  const rows = [
    ['cogvideox-2b-t2v', 'a100-80gb', 90],
    ['cogvideox-5b-t2v', 'a100-80gb', 180],
    ['cogvideox-1.5-5b-t2v', 'a100-80gb', 1000],
    ['cogvideox-5b-t2v', 'h100', 90],
    ['cogvideox-1.5-5b-t2v', 'h100', 550],
  ] as const;
  for (const [model, gpu, seconds] of rows) {
    const video = videoTime(planned('length = 1000 steps', `cluster { gpu = ${gpu} }`, `model ${model}`));
    assert.ok(video && Math.abs(video.seconds / seconds - 1) <= video.band, `${model} on ${gpu}: ${video?.seconds}`);
  }
});

const runOf = (train: string, cluster = 'cluster { gpu = a100-80gb }') => {
  const plan = planned(train, cluster);
  const schedule = scheduleOf(plan);
  const run = schedule && runTime(plan, schedule);
  assert.ok(run);
  const seconds = (name: string) => run.parts.find((part) => part.name === name)?.seconds?.expected;
  return { plan, run, seconds };
};

time('a run is its start, its updates, its checkpoints and its videos', () => {
  const { plan, run, seconds } = runOf(
    'length = 100 steps, global_batch = 8, validate { every = 50 steps, prompts = ["a bird", "a bee"] }',
  );
  const [update, video] = [updateTime(plan), videoTime(plan)];
  assert.ok(update && video);
  assert.is(seconds('updates'), update.seconds * 100);
  // After update 50 and at the end, of two prompts.
  assert.is(run.validations, 2);
  assert.is(run.videos, video.seconds * 4);
  assert.is(seconds('validation'), run.videos);
  const parts = ['start', 'updates', 'data', 'checkpoints', 'validation'].map((name) => seconds(name) ?? 0);
  assert.is(
    run.train.expected,
    parts.reduce((sum, each) => sum + each, 0),
  );
});

time('looks at clips that are held out are counted: 16 samples at 4 timesteps, before the first update too', () => {
  const { plan, run, seconds } = runOf('length = 100 steps, validate { every = 50 steps, held_out = 5 % }');
  const video = videoTime(plan);
  assert.ok(video);
  // A step of a video is two forward passes; it takes 50.
  assert.ok(Math.abs(run.looks / ((64 * video.seconds * 3) / 100) - 1) < 1e-9);
  assert.is(seconds('validation'), run.looks);
  // Eight GPUs share them.
  const eight = runOf(
    'length = 100 steps, validate { every = 50 steps, held_out = 5 % }',
    'cluster { gpu = a100-80gb, gpus_per_node = 8 }',
  );
  assert.is(eight.run.looks, run.looks / 8);
});

time('what is done often is counted, however often: a save after each of a thousand updates', () => {
  assert.is(runOf('length = 1000 steps, checkpoint { every = 1 steps }').run.checkpoints, 1000);
});

time('checkpointing adds a forward pass, and all weights a backward one', () => {
  const seconds = (train: string) =>
    updateTime(planned(`length = 100 steps, ${train}`, 'cluster { gpu = a100-80gb }'))?.seconds ?? 0;
  assert.ok(seconds('gradient_checkpointing = false') < seconds('gradient_checkpointing = true'));
  assert.ok(seconds('adapter = none') > seconds('adapter lora { rank = 8 }'));
});

time('without a kind of GPU, and on the CPU, no time is said', () => {
  assert.is(updateTime(planned('length = 100 steps')), null);
  assert.is(updateTime(planned('length = 100 steps', 'cluster { gpu = cpu }')), null);
});

time('of the times that people report four fifths lie within the band, which is never above 40 %', () => {
  const held = times.filter(({ isWithin }) => isWithin);
  for (const { row, seconds, band } of times)
    console.log(
      `  ${row.run?.padEnd(24)} ${row.gpu?.padEnd(12)} ${Number(row.seconds).toFixed(1).padStart(6)} s, here ${seconds.toFixed(1).padStart(6)} ± ${(band * 100).toFixed(0)} %`,
    );
  assert.ok(held.length >= 0.8 * times.length, `${held.length} of ${times.length}`);
  for (const { band } of Object.values(utilisation)) assert.ok(band <= 0.4);
});

time('every GPU has a share of its peak that training reaches', () => {
  for (const name of gpuNames) {
    const { share, band } = utilisation[name];
    assert.ok(share > 0 && share < 0.9 && band > 0 && band < 1, name);
  }
});

time('the disk of a run is written out', () => {
  const disk = diskOf(planned('length = 1000 steps', '', 'model cogvideox-5b-t2v'), 1000);
  // Mean and deviation of 16 x 13 x 60 x 90 numbers in bf16: 4.49 MB a sample; 226 x 4096 numbers a prompt.
  assert.is(disk.latents, (1000 * 2 * 16 * 13 * 60 * 90 * 2) / 2 ** 30);
  assert.is(disk.prompts, (1000 * 226 * 4096 * 2) / 2 ** 30);
  // Three are kept, and a fourth stands there while it is written; 16 bytes for each of 132,120,576 numbers.
  assert.is(disk.checkpoints, (4 * 132_120_576 * 16) / 2 ** 30);
  assert.is(disk.total, disk.clips + disk.latents + disk.prompts + disk.checkpoints);
});

time.run();
