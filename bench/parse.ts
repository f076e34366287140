/**
 * How fast a text of 1 MB becomes a tree in a process that is warm, and in one that is not: `node --import tsx bench/parse.ts`,
 * or with the folder of graphql-js after it, which then reads a text of the same size. Prints JSON.
 */
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { readQuickly } from '../grammar/quick.ts';
import { readThoroughly } from '../grammar/thorough.ts';
import { datasets, graphql } from './files.ts';

const seconds = (work: () => unknown): number => {
  const since = process.cpuUsage();
  work();
  const { user, system } = process.cpuUsage(since);
  return (user + system) / 1e6;
};

/** Megabytes a second: the first time, and the best of ten more. */
const speed = (text: string, read: (text: string) => unknown) => {
  const first = seconds(() => read(text));
  const best = Math.min(...Array.from({ length: 10 }, () => seconds(() => read(text))));
  const megabytes = text.length / 1e6;
  return { first: megabytes / first, warm: megabytes / best };
};

const text = datasets(8000);
const results: Record<string, { readonly first: number; readonly warm: number }> = {
  'cogx: a text without mistakes': speed(text, readQuickly),
  'cogx: the grammar, for a text with mistakes': speed(text, readThoroughly),
};
const at = process.argv[2];
if (at) {
  const { parse } = createRequire(join(at, 'package.json'))('graphql') as { parse: (text: string) => unknown };
  results['graphql-js: parse'] = speed(graphql(12_000), parse);
}
console.log(JSON.stringify(results));
