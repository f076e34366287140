import { suite } from 'uvu';
import * as assert from 'uvu/assert';
import { clips, damaged, found, pipeline, said, video } from './support.ts';

const rule = suite('rules on clips');

const short = (count: number, from = 1) => clips(count, { video: video(96, 24) }, from);
const long = (count: number, from = 1) => clips(count, { video: video(480, 24) }, from);
const uncaptioned = (count: number, from = 1) => clips(count, { captions: [] }, from);

const frames = (words: string) => pipeline({ dataset: [`frames { ${words} }`] });

rule('damage up to the tolerance is a warning, above it an error', () => {
  assert.equal(found(pipeline({}), [...clips(198), ...damaged(2, 199)]), ['warning damaged-clips']);
  assert.equal(found(pipeline({}), [...clips(197), ...damaged(3, 198)]), ['error damaged-clips']);
  assert.equal(found(pipeline({ dataset: ['tolerate = 2 %'] }), [...clips(197), ...damaged(3, 198)]), [
    'warning damaged-clips',
  ]);
});

rule('missing captions are told beside damage, each once for the dataset', () => {
  assert.equal(found(pipeline({}), [...clips(196), ...uncaptioned(2, 197), ...damaged(2, 199)]), [
    'warning damaged-clips',
    'warning clips-without-caption',
  ]);
});

rule('a finding on clips says how many, what share, and the first three', () => {
  assert.is(
    said(pipeline({}), [...clips(190), ...uncaptioned(10, 191)]),
    '10 of 200 clips (5 %) of dataset birds are without a caption and left out: birds/0191.mp4, birds/0192.mp4, birds/0193.mp4 and 7 more. Write a caption for each, captions { missing = "…" } with one for all of them, or tolerate = 5 % in the dataset.',
  );
  assert.is(
    said(pipeline({}), [...clips(199), ...damaged(1, 200)]),
    '1 of 200 clips (0.5 %) of dataset birds is damaged and left out: birds/0200.mp4. Copy or encode it again, or take it out of the folder.',
  );
});

rule('a finding on one clip speaks of one', () => {
  const still = (from: number) => damaged(1, from, { reason: 'still-picture', detail: 'one frame' });
  assert.is(
    said(pipeline({}), [...clips(199), ...still(200)]),
    '1 of 200 clips (0.5 %) of dataset birds is a single picture, which shows no motion: birds/0200.mp4. Take it out of the folder, or name the videos alone: videos = "birds/**/*.mp4".',
  );
  assert.match(said(pipeline({}), still(1)), /^The one clip of dataset birds is a single picture/);
});

rule('clips left out by default are a note up to a tenth, then a warning; by a written policy always a note', () => {
  assert.equal(found(pipeline({}), [...clips(180), ...short(20, 181)]), ['note clips-left-out']);
  assert.equal(found(pipeline({}), [...clips(179), ...short(21, 180)]), ['warning clips-left-out']);
  assert.equal(found(frames('shorter = reject'), [...clips(100), ...short(100, 101)]), ['note clips-left-out']);
  assert.equal(found(pipeline({ more: ['frames { shorter = reject }'] }), [...clips(100), ...short(100, 101)]), [
    'note clips-left-out',
  ]);
});

rule('clips above and below the rate are left out only where the file says so', () => {
  const slow = clips(20, { video: video(43, 7) }, 181);
  assert.equal(found(frames('below_rate = reject'), [...clips(180), ...slow]), ['note clips-left-out']);
  assert.match(
    said(frames('below_rate = reject'), [...clips(180), ...slow]),
    /^20 of 200 .* are below 8 fps and left out/,
  );
});

rule('a dataset of which nothing is left gives one finding with all reasons', () => {
  assert.equal(found(pipeline({}), [...short(7), ...damaged(2, 8), ...uncaptioned(3, 10)]), ['error nothing-left']);
  assert.is(
    said(pipeline({}), [...short(7), ...damaged(2, 8), ...uncaptioned(3, 10)]),
    'None of the 12 clips of dataset birds can be used: 2 damaged (birds/0008.mp4, birds/0009.mp4), 3 without a caption (birds/0010.mp4, birds/0011.mp4, birds/0012.mp4), 7 too short (birds/0001.mp4, birds/0002.mp4, birds/0003.mp4 and 4 more). Take clips of at least 6.13 s, use a smaller frames.count, or write shorter = hold, loop or retime.',
  );
  assert.match(said(pipeline({}), damaged(3)), /Replace the files/);
  assert.match(said(pipeline({}), uncaptioned(3)), /Write a caption for each clip/);
});

const covered = (bound: string, inventory: ReturnType<typeof clips>) =>
  found(pipeline({ more: [`captions { coverage = ${bound} }`] }), inventory);

rule('coverage is an error above the tolerance, a note below it', () => {
  assert.equal(covered('80 %', [...clips(190), ...long(10, 191)]), ['error coverage']);
  assert.equal(covered('80 %', [...clips(199), ...long(1, 200)]), ['note coverage']);
  assert.equal(covered('30 %', long(200)), []);
  assert.equal(covered('80 %', clips(200)), []);
});

rule(
  'without a bound on coverage, it is a note where most samples show less than 80 %, and some less than half',
  () => {
    assert.equal(found(pipeline({}), [...clips(100), ...long(100, 101)]), []);
    assert.equal(found(pipeline({}), clips(200, { video: video(240, 24) })), [], '61 %');
    assert.match(
      said(pipeline({}), [...clips(99), ...long(101, 100)]),
      /^101 of 200 samples \(50\.5 %\) of dataset birds show less than 80 % of what the caption describes, at worst 30\.6 %: birds\/0100\.mp4,/,
    );
  },
);

rule('windows with one caption are one finding: on the windows, or on a bound of coverage that they break', () => {
  const windows = frames('longer = windows');
  assert.equal(found(windows, long(200)), ['warning caption-for-windows']);
  assert.equal(found(`${windows}captions { coverage = 80 % }\n`, long(200)), ['error coverage']);
});

rule('a speed that a policy changes is told with the word that does it', () => {
  assert.equal(found(frames('longer = span'), long(200)), ['warning playback-speed']);
  assert.match(said(frames('longer = span'), long(200)), /Write longer = head, middle or windows/);
  const near = clips(200, { video: video(130, 24) });
  assert.equal(found(frames('shorter = retime'), near), []);
});

rule('a frozen tail is a note up to a tenth of the clips', () => {
  assert.equal(found(frames('shorter = hold'), [...clips(180), ...short(20, 181)]), ['note frozen-tail']);
  assert.equal(found(frames('shorter = hold'), [...clips(100), ...short(100, 101)]), ['warning frozen-tail']);
});

rule('the policy of the pipeline is idle only where no dataset needs it', () => {
  const text = pipeline({
    dataset: ['frames { shorter = loop }'],
    more: ['dataset drone { videos = "drone" }', 'frames { below_rate = interpolate }'],
  });
  const drone = clips(50, { dataset: 'drone', video: video(44, 7) });
  assert.equal(found(text, [...clips(100), ...drone]), ['note idle-policy']);
  assert.is(said(text, [...clips(100), ...drone]).split('. ')[0], 'No clip needs shorter');
});

rule('a dataset without clips in the inventory is told, and only then', () => {
  const text = pipeline({ more: ['dataset drone { videos = ["a", "b"] }'] });
  assert.equal(found(text), []);
  assert.equal(found(text, clips(200)), ['error no-clips']);
  assert.match(said(text, clips(200)), /no clip of dataset drone \(a, b\)/);
});

rule('two datasets give a finding each', () => {
  const text = pipeline({ more: ['dataset drone { videos = "drone" }', 'captions { coverage = 80 % }'] });
  const drone = [...long(100)].map((clip) => ({ ...clip, dataset: 'drone', fingerprint: `a${clip.fingerprint}` }));
  assert.equal(found(text, [...long(100), ...drone]), ['error coverage', 'error coverage']);
});

rule('one caption lies, and two lie, beyond the end of their clips', () => {
  const text = pipeline({
    more: ['captions { from csv { file = "captions.csv", start = start, end = end, unit = s } }'],
  });
  const timed = (wrong: number) =>
    [...clips(6)].map((clip, index) => ({
      ...clip,
      captions: clip.captions.map((each) => ({ ...each, start: 0, end: index < wrong ? 12 : 6.2 })),
    }));
  assert.match(
    said(text, timed(1)),
    '1 of 6 timed captions (16.7 %) of dataset birds lies beyond the end of the clip in',
  );
  assert.match(
    said(text, timed(2)),
    '2 of 6 timed captions (33.3 %) of dataset birds lie beyond the end of the clip in',
  );
});

rule.run();
