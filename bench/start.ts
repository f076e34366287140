/**
 * How long dist/cogx.cjs takes to start, as a ratio to `node -e 0` on the same machine at the same time:
 *
 *     npm run build && node --import tsx bench/start.ts [FILE.cogx]
 */
import { spawnSync } from 'node:child_process';
import { fileURLToPath } from 'node:url';

const cogx = fileURLToPath(new URL('../dist/cogx.cjs', import.meta.url));
const rounds = 15;

const milliseconds = (words: readonly string[]): number => {
  const since = performance.now();
  spawnSync(process.execPath, words, { stdio: 'ignore' });
  return performance.now() - since;
};

const file = process.argv[2];
const cases: Record<string, string[]> = {
  'node -e 0': ['-e', '0'],
  'cogx --version': [cogx, '--version'],
  'cogx check --help': [cogx, 'check', '--help'],
  ...(file ? { [`cogx check ${file}`]: [cogx, 'check', file] } : {}),
};

// Taken in turn, so that a slow moment of the machine meets all of them; the median tells.
const times = Object.fromEntries(Object.keys(cases).map((name) => [name, [] as number[]]));
for (let round = 0; round < rounds; round++)
  for (const [name, words] of Object.entries(cases)) times[name]?.push(milliseconds(words));

const median = (values: readonly number[]): number => [...values].sort((a, b) => a - b)[values.length >> 1] ?? 0;
const base = median(times['node -e 0'] ?? []);
for (const [name, values] of Object.entries(times))
  console.log(
    `${name.padEnd(32)} ${median(values).toFixed(0).padStart(5)} ms  ${(median(values) / base).toFixed(2)} x`,
  );
