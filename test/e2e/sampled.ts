import { execFile } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { availableParallelism } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { clips } from '../../src/emit/clips.ts';
import type { Caption, Clip } from '../../src/media/inventory.ts';
import { isDamage, probeArguments, readProbe } from '../../src/media/probe.ts';
import { jobFor, textOf } from '../job.ts';
import { folder } from './cogx.ts';
import { grid, numberIn, type Shape } from './grid.ts';
import { makeClip, type Recipe } from './make-clips.ts';
import type { Film } from './oracle.ts';

const run = promisify(execFile);

/** All of them at once, on as many cores as there are. */
export const onAllCores = async <In, Out>(items: readonly In[], work: (item: In) => Promise<Out>): Promise<Out[]> => {
  const results: Out[] = [];
  const queue = items.entries();
  const worker = async () => {
    for (const [index, item] of queue) results[index] = await work(item);
  };
  await Promise.all(Array.from({ length: availableParallelism() }, worker));
  return results;
};

/** Small clips, in a folder of their own. */
export const makeAll = async (recipes: readonly Recipe[]): Promise<string> => {
  const where = folder();
  await onAllCores(recipes, (recipe) => makeClip(where, recipe));
  return where;
};

/** When the pictures of a clip are shown, as its packets tell. */
export const filmOf = async (where: string, file: string, isInterlaced: boolean): Promise<Film> => {
  const words = ['-v', 'error', '-select_streams', 'V:0', '-show_entries', 'packet=pts_time,duration_time'];
  const { stdout } = await run('ffprobe', [...words, '-of', 'csv=p=0', `file:${join(where, file)}`]);
  const packets = stdout
    .trim()
    .split('\n')
    .map((line) => line.split(',').map(Number))
    .sort(([one = 0], [other = 0]) => one - other);
  const [[first = 0] = []] = packets;
  const frames = packets.map(([time = 0]) => time - first);
  const last = frames.at(-1) ?? 0;
  const gap = last / (frames.length - 1);
  const end = last + (packets.at(-1)?.[1] || gap);
  return { times: isInterlaced ? frames.flatMap((time) => [time, time + gap / 2]) : frames, end };
};

/** An entry of an inventory, as the scan makes it. */
export const clipOf = async (
  where: string,
  path: string,
  { dataset, captions }: { dataset: string; captions: readonly Caption[] },
): Promise<Clip> => {
  const probed = await run('ffprobe', [...probeArguments, `file:${join(where, path)}`]);
  const video = readProbe({ code: 0, output: probed.stdout, errors: probed.stderr });
  if (isDamage(video)) throw new Error(`${path}: ${video.reason}`);
  return { dataset, path, size: 1, fingerprint: '0'.repeat(64), captions, video };
};

export type Row = {
  readonly dataset: string;
  readonly path: string;
  readonly graph: string;
  readonly captions: readonly string[];
};

/** The lines of clips.tsv that a pipeline gives for an inventory. */
export const rowsOf = (pipeline: string, inventory: readonly Clip[]): Row[] =>
  textOf(clips({ ...jobFor(pipeline), clips: () => inventory }))
    .trimEnd()
    .split('\n')
    .slice(1)
    .map((line) => line.split('\t'))
    .map(([, path = '', , dataset = '', , , , graph = '', captions = '[]']) => ({
      dataset,
      path: path.replaceAll('\\0040', ' '),
      graph,
      captions: JSON.parse(captions),
    }));

/** The blocks of a picture that fills the frame: width, height, left, top. */
const blocksOf = (size: Shape): readonly number[] => {
  const { left, top, across, down } = grid(size.width, size.height);
  return [4 * across, 3 * down, left, top];
};

/** The numbers of the frames of each sample that ffmpeg makes by a graph; read without a detour over a file of pictures. */
export const made = async (
  where: string,
  { path, graph, captions, dataset }: Row,
  blocks: Shape | readonly number[],
): Promise<number[][]> => {
  const box = `crop=${('width' in blocks ? blocksOf(blocks) : blocks).join(':')}:exact=1`;
  const readers = captions.map((_, index) => `[w${index}]format=gray,${box},scale=4:3:flags=area[r${index}]`);
  const target = (index: number) => join(where, `${dataset}.${path.replaceAll('/', ' ')}.${index}.gray`);
  const outputs = captions.flatMap((_, index) => [
    ...['-map', `[r${index}]`, '-fps_mode', 'cfr', '-f', 'rawvideo', '-pix_fmt', 'gray', target(index)],
  ]);
  const one = ['-threads', '1', '-filter_threads', '1', '-filter_complex_threads', '1', '-reinit_filter', '0'];
  const input = ['-nostdin', '-v', 'error', '-y', '-max_error_rate', '0', ...one, '-i', `file:${join(where, path)}`];
  const { stderr } = await run('ffmpeg', [...input, '-filter_complex', [graph, ...readers].join(';'), ...outputs]);
  if (stderr !== '') throw new Error(stderr);
  return captions.map((_, index) => {
    const bytes = readFileSync(target(index));
    return Array.from({ length: bytes.length / 12 }, (_, frame) =>
      numberIn(bytes.subarray(12 * frame, 12 * frame + 12)),
    );
  });
};
