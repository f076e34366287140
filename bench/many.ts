/**
 * `node --import tsx bench/many.ts [CLIPS …]`: what scan, check and compile take of time and memory with so many clips, beside
 * ffprobe: empty files in folders of a thousand, a journal that knows all of them, captions of 130 letters in one CSV table. Prints
 * rows for docs/bench-scan.md. Nothing is asserted.
 */
import { execFileSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import {
  closeSync,
  copyFileSync,
  mkdirSync,
  mkdtempSync,
  openSync,
  rmSync,
  statSync,
  writeFileSync,
  writeSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { revision } from '../src/cli/disk/scan-cache.ts';
import { clips } from '../src/rules/examples.ts';
import { measure } from './measure.ts';

const root = fileURLToPath(new URL('..', import.meta.url));
const [first = 100_000, ...others] = process.argv.slice(2).map(Number);

const pipeline =
  'model cogvideox-5b-t2v\ndataset birds { videos = "data", captions { from csv { file = "data/captions.csv", video = video, text = caption } } }\ntrain { length = 10 steps }\n';

const caption = (index: number): string =>
  `bird number ${index} sits on a wire, looks left, looks right, spreads its wings, flies over the roofs of the town, and comes back`;

/** A file that is written a line at a time. */
const lined = (path: string) => {
  const file = openSync(path, 'w');
  let held: string[] = [];
  const flush = () => {
    writeSync(file, held.join(''));
    held = [];
  };
  return {
    line: (text: string) => {
      if (held.push(`${text}\n`) === 1000) flush();
    },
    end: () => {
      flush();
      closeSync(file);
    },
  };
};

const layOut = (folder: string, count: number): void => {
  const program = execFileSync('ffprobe', ['-version'], { encoding: 'utf8' }).split('\n')[0];
  const [example] = clips(1);
  const [journal, table] = [lined(join(folder, 'birds.clips.cache.json')), lined(join(folder, 'data/captions.csv'))];
  journal.line(JSON.stringify({ revision, program }));
  table.line('video,caption');
  for (let index = 0; index < count; index++) {
    const name = `part-${String(Math.floor(index / 1000)).padStart(4, '0')}/clip-${String(index).padStart(7, '0')}.mp4`;
    if (index % 1000 === 0) mkdirSync(join(folder, 'data', name, '..'), { recursive: true });
    const path = join(folder, 'data', name);
    writeFileSync(path, '');
    const fingerprint = createHash('sha256').update(name).digest('hex');
    const modified = statSync(path).mtimeMs;
    journal.line(JSON.stringify({ path: `data/${name}`, modified, size: 0, fingerprint, video: example?.video }));
    table.line(`${name},"${caption(index)}"`);
  }
  journal.end();
  table.end();
  writeFileSync(join(folder, 'birds.cogx'), pipeline);
};

for (const count of [first, ...others]) {
  const folder = mkdtempSync(join(tmpdir(), 'cogx-bench-many-'));
  try {
    mkdirSync(join(folder, 'data'));
    // Somebody may build while this runs.
    const cogx = join(folder, 'cogx.cjs');
    copyFileSync(join(root, 'dist/cogx.cjs'), cogx);
    layOut(folder, count);
    const verbs = [['scan'], ['check'], ['compile', '-o', 'out']];
    for (const [verb = '', ...rest] of verbs) {
      const words = ['node', cogx, verb, 'birds.cogx', ...rest];
      const [run] = measure([{ name: verb, words, cwd: folder }], 1, false);
      const ended = run?.codes.some((code) => code > 0) ? ` (ended with ${run.codes})` : '';
      console.log(
        `| ${verb}, ${count.toLocaleString('en')} clips${ended} | ${run?.seconds.toFixed(0)} | ${run?.mebibytes.toFixed(0)} |`,
      );
    }
    if (process.env.KEEP) console.log(folder);
  } finally {
    if (!process.env.KEEP) rmSync(folder, { recursive: true, force: true });
  }
}
