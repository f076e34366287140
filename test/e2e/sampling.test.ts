import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { suite } from 'uvu';
import * as assert from 'uvu/assert';
import { folder } from './cogx.ts';
import { exact, ffmpeg, h264, type Recipe } from './make-clips.ts';
import { agrees, type Frames, oracle, type Words } from './oracle.ts';
import { clipOf, filmOf, made, makeAll, onAllCores, type Row, rowsOf } from './sampled.ts';

/** Every policy on every kind of rate: frame numbers that ffmpeg really gives against those that plain counting expects. */

const sampling = suite('samples against the oracle');

const size = { width: 160, height: 90 };
const sample = { count: 17, rate: 16 };

const vfr = (base: string) => ['-fps_mode', 'vfr', '-enc_time_base', base, '-video_track_timescale', '60000', ...h264];
const fields = ['-vf', 'tinterlace=interleave_top,fieldorder=tff', '-c:v', 'mpeg2video', '-flags:v', '+ilme+ildct'];

/** Three seconds of each rate, and a part of one; the 16.4 and 15.6 are near to 16. */
const even = ['5', '12', '15.6', '16', '16.4', '24', '25', '30000/1001', '30', '50', '60'];
const clip = (file: string, rate: string, seconds: number, more: Partial<Recipe> = {}): Recipe => {
  const [above = 1, below = 1] = rate.split('/').map(Number);
  return { file, rate, frames: Math.round((seconds * above) / below), ...size, ...more };
};
const odd = (name: string, seconds: number): Recipe[] => [
  clip(`${name}/changing.mp4`, '30', seconds, {
    filters: "setpts='if(lt(N,10),N/10,if(lt(N,40),1+(N-10)/30,2+(N-40)/60))/TB'",
    with: vfr('1/60'),
  }),
  clip(`${name}/trembling.mp4`, '30', seconds, {
    filters: "settb=1/90000,setpts='(N/30+0.012*sin(N*1.7))*90000'",
    with: vfr('1/90000'),
  }),
  clip(`${name}/milliseconds.mkv`, '30', seconds),
  clip(`${name}/fields.mpg`, '50', seconds, { with: [...fields, '-q:v', '2'] }),
];
const recipes = [
  ...even.flatMap((rate) => {
    const name = rate.replace('/', ' ');
    return [clip(`long/${name}.mp4`, rate, 3), clip(`short/${name}.mp4`, rate, 0.8)];
  }),
  ...odd('long', 3),
  ...odd('short', 0.8),
  clip('long/gap.mp4', '30', 3, { filters: "select='not(between(n,20,49))'", with: vfr('1/30') }),
];

type Policy = { readonly written: string; readonly words: Words };
const policies: Readonly<Record<'long' | 'short', Readonly<Record<string, Policy>>>> = {
  long: {
    by_default: { written: '', words: {} },
    middle: { written: 'longer = middle', words: { longer: 'middle' } },
    windows: {
      written: 'longer windows { stride = 10, most = 3 }',
      words: { longer: 'windows', stride: 10, most: 3 },
    },
    touching: { written: 'longer = windows', words: { longer: 'windows' } },
    span: { written: 'longer = span', words: { longer: 'span' } },
    span_by_index: { written: 'longer span { by = index }', words: { longer: 'span', by: 'index' } },
    faster: { written: 'longer = retime', words: { longer: 'retime' } },
    stride: { written: 'above_rate = stride', words: { above: 'stride' } },
    third: { written: 'above_rate stride { every = 3 }', words: { above: 'stride', every: 3 } },
    every_middle: {
      written: 'above_rate = stride, longer = middle',
      words: { above: 'stride', longer: 'middle' },
    },
    retimed: { written: 'above_rate = retime, below_rate = retime', words: { above: 'retime', below: 'retime' } },
    retimed_windows: {
      written: 'above_rate = retime, below_rate = retime, longer windows { stride = 12 }',
      words: { above: 'retime', below: 'retime', longer: 'windows', stride: 12 },
    },
    motion: { written: 'below_rate = interpolate', words: { below: 'interpolate' } },
    blend: { written: 'below_rate interpolate { by = blend }', words: { below: 'interpolate' } },
    blend_middle: {
      written: 'below_rate interpolate { by = blend }, longer = middle',
      words: { below: 'interpolate', longer: 'middle' },
    },
    blend_faster: {
      written: 'below_rate interpolate { by = blend }, longer = retime',
      words: { below: 'interpolate', longer: 'retime' },
    },
    refused: { written: 'above_rate = reject, below_rate = reject', words: { above: 'reject', below: 'reject' } },
    too_long: { written: 'longer = reject', words: { longer: 'reject' } },
  },
  short: {
    too_short: { written: '', words: {} },
    held: { written: 'shorter = hold', words: { shorter: 'hold' } },
    looped: { written: 'shorter = loop', words: { shorter: 'loop' } },
    to_and_fro: { written: 'shorter = boomerang', words: { shorter: 'boomerang' } },
    slower: { written: 'shorter = retime', words: { shorter: 'retime' } },
    retimed_held: {
      written: 'above_rate = retime, below_rate = retime, shorter = hold',
      words: { above: 'retime', below: 'retime', shorter: 'hold' },
    },
    stride_swung: {
      written: 'above_rate = stride, shorter = boomerang',
      words: { above: 'stride', shorter: 'boomerang' },
    },
    blend_slower: {
      written: 'below_rate interpolate { by = blend }, shorter = retime',
      words: { below: 'interpolate', shorter: 'retime' },
    },
    motion_held: {
      written: 'below_rate = interpolate, shorter = hold',
      words: { below: 'interpolate', shorter: 'hold' },
    },
  },
};

const pipelineOf = (datasets: Readonly<Record<string, Policy>>): string => `cogx = 1
name = sampling
model cogvideox-5b-t2v
frames { count = 17, rate = 16 fps, size = 160x90, fit = stretch }
${Object.entries(datasets)
  .map(([name, { written }]) => `dataset ${name} { videos = "v"${written ? `, frames { ${written} }` : ''} }`)
  .join('\n')}
train { length = 10 steps }
`;

let world: Promise<string> | undefined;
const clipsFolder = () => {
  world ??= makeAll(recipes);
  return world;
};

const isInterlaced = (file: string): boolean => file.endsWith('.mpg');

const differing = (got: readonly (readonly number[])[], wanted: readonly Frames[], name: string): string[] =>
  got.length === wanted.length &&
  wanted.every((frames, index) => agrees(got[index] ?? [], frames, name.startsWith('motion')))
    ? []
    : [`${name}: got ${JSON.stringify(got)}, wanted ${JSON.stringify(wanted)}`];

for (const length of ['long', 'short'] as const)
  for (const { file } of recipes.filter((each) => each.file.startsWith(length)))
    sampling(`${file} under every policy`, async () => {
      const where = await clipsFolder();
      const film = await filmOf(where, file, isInterlaced(file));
      const base = await clipOf(where, file, { dataset: '', captions: [{ text: 'numbers' }] });
      const names = Object.keys(policies[length]);
      const rows = rowsOf(
        pipelineOf(policies[length]),
        names.map((dataset) => ({ ...base, dataset })),
      );
      const numbers = await numbersOf(where, rows);
      const found = names.map((name) => {
        const graph = rows.find(({ dataset }) => dataset === name)?.graph ?? '';
        const [wanted = []] = oracle(film, policies[length][name]?.words ?? {}, sample);
        return differing(numbers.get(graph) ?? [], stamped(file, wanted), name);
      });
      assert.equal(found.flat(), []);
    });

/** What ffmpeg makes by each graph: where a word has nothing to do with a clip the graph is that of the defaults. */
const numbersOf = async (where: string, rows: readonly Row[]): Promise<Map<string, number[][]>> => {
  const graphs = new Map(rows.map((row) => [row.graph, row]));
  const all = await onAllCores([...graphs.values()], async (row) => made(where, row, size));
  return new Map([...graphs.keys()].map((graph, index) => [graph, all[index] ?? []]));
};

/** Numbers that pictures bear: of the clip with a gap those behind it count on as if nothing were missing. */
const stamped = (file: string, wanted: readonly Frames[]): readonly Frames[] =>
  file.endsWith('gap.mp4') ? wanted.map((frames) => frames.map((each) => (each < 20 ? each : each + 30))) : wanted;

/** What the model's own 81 frames of 16 fps make of clips at the edge. */
const edges: readonly Recipe[] = [
  { file: 'edge/five seconds.mp4', rate: '30', frames: 150, ...size },
  { file: 'edge/one short.mp4', rate: '16', frames: 80, ...size },
  { file: 'edge/two short.mp4', rate: '16', frames: 79, ...size },
  { file: 'edge/last tick.mp4', rate: '30000/1001', frames: 151, ...size },
  { file: 'edge/long.mp4', rate: '24', frames: 300, ...size },
];

sampling(
  '81 frames: a clip of 5.000 s holds its last frame for one tick, one of two ticks less is left out',
  async () => {
    const where = await makeAll(edges);
    const words = { longer: 'windows', stride: 40, most: 9 } as const;
    const pipeline = pipelineOf({ edge: { written: 'longer windows { stride = 40, most = 9 }', words } });
    const inventory = await Promise.all(
      edges.map(({ file }) => clipOf(where, file, { dataset: 'edge', captions: [{ text: 'numbers' }] })),
    );
    const rows = rowsOf(pipeline.replace('count = 17', 'count = 81'), inventory);
    assert.equal(
      rows.map(({ path }) => path),
      edges.map(({ file }) => file).filter((file) => !file.includes('two short')),
    );
    for (const row of rows) {
      const [wanted = []] = oracle(await filmOf(where, row.path, false), words, { count: 81, rate: 16 });
      assert.equal(await made(where, row, size), wanted, row.path);
      if (row.path.includes('five')) assert.equal(wanted[0]?.slice(-3), [146, 148, 149]);
    }
  },
);

/** A white square that moves eight pixels to the right from one picture to the next, eight pictures a second. */
const moving = [
  ...['-f', 'lavfi', '-i', 'color=gray:s=320x180:r=8,noise=alls=30,format=yuv420p'],
  ...['-f', 'lavfi', '-i', 'color=white:s=40x40:r=8'],
  ...['-filter_complex', "[0][1]overlay=x='20+8*n':y=70,trim=end_frame=24", '-c:v', 'libx264', '-qp', '4', ...exact],
];

/** Where the middle of the white stands in each row of pixels. */
const middles = (rows: readonly Buffer[]): number[] =>
  rows.map((row) => {
    const white = [...row.entries()].filter(([, grey]) => grey > 170).map(([place]) => place);
    return white.reduce((sum, place) => sum + place, 0) / white.length;
  });

sampling(
  'between two pictures what moves stands between where it stood: motion is followed, no picture is copied',
  async () => {
    const where = folder();
    await ffmpeg(where, [...moving, 'moving.mp4']);
    const base = await clipOf(where, 'moving.mp4', { dataset: 'motion', captions: [{ text: 'a square' }] });
    const pipeline = pipelineOf({ motion: policies.long.motion as Policy });
    const [{ graph } = { graph: '' }] = rowsOf(pipeline, [base]);
    const raw = ['-map', '[m]', '-f', 'rawvideo', '-pix_fmt', 'gray', 'middle.gray'];
    // The row of pixels in the middle of each frame.
    await ffmpeg(where, ['-i', 'moving.mp4', '-filter_complex', `${graph};[w0]format=gray,crop=160:1:0:45[m]`, ...raw]);
    const bytes = readFileSync(join(where, 'middle.gray'));
    const found = middles(
      Array.from({ length: sample.count }, (_, tick) => bytes.subarray(160 * tick, 160 * (tick + 1))),
    );
    // Four pixels a picture in a sample that is half as wide, two a tick; a copied picture would be two off.
    for (const [tick, middle] of found.entries()) {
      const isThere = Math.abs(middle - (found[0] ?? 0) - 2 * tick) < 0.8;
      assert.ok(isThere, `tick ${tick}: ${found.map((each) => each.toFixed(1))}`);
    }
  },
);

sampling.run();
