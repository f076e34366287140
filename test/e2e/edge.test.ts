import { spawnSync } from 'node:child_process';
import {
  appendFileSync,
  copyFileSync,
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { availableParallelism } from 'node:os';
import { join } from 'node:path';
import { suite } from 'uvu';
import * as assert from 'uvu/assert';
import { cogx, folder as temporary } from './cogx.ts';
import { type Case, count, rows } from './edge-cases.ts';
import { edgeClips } from './edge-clips.ts';
import { type Lies, readNumbers } from './grid.ts';
import { rowOf } from './prepared.ts';

/** Every edge case through scan, compile and prepare.sh, the frame numbers read back from what comes out. */
const edges = suite('edge cases');

const size = { width: 240, height: 160 };

const head = (frames: string): string => `cogx = 1
name = edge
model cogvideox-1.5-5b-t2v
frames { ${frames}, size = 240x160 }
captions { from jsonl { file = "captions.jsonl" } }
train { length = 10 steps }
`;

const pipeline = `${head('count = 81, rate = 16 fps')}
dataset plain { videos = "plain", tolerate = 100 % }
dataset long { videos = "long" }
dataset cover { videos = "shapes" }
dataset contain { videos = "shapes", frames { fit = contain } }
dataset odd { videos = ["odd", "odd/*.h264", "odd/*.m2v", "short"], tolerate = 100 % }
dataset broken { videos = "broken", tolerate = 100 % }
dataset names { videos = ["names", "names/no_extension"], tolerate = 100 % }
dataset touched { videos = "touched", tolerate = 100 % }
`;

const touched = ['folder', 'dangling', 'pipe', 'changed'];

type Run = { readonly status: number | null; readonly err: string };

const prepareIn = (where: string, words: readonly string[] = [], env: Record<string, string> = {}): Run => {
  const { status, stderr } = spawnSync('sh', ['out/prepare.sh', ...words], {
    cwd: where,
    encoding: 'utf8',
    env: { ...process.env, ...env },
  });
  return { status, err: stderr };
};

/** Scans and compiles; what a person sees who does both. */
const compileIn = (where: string, text: string): void => {
  writeFileSync(join(where, 'edge.cogx'), text);
  const scanned = cogx(where, 'scan', 'edge.cogx');
  assert.is(scanned.code, 0, scanned.err);
  const compiled = cogx(where, 'compile', 'edge.cogx', '-o', 'out');
  assert.is(compiled.code, 0, compiled.err);
};

const caption = (where: string): void => {
  const files = readdirSync(where, { recursive: true, encoding: 'utf8' });
  const lines = files.map((file) => JSON.stringify({ video: file, text: `a film called ${file}` }));
  writeFileSync(join(where, 'captions.jsonl'), lines.join('\n'));
};

/** What a clip has become after the scan. */
const touch = (where: string): void => {
  const at = (name: string): string => join(where, `touched/${name}.mp4`);
  for (const each of ['folder', 'dangling', 'pipe']) rmSync(at(each));
  mkdirSync(at('folder'));
  symlinkSync('/nowhere/film.mp4', at('dangling'));
  spawnSync('mkfifo', [at('pipe')]);
  appendFileSync(at('changed'), 'more');
};

type World = { readonly where: string; readonly first: Run; readonly shown: ReadonlyMap<Case, readonly number[]> };

const build = async (): Promise<World> => {
  const where = temporary();
  const copied = spawnSync('cp', ['-a', `${await edgeClips()}/.`, where], { encoding: 'utf8' });
  assert.is(copied.status, 0, copied.stderr);
  mkdirSync(join(where, 'touched'));
  for (const each of touched) copyFileSync(join(where, 'plain/exact81.mp4'), join(where, `touched/${each}.mp4`));
  caption(where);
  compileIn(where, pipeline);
  touch(where);
  const first = prepareIn(where);
  return { where, first, shown: await readAll(where) };
};

let made: Promise<World> | undefined;
const world = (): Promise<World> => {
  made ??= build();
  return made;
};

const datasetOf = ({ path, dataset }: Case): string => dataset ?? path.split('/')[0]?.replace('short', 'odd') ?? '';

const sampleOf = (where: string, each: Case): string | undefined => {
  const [id] = rowOf(where, datasetOf(each), each.path) ?? [];
  return id && join(where, `work/edge/clips/${id}.w0.mp4`);
};

const plain: Lies = { source: { width: 320, height: 180 }, fit: 'cover' };

/** The frame numbers of all samples, a core each. */
const readAll = async (where: string): Promise<Map<Case, readonly number[]>> => {
  const queue = rows.flatMap(([, , cases]) => cases).values();
  const shown = new Map<Case, readonly number[]>();
  const worker = async () => {
    for (const each of queue) {
      const sample = sampleOf(where, each);
      if (sample && existsSync(sample)) shown.set(each, await readNumbers(sample, size, { ...plain, ...each.lies }));
    }
  };
  await Promise.all(Array.from({ length: availableParallelism() }, worker));
  return shown;
};

const ticks = (many: number, at: (tick: number) => number): number[] =>
  Array.from({ length: many }, (_, tick) => at(tick));

type Seen = { readonly dataset: string; readonly path: string; readonly damage?: { readonly reason: string } };

/** How a clip that gives no sample ended. */
const endOf = (where: string, each: Case): string => {
  const lines = readFileSync(join(where, 'edge.clips.jsonl'), 'utf8').trim().split('\n');
  const clip = lines
    .map((line) => JSON.parse(line) as Seen)
    .find(({ dataset, path }) => dataset === datasetOf(each) && path === each.path);
  if (!clip) return 'none';
  if (clip.damage) return clip.damage.reason;
  const [id] = rowOf(where, clip.dataset, clip.path) ?? [];
  if (!id) return 'policy';
  const record = join(where, `work/edge/quarantine/${id}.tsv`);
  return existsSync(record) ? (readFileSync(record, 'utf8').split('\t')[2] ?? '') : 'verified';
};

for (const [number, title, cases, unlike] of rows)
  edges(`${number}. ${title}${unlike ? ` (${unlike})` : ''}`, async () => {
    const { where, shown, first } = await world();
    for (const each of cases) {
      const name = `${each.dataset ?? ''} ${each.path}`;
      if (each.ends) assert.is(endOf(where, each), each.ends, name);
      if (!each.shows) continue;
      assert.is(shown.get(each)?.join(' '), ticks(count, each.shows).join(' '), `${name}\n${first.err}`);
      const coverage = rowOf(where, datasetOf(each), each.path)?.[6];
      if (each.coverage) assert.is(Number(coverage), each.coverage, name);
    }
  });

edges('every clip of the list has ended, and the summary says how', async () => {
  const { where, first } = await world();
  assert.is(first.status, 0, first.err);
  const [, ...lines] = readFileSync(join(where, 'work/edge/summary.0-of-1.tsv'), 'utf8').trim().split('\n');
  const bad = lines.filter((line) => !line.includes('\tverified\t'));
  assert.is(bad.length, touched.length, bad.join('\n'));
  for (const line of bad) assert.match(line, /\tquarantined\topen\t(not-a-file|changed)\t/);
});

/** When each sample was written, by its clip's dataset and path. */
const written = (where: string): Map<string, number> => {
  const lines = readFileSync(join(where, 'out/clips.tsv'), 'utf8').trim().split('\n').slice(1);
  return new Map(
    lines.map((line) => {
      const [id, source, , dataset] = line.split('\t');
      const sample = join(where, `work/edge/clips/${id}.w0.mp4`);
      return [`${dataset} ${source}`, existsSync(sample) ? statSync(sample).mtimeMs : 0];
    }),
  );
};

edges('54. a second run makes nothing', async () => {
  const { where } = await world();
  const before = written(where);
  const { status, err } = prepareIn(where);
  assert.is(status, 0);
  assert.match(err, /103 of 107 clips verified, 103 of them from before/);
  assert.equal(written(where), before);
});

edges('55. a changed word and a changed clip make again what they touch, and nothing else', async () => {
  const { where } = await world();
  const before = written(where);
  const [path] = ['plain/exact81.mp4'];
  copyFileSync(join(where, 'plain/one more.mp4'), join(where, path));
  compileIn(where, pipeline.replace('fit = contain', 'fit = cover'));
  assert.is(prepareIn(where).status, 0);
  const again = [...written(where)].filter(([name, time]) => before.get(name) !== time).map(([name]) => name);
  assert.equal(
    again.filter((name) => !name.startsWith('contain ') && !name.startsWith('touched ')),
    [`plain ${path}`],
  );
  assert.is(again.filter((name) => name.startsWith('contain ')).length, 11);
  const cut: Case = { path, shows: (tick) => tick };
  assert.is((await readNumbers(sampleOf(where, cut) ?? '', size, plain)).length, count);
});

edges('11 and 14. a minute gives nine windows of 49 at 8 fps, VP9 of odd sides gives 17', async () => {
  const { where: clips } = await world();
  for (const [frames, path, windows, lies] of [
    ['count = 49, rate = 8 fps, longer windows { most = 9 }', 'long/minute.mp4', 9, { width: 160, height: 90 }],
    ['count = 17, rate = 8 fps', 'short/odd vp9.webm', 1, { width: 321, height: 181 }],
  ] as const) {
    const where = temporary();
    const [folder = ''] = path.split('/');
    mkdirSync(join(where, folder));
    copyFileSync(join(clips, path), join(where, path));
    caption(where);
    const text = `${head(frames)}dataset ${folder} { videos = "${folder}" }\n`;
    compileIn(where, text.replace('1.5-5b', '5b'));
    assert.is(prepareIn(where).status, 0);
    const [id, , , , , many] = rowOf(where, folder, path) ?? [];
    assert.is(Number(many), windows);
    const rate = windows > 1 ? 24 : 30;
    const all = windows > 1 ? 1440 : 90;
    const ticksOfOne = windows > 1 ? 49 : 17;
    for (let window = 0; window < windows; window++) {
      const sample = join(where, `work/edge/clips/${id}.w${window}.mp4`);
      const expected = ticks(ticksOfOne, (tick) =>
        Math.min(all - 1, Math.floor(((window * ticksOfOne + tick) / 8 + 0.00107) * rate)),
      );
      assert.is((await readNumbers(sample, size, { ...plain, source: lies })).join(' '), expected.join(' '));
    }
  }
});

edges('28 to 31. every sample says its colours, and none is HDR', async () => {
  const { where } = await world();
  const cases = rows.filter(([number]) => number >= 28 && number <= 31).flatMap(([, , all]) => all);
  const asked = 'stream=pix_fmt,color_range,color_space,color_transfer,color_primaries';
  for (const each of cases) {
    const words = ['-v', 'error', '-show_entries', asked, '-of', 'csv=p=0', sampleOf(where, each) ?? ''];
    const { stdout } = spawnSync('ffprobe', words, { encoding: 'utf8' });
    assert.match(stdout, /^yuv420p,tv(,(bt709|smpte170m|bt470bg)){3}$/m, `${each.path}: ${stdout}`);
    const graph = rowOf(where, 'plain', each.path)?.[7] ?? '';
    assert.is(graph.includes('tonemap'), /hdr10|hlg/.test(each.path), each.path);
  }
});

edges('58. in every graph a rate comes after the last change of times', async () => {
  const { where } = await world();
  const graphs = readFileSync(join(where, 'out/clips.tsv'), 'utf8')
    .trim()
    .split('\n')
    .slice(1)
    .map((line) => line.split('\t')[7] ?? '');
  for (const graph of graphs)
    for (const chain of graph.split(';')) {
      const changes = [...chain.matchAll(/[\],](setpts|fps|minterpolate|framerate)=/g)].map(([, name]) => name);
      assert.is.not(changes.at(-1), 'setpts', graph);
    }
});

edges.run();
