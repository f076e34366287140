import { suite } from 'uvu';
import * as assert from 'uvu/assert';
import { coverageOf, secondsOf } from '../../src/media/coverage.ts';
import type { Caption } from '../../src/media/inventory.ts';
import { isLeftOut, samplesOf } from '../../src/media/sampling.ts';
import type { DatasetPlan } from '../../src/plan/pipeline.ts';
import { clip, defaults, video } from './videos.ts';

const captioned = suite('captions of samples');

/** Ten seconds of 16 fps; a sample of 33 ticks lasts 2.0625 s. */
const film = video(16, 160);
const target = { count: 33, rate: 16 };

type But = { readonly frames?: Partial<DatasetPlan['frames']>; readonly join?: boolean; readonly trigger?: string };

const samples = (captions: readonly Caption[], { frames = {}, join = false, trigger }: But = {}) => {
  const dataset = {
    frames: { ...defaults, ...frames },
    captions: { missing: null, trigger: trigger ?? null, join },
  } as unknown as DatasetPlan;
  const sampling = samplesOf(clip('a.mp4', film, captions), dataset, target);
  if (!sampling || isLeftOut(sampling)) throw new Error('no sample');
  return sampling;
};

const told = (captions: readonly Caption[], but: But = {}) =>
  samples(captions, but).windows.map(({ shown, caption, coverage }) => [
    caption,
    Number(shown.start.toFixed(4)),
    Number(shown.end.toFixed(4)),
    Number(coverage.toFixed(3)),
  ]);

captioned('coverage counts both sides, and what two captions describe once', () => {
  assert.is(coverageOf({ start: 0, end: 5 }, [{ start: 0, end: 10 }]), 0.5);
  assert.is(coverageOf({ start: 0, end: 5 }, [{ start: 0, end: 4 }]), 0.8);
  assert.is(coverageOf({ start: 1, end: 5 }, [{ start: 0, end: 4 }]), 0.75);
  assert.is(coverageOf({ start: 0, end: 5 }, [{ start: 6, end: 9 }]), 0);
  const overlapping = [
    { start: 0, end: 3 },
    { start: 2, end: 4 },
  ];
  assert.is(coverageOf({ start: 0, end: 4 }, overlapping), 1);
  assert.is(secondsOf([...overlapping, { start: 6, end: 7 }]), 5);
});

captioned('each caption gets the head of its own span', () => {
  assert.equal(
    told([
      { text: 'it sits', start: 0, end: 4 },
      { text: 'it flies', start: 4.03, end: 9 },
    ]),
    [
      ['it sits', 0, 2.0625, 0.516],
      ['it flies', 4.0625, 6.125, 0.415],
    ],
  );
});

captioned('windows stay inside the span', () => {
  const both = [
    { text: 'it sits', start: 0, end: 4.5 },
    { text: 'it flies', start: 4.5, end: 10 },
  ];
  const frames = { longer: { kind: 'windows', stride: 33, most: 8 } } as const;
  assert.equal(
    told(both, { frames }).map(([caption, start]) => [caption, start]),
    [
      ['it sits', 0],
      ['it sits', 2.0625],
      ['it flies', 4.5],
      ['it flies', 6.5625],
    ],
  );
});

captioned('a sample that outlasts its caption goes on, and its coverage tells', () => {
  assert.equal(told([{ text: 'it turns', start: 2, end: 3 }]), [['it turns', 2, 4.0625, 0.485]]);
});

captioned('a caption too near to the end, or behind it, gives no sample, and is counted', () => {
  const sampling = samples([
    { text: 'it sits', start: 0, end: 4 },
    { text: 'it goes', start: 9, end: 10 },
    { text: 'titles', start: 12, end: 14 },
  ]);
  assert.equal(
    sampling.windows.map(({ caption }) => caption),
    ['it sits'],
  );
  assert.is(sampling.unsampled, 2);
});

captioned('what fills a short span stays in it', () => {
  const turn = [{ text: 'it turns', start: 2, end: 3 }];
  for (const shorter of ['hold', 'loop', 'boomerang', 'retime'] as const)
    assert.equal(told(turn, { frames: { shorter } }), [['it turns', 2, 3, 1]]);
  assert.is(samples(turn, { frames: { shorter: 'hold' } }).held, 17);
});

captioned('nothing is made up before the first caption and between two', () => {
  const frames = { longer: { kind: 'windows', stride: 33, most: 8 } } as const;
  const apart = [
    { text: 'a', start: 3, end: 5.1 },
    { text: 'b', start: 7, end: 9.1 },
  ];
  const sampling = samples(apart, { frames });
  assert.equal(
    sampling.windows.map(({ shown: { start } }) => start),
    [3, 7],
  );
  assert.is(Number(sampling.footage_used.toFixed(4)), 0.4125);
});

captioned('an untimed caption beside timed ones describes the whole clip', () => {
  assert.equal(told([{ text: 'a heron' }, { text: 'it dives', start: 5, end: 7.0625 }]), [
    ['a heron', 0, 2.0625, 0.206],
    ['it dives', 5, 7.0625, 1],
  ]);
});

captioned('of captions that describe the same the first is told', () => {
  assert.equal(told([{ text: 'a heron' }, { text: 'a grey bird' }]), [['a heron', 0, 2.0625, 0.206]]);
});

const subtitles = [
  { text: 'it sits', start: 1, end: 2 },
  { text: 'it looks', start: 2.1, end: 3 },
  { text: 'it dives', start: 3, end: 4.5 },
  { text: 'it is back', start: 8, end: 10 },
];

captioned('joined, windows run through captions that follow each other and get the text of all they show', () => {
  const frames = { longer: { kind: 'windows', stride: 20, most: 8 } } as const;
  assert.equal(told(subtitles, { frames, join: true }), [
    ['it sits it looks it dives', 1, 3.0625, 0.577],
    ['it looks it dives', 2.25, 4.3125, 0.859],
    ['it is back', 8, 10, 1],
  ]);
});

captioned('the trigger stands before a joined caption once, and before every other', () => {
  const [first] = samples(subtitles, { join: true, trigger: 'brdx7' }).windows;
  assert.is(first?.caption, 'brdx7 it sits it looks it dives');
  const [alone] = samples(subtitles, { trigger: 'brdx7' }).windows;
  assert.is(alone?.caption, 'brdx7 it sits');
});

captioned.run();
