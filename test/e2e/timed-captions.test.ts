import { suite } from 'uvu';
import * as assert from 'uvu/assert';
import { agrees, type Frames, oracle, type Span, type Words } from './oracle.ts';
import { clipOf, filmOf, made, makeAll, rowsOf } from './sampled.ts';

/** Windows of timed captions: where ffmpeg really cuts them, and which text stands with which pictures. */

const timed = suite('samples of timed captions');

const size = { width: 160, height: 90 };
const recipes = [
  { file: 'thirty.mp4', rate: '30', frames: 180, ...size },
  { file: 'twelve.mp4', rate: '12', frames: 72, ...size },
  {
    file: 'changing.mp4',
    rate: '30',
    frames: 180,
    filters: "setpts='if(lt(N,60),N/30,if(lt(N,90),2+(N-60)/15,4+(N-90)/45))/TB'",
    with: ['-fps_mode', 'vfr', '-enc_time_base', '1/90', '-video_track_timescale', '90000', '-c:v', 'libx264'],
    ...size,
  },
];

let world: Promise<string> | undefined;
const folder = () => {
  world ??= makeAll(recipes);
  return world;
};

/** Two that are longer than a sample of 1.0625 s, one that is shorter, one that reaches the end, one that is behind it. */
const spans: Readonly<Record<string, Span>> = {
  'it sits': [0.5, 2.75],
  'it turns': [3, 3.6],
  'it flies': [3.7, 5.5],
  'it is gone': [5.55, 6],
  'nobody sees this': [6.5, 9],
};

const policies: Readonly<Record<string, { readonly written: string; readonly words: Words }>> = {
  head: { written: '', words: {} },
  middle: { written: 'longer = middle', words: { longer: 'middle' } },
  windows: { written: 'longer windows { stride = 9, most = 2 }', words: { longer: 'windows', stride: 9, most: 2 } },
  span: { written: 'longer = span, shorter = retime', words: { longer: 'span', shorter: 'retime' } },
  by_index: { written: 'longer span { by = index }', words: { longer: 'span', by: 'index' } },
  looped: { written: 'longer = retime, shorter = loop', words: { longer: 'retime', shorter: 'loop' } },
  swung: { written: 'shorter = boomerang', words: { shorter: 'boomerang' } },
  held: { written: 'shorter = hold', words: { shorter: 'hold' } },
  retimed: {
    written: 'above_rate = retime, below_rate = retime, shorter = loop',
    words: { above: 'retime', below: 'retime', shorter: 'loop' },
  },
  blend: {
    written: 'below_rate interpolate { by = blend }, longer = middle, shorter = retime',
    words: { below: 'interpolate', longer: 'middle', shorter: 'retime' },
  },
  blend_span: {
    written: 'below_rate interpolate { by = blend }, longer = span, shorter = boomerang',
    words: { below: 'interpolate', longer: 'span', shorter: 'boomerang' },
  },
  every: { written: 'above_rate = stride, shorter = hold', words: { above: 'stride', shorter: 'hold' } },
};

const pipeline = `cogx = 1
name = timed
model cogvideox-5b-t2v
frames { count = 17, rate = 16 fps, size = 160x90, fit = stretch }
${Object.entries(policies)
  .map(([name, { written }]) => `dataset ${name} { videos = "v"${written ? `, frames { ${written} }` : ''} }`)
  .join('\n')}
train { length = 10 steps }
`;

const told = Object.entries(spans).map(([text, [start, end]]) => ({ text, start, end }));

for (const { file } of recipes)
  timed(`each caption of ${file} gets the pictures of its own span`, async () => {
    const where = await folder();
    const film = await filmOf(where, file, false);
    const base = await clipOf(where, file, { dataset: '', captions: told });
    const inventory = Object.keys(policies).map((dataset) => ({ ...base, dataset }));
    const wrong: string[] = [];
    for (const row of rowsOf(pipeline, inventory)) {
      // Of variable rate which pictures lie in a span is not known before the run: it is spread by time, and a speed is none.
      const { words } = policies[row.dataset] ?? { words: {} };
      const known: Words = file === 'changing.mp4' ? { ...words, by: 'time' } : words;
      const sets = oracle(film, known, { count: 17, rate: 16 }, Object.values(spans));
      const wanted = Object.keys(spans).flatMap((text, index) =>
        (sets[index] ?? []).map((frames) => ({ text, frames })),
      );
      const numbers = await made(where, row, size);
      const got = row.captions.map((text, index) => ({ text, frames: numbers[index] ?? [] }));
      if (!agreesAll(got, wanted)) wrong.push(`${row.dataset}: got ${sorted(got)}, wanted ${sorted(wanted)}`);
    }
    assert.equal(wrong, []);
  });

type Said = { readonly text: string; readonly frames: Frames };

/** The same samples, in whatever order. */
const agreesAll = (got: readonly Said[], wanted: readonly Said[]): boolean => {
  const left = [...got];
  for (const { text, frames } of wanted) {
    const place = left.findIndex((each) => each.text === text && agrees(each.frames, frames));
    if (place < 0) return false;
    left.splice(place, 1);
  }
  return left.length === 0;
};

const sorted = (samples: readonly Said[]): string =>
  samples
    .map((each) => JSON.stringify(each))
    .sort()
    .join(' ');

timed.run();
