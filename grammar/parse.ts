import type { File } from './ast.ts';
import type { Problem } from './problem.ts';
import { readQuickly } from './quick.ts';
import { readThoroughly } from './thorough.ts';

export type { Problem } from './problem.ts';

/** Reads any text. What is not written as cogx is written becomes a problem, and the rest is read all the same. */
export const parse = (text: string): { file: File; problems: readonly Problem[] } => {
  const file = readQuickly(text);
  return file ? { file, problems: [] } : readThoroughly(text);
};
