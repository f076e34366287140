import { type SpawnSyncReturns, spawnSync } from 'node:child_process';
import { copyFileSync, mkdirSync, readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { join, relative } from 'node:path';
import { readInventory } from '../../src/cli/disk/inventory.ts';
import { clips } from '../../src/emit/clips.ts';
import { prepare } from '../../src/emit/prepare.ts';
import { jobFor, textOf } from '../job.ts';
import { cogx, folder } from './cogx.ts';
import { makeClips, names } from './make-clips.ts';

/** Frames of every sample below. */
export const size = { width: 240, height: 144 };

/** Each policy on a dataset of its own. */
const pipeline = `cogx = 1
name = clips
model cogvideox-5b-t2v
frames { count = 17, rate = 16 fps, size = 240x144, fit = stretch }
captions { from csv { file = "captions.csv" } }
dataset drop { videos = "drop" }
dataset same { videos = "same", captions { from = beside } }
dataset names { videos = "names", captions { from jsonl { file = "names.jsonl" } } }
dataset double { videos = "twelve.mp4" }
dataset made_up { videos = "twelve.mp4", frames { below_rate = interpolate } }
dataset faster { videos = "twelve.mp4", frames { below_rate = retime } }
dataset slower { videos = "thirty.mp4", frames { above_rate = retime } }
dataset refused { videos = "thirty.mp4", frames { above_rate = reject } }
dataset middle { videos = "thirty.mp4", frames { longer = middle } }
dataset windows { videos = "thirty.mp4", frames { longer windows { stride = 20, most = 2 } } }
dataset span { videos = "thirty.mp4", frames { longer = span } }
dataset too_short { videos = "ten.mp4" }
dataset held { videos = "ten.mp4", frames { shorter = hold } }
dataset looped { videos = "ten.mp4", frames { shorter = loop } }
dataset stretched { videos = "ten.mp4", frames { shorter = retime } }
dataset cover { videos = "shapes/*.mp4", frames { fit = cover } }
dataset contain { videos = "shapes/*.mp4", frames { fit = contain } }
dataset broken { videos = "broken" }
dataset touched { videos = "touched" }
train { length = 10 steps }
`;

export type World = {
  readonly folder: string;
  /** What \`cogx scan\` said. */
  readonly scanned: string;
  readonly run: (shell: string, words?: readonly string[], env?: Record<string, string>) => SpawnSyncReturns<string>;
};

let made: Promise<World> | undefined;

/** Real clips, scanned by the real program, with prepare.sh and clips.tsv in a folder `out`; made once. */
export const world = (): Promise<World> => {
  made ??= build();
  return made;
};

const build = async (): Promise<World> => {
  const where = folder();
  await makeClips(where);
  writeFileSync(join(where, 'clips.cogx'), pipeline);
  writeCaptions(where);
  const scanned = cogx(where, 'scan', 'clips.cogx');
  if (scanned.code !== 0) throw new Error(scanned.out + scanned.err);
  const job = { ...jobFor(pipeline, 'clips'), clips: () => readInventory(join(where, 'clips.clips.jsonl')) };
  mkdirSync(join(where, 'out'));
  writeFileSync(join(where, 'out/prepare.sh'), textOf(prepare(job)));
  writeFileSync(join(where, 'out/clips.tsv'), textOf(clips(job)));
  const run: World['run'] = (shell, words = [], env = {}) =>
    spawnSync(shell, ['out/prepare.sh', ...words], { cwd: where, encoding: 'utf8', env: { ...process.env, ...env } });
  return { folder: where, scanned: scanned.out, run };
};

const writeCaptions = (where: string): void => {
  const files = readdirSync(where, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile() && !entry.name.endsWith('.cogx'))
    .map((entry) => relative(where, join(entry.parentPath, entry.name)));
  const cell = (text: string) => `"${text.replaceAll('"', '""')}"`;
  const rows = files.map((file) => `${cell(file)},${cell(`a "film", ${file}`)}`);
  writeFileSync(join(where, 'captions.csv'), ['video,text', ...rows, ''].join('\n'));
  const lines = names.map((name) => JSON.stringify({ video: `names/${name}`, text: 'déjà vu 🎬' }));
  writeFileSync(join(where, 'names.jsonl'), lines.join('\n'));
  for (const file of files.filter((each) => each.startsWith('same/')))
    writeFileSync(join(where, file.replace(/\.[^.]*$/, '.txt')), '\uFEFFthe same\r\nrate\n');
};

/** Another folder of outputs, with what `keep` makes of the lines of clips.tsv. */
export const some = (where: string, name: string, keep: (line: string, index: number) => string | undefined): void => {
  mkdirSync(join(where, name), { recursive: true });
  copyFileSync(join(where, 'out/prepare.sh'), join(where, name, 'prepare.sh'));
  const [head, ...lines] = readFileSync(join(where, 'out/clips.tsv'), 'utf8').trim().split('\n');
  writeFileSync(
    join(where, name, 'clips.tsv'),
    [head, ...lines.flatMap((line, index) => keep(line, index) ?? []), ''].join('\n'),
  );
};

/** Runs a prepare.sh of the world and waits for it, in a shell of any kind. */
export const runIn = (
  where: string,
  words: readonly string[],
  env: Readonly<Record<string, string>>,
): SpawnSyncReturns<string> => {
  const [program = '', ...rest] = words;
  return spawnSync(program, rest, { cwd: where, encoding: 'utf8', env: { ...process.env, ...env } });
};

/** A line of clips.tsv by dataset and path. */
export const rowOf = (where: string, dataset: string, path: string): readonly string[] | undefined => {
  const unwritten = (source: string) =>
    Buffer.from(
      source.replace(/\\0(\d{3})/g, (_, digits) => String.fromCharCode(Number.parseInt(digits, 8))),
      'latin1',
    ).toString();
  return readFileSync(join(where, 'out/clips.tsv'), 'utf8')
    .split('\n')
    .map((line) => line.split('\t'))
    .find((cells) => cells[3] === dataset && unwritten(cells[1] ?? '') === path);
};

/** Every file under a folder, by its path. */
export const tree = (where: string): Map<string, Buffer> =>
  new Map(
    readdirSync(where, { recursive: true, encoding: 'utf8' })
      .filter((file) => statSync(join(where, file)).isFile())
      .sort()
      .map((file) => [file, readFileSync(join(where, file))]),
  );
