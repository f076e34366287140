import { suite } from 'uvu';
import * as assert from 'uvu/assert';
import type { Clip } from '../../src/media/inventory.ts';
import { survey } from '../../src/media/survey.ts';
import type { DatasetPlan, Plan } from '../../src/plan/pipeline.ts';
import { clip, defaults, video } from './videos.ts';

const counting = suite('survey');

/** The parts of a plan that clips are judged by. */
const planOf = (frames: Partial<DatasetPlan['frames']> = {}, coverage: number | null = null): Plan => {
  const size = { width: 1360, height: 768 };
  const dataset = { exclude: [], frames: { ...defaults, ...frames }, captions: { coverage } };
  return {
    model: { kind: 'cogvideox-1.5-5b-t2v' },
    frames: { count: 81, rate: 16, size },
    dataset: { birds: dataset },
    train: { validate: { held_out: null } },
  } as unknown as Plan;
};

const of = (clips: readonly Clip[], plan = planOf()) => {
  const { datasets, samples } = survey(plan, clips);
  assert.is(samples, datasets.birds?.samples);
  if (!datasets.birds) throw new Error('the dataset is missing');
  return datasets.birds;
};

counting('every clip is counted where it belongs', () => {
  const birds = of([
    clip('long.mp4', video(30, 300)),
    clip('right.mp4', video(16, 81)),
    clip('short.mp4', video(30, 60)),
    clip('broken.mp4', undefined),
    clip('mute.mp4', video(16, 81), []),
    { ...clip('foreign.mp4', video(16, 81)), dataset: 'cats' },
  ]);
  assert.is(birds.clips, 5);
  assert.is(birds.kept, 2);
  assert.is(birds.samples, 2);
  assert.equal(birds.damaged, { count: 1, first: ['broken.mp4'] });
  assert.equal(birds.captionless, { count: 1, first: ['mute.mp4'] });
  assert.equal(birds.left_out.shorter, { count: 1, first: ['short.mp4'] });
  assert.equal(birds.below_four_fifths, { count: 1, first: ['long.mp4'] });
  assert.is(birds.least_coverage, 81 / 16 / 10);
  assert.equal(birds.acted, { above_rate: 2, below_rate: 0, longer: 1, shorter: 1, interlaced: 0, hdr: 0 });
});

counting('only the first three are named', () => {
  const birds = of(['a', 'b', 'c', 'd'].map((path) => clip(path, undefined)));
  assert.equal(birds.damaged, { count: 4, first: ['a', 'b', 'c'] });
});

counting('coverage is held against the bound of the dataset, and a bound that is just met is met', () => {
  const six = [clip('six.mp4', video(16, 101))]; // 81 of 101 frames: 0.802
  assert.is(of(six, planOf({}, 81 / 101)).below_coverage.count, 0);
  assert.is(of(six, planOf({}, 0.81)).below_coverage.count, 1);
  assert.is(of(six).below_coverage.count, 0);
});

counting('several windows under one caption are told, and each is a sample', () => {
  const birds = of([clip('long.mp4', video(16, 250))], planOf({ longer: { kind: 'windows', stride: 81, most: 8 } }));
  assert.is(birds.kept, 1);
  assert.is(birds.samples, 3);
  assert.is(birds.below_four_fifths.count, 3);
  assert.equal(birds.one_caption_for_windows, { count: 1, first: ['long.mp4'] });
});

counting('a caption with times describes its own window', () => {
  const timed = [
    { text: 'it sits', start: 0, end: 81 / 16 },
    { text: 'it flies', start: 81 / 16, end: 162 / 16 },
  ];
  const plan = planOf({ longer: { kind: 'windows', stride: 81, most: 2 } });
  const birds = of([clip('long.mp4', video(16, 250), timed)], plan);
  assert.is(birds.least_coverage, 1);
  assert.is(birds.one_caption_for_windows.count, 0);
});

counting('speed, frozen tails, cuts and distortion are told', () => {
  const clips = [clip('fast.mp4', video(60, 600)), clip('short.mp4', video(16, 40))];
  assert.is(of(clips, planOf({ above_rate: { kind: 'retime' }, shorter: 'hold' })).off_speed.count, 1);
  assert.is(of(clips, planOf({ shorter: 'hold' })).frozen_tail.count, 1);
  const upright = [clip('upright.mp4', video(16, 81, { width: 1080, height: 1920 }))];
  assert.is(of(upright).cropped.count, 1);
  assert.is(of(upright, planOf({ fit: 'stretch' })).stretched.count, 1);
  assert.is(of(upright, planOf({ fit: 'contain' })).cropped.count, 0);
});

counting('a plan without clips is a survey of nothing', () => {
  const birds = of([]);
  assert.is(birds.clips, 0);
  assert.is(birds.least_coverage, 1);
});

counting.run();
