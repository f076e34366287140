/** One picture of all prepared clips beside their sources: four moments of each, source on the left. */
import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { show } from './steps.mjs';

/** A moment is a quarter of a second, which is four frames of a prepared clip. */
const source =
  'fps=4:round=up,scale=160:108:force_original_aspect_ratio=decrease,pad=160:108:(ow-iw)/2:(oh-ih)/2,setsar=1,tile=4x1';
const prepared = "select='not(mod(n,4))',scale=160:108:flags=neighbor,setsar=1,tile=4x1";

/** `folder`: where the pipeline lies; `name`: of the run; `data`: the root of its clips. Gives the picture's path. */
export const contactSheet = async ({ folder, name, data }) => {
  const target = join(folder, 'work', name, 'clips.jpg');
  const drafts = mkdtempSync(join(tmpdir(), 'cogx-sheet-'));
  const rows = [];
  for (const { clip, path } of clipsOf(join(folder, 'build', name, 'clips.tsv'))) {
    const sample = join(folder, 'work', name, 'clips', `${clip}.w0.mp4`);
    if (!existsSync(sample)) continue;
    const row = join(drafts, `${rows.length}.png`);
    const graph = `[0:V:0]${source}[left];[1:V:0]${prepared},pad=iw+12:ih:12:0:white[right];[left][right]hstack`;
    const inputs = ['-i', join(data, path), '-i', sample];
    await show('ffmpeg', [...quiet, ...inputs, '-filter_complex', graph, '-frames:v', '1', row]);
    rows.push(row);
  }
  const stack = rows.length > 1 ? ['-filter_complex', `vstack=inputs=${rows.length}`] : [];
  await show('ffmpeg', [...quiet, ...rows.flatMap((row) => ['-i', row]), ...stack, '-q:v', '3', target]);
  rmSync(drafts, { recursive: true });
  return target;
};

const quiet = ['-v', 'error', '-nostdin', '-y'];

/** clips.tsv writes each byte outside a plain set as \0ooo, for printf %b. */
const clipsOf = (table) => {
  const [header, ...lines] = readFileSync(table, 'utf8').trimEnd().split('\n');
  const [clip, path] = ['clip', 'source'].map((name) => header.split('\t').indexOf(name));
  return lines.map((line) => {
    const cells = line.split('\t');
    return { clip: cells[clip], path: plain(cells[path]) };
  });
};

const plain = (text) =>
  Buffer.from(
    text.replace(/\\0([0-7]{3})/g, (_, octal) => String.fromCharCode(Number.parseInt(octal, 8))),
    'latin1',
  ).toString('utf8');
