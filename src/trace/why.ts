import type { Job } from '../emit/job.ts';
import { hashOf } from '../emit/manifest.ts';
import { clipId } from '../media/clip-id.ts';
import { type Path, printPath } from '../plan/path.ts';
import { trace } from './trace.ts';

/** One word that decides a line, with its value and where that comes from. */
export type Reason = { readonly path: string; readonly value: unknown; readonly origin: string };

/** A line of an output: its number from 1, and what stands there. */
export type Line = { readonly number: number; readonly text: string };

/** The words that decide a line of an output, the nearest first; undefined where no emitter makes that output. */
export const why = (job: Job, output: string, line: Line): readonly Reason[] | undefined => {
  const isClip = output === 'clips.tsv' && line.number > 1;
  const paths = isClip ? trace(oneClip(job, line), output) : trace(job, output);
  return paths && nearestFirst(paths.get(isClip ? 2 : line.number) ?? []).map((path) => reasonOf(job, path));
};

/** A setting says more of a line than the choice that it belongs to, and that more than the model. */
const nearestFirst = (paths: readonly Path[]): Path[] => {
  const rank = (path: Path) => (path[0] === 'model' && path[1] === 'kind' ? 2 : path.at(-1) === 'kind' ? 1 : 0);
  return [...paths].sort((a, b) => rank(a) - rank(b));
};

const reasonOf = ({ plan, origins }: Job, path: Path): Reason => {
  const word = path.at(-1) === 'kind' ? path.slice(0, -1) : path;
  const value = path.reduce<unknown>((data, part) => (data as Record<string, unknown>)[part], plan);
  const said = origins.get(printPath(word));
  return { path: printPath(word), value, origin: said ?? (value === null ? 'unsaid' : 'default') };
};

/** The list may have a million lines; one of them rests on its own clip alone. */
const oneClip = (job: Job, { text }: Line): Job => {
  const [id] = text.split('\t');
  const hash = (each: string) => hashOf(each, job.sha256);
  const clips = [...(job.clips?.() ?? [])].filter((clip) => clipId(clip, hash) === id);
  return { ...job, clips: () => clips };
};
