import { clipLines } from './clip-lines.ts';
import type { Emitter } from './job.ts';

/** The list of the clips, where they are known. */
export const clips: Emitter = function* (job) {
  if (job.clips) yield { path: 'clips.tsv', text: clipLines(job, job.clips) };
};
