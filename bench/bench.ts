/**
 * `npm run bench`: what dist/cogx.cjs takes beside other tools, in one run; writes the tables to docs/bench.md. Nothing is
 * asserted: a busy machine is no mistake of anybody's. With `--large`, an inventory of a million clips.
 */
import { execFileSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { availableParallelism, tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { writeFiles } from './files.ts';
import { type Case, type Measured, measure } from './measure.ts';
import { graphqlAt, peers } from './peers.ts';

const root = fileURLToPath(new URL('..', import.meta.url));
const cogx = join(root, 'dist/cogx.cjs');
const large = process.argv.includes('--large');
const clipCount = large ? 1_000_000 : 100_000;

const folder = mkdtempSync(join(tmpdir(), 'cogx-bench-'));
const cached = { XDG_CACHE_HOME: join(folder, 'cache') };
const cacheless = { XDG_CACHE_HOME: '/dev/null/none' };

const run = (name: string, words: readonly string[], env: Case['env'] = cached): Case => ({
  name,
  words: ['node', cogx, ...words],
  cwd: folder,
  env,
});

const both = (name: string, words: readonly string[]): Case[] => [
  run(name, words, cacheless),
  run(`${name}, compiled code kept`, words),
];

const hundred = Array.from({ length: 100 }, (_, index) => `many/${index}.cogx`);
const floor: Case = { name: '`node -e 0`', words: ['node', '-e', '0'], cwd: folder };

const starts: Case[] = [
  ...['--version', '--help'].map((flag) => run(`cogx ${flag}`, [flag])),
  ...both('cogx check, 60 lines', ['check', 'sixty.cogx']),
  ...both('cogx check, 60 lines with a mistake in the grammar', ['check', 'wrong.cogx']),
  ...both('cogx check, a file whose memory needs the tape', ['check', 'tape.cogx']),
  ...both('cogx plan, 60 lines', ['plan', 'sixty.cogx']),
  ...both('cogx compile, 60 lines', ['compile', 'sixty.cogx', '-o', 'out']),
  run('cogx check, 100 files of 60 lines', ['check', ...hundred]),
];

const sizes: Case[] = [
  ...[1000, 10_000].map((count) =>
    run(`cogx check, ${count.toLocaleString('en')} datasets`, ['check', `datasets-${count}.cogx`]),
  ),
  ...[clipCount / 10, clipCount].map((count) =>
    run(`cogx check, an inventory of ${count.toLocaleString('en')} clips`, ['check', `clips-${count}.cogx`]),
  ),
];

const row = ({ name, seconds, ratio, spread, mebibytes, codes }: Measured): string =>
  `| ${name}${codes.every((code) => code <= 1) ? '' : ` (ended with ${codes})`} | ${ratio.toFixed(2)} | ${spread.map((each) => each.toFixed(2)).join('–')} | ${(seconds * 1000).toFixed(0)} | ${mebibytes.toFixed(0)} |`;

const table = (measured: readonly Measured[]): string[] => [
  '| command | × `node -e 0` | half of the rounds | CPU ms | peak MiB |',
  '|---|---:|---:|---:|---:|',
  ...measured.map(row),
  '',
];

const parsed = (): string[] => {
  const at = graphqlAt();
  const words = ['--import', 'tsx', join(root, 'bench/parse.ts'), ...(at ? [at] : [])];
  const results = JSON.parse(execFileSync(process.execPath, words, { cwd: root, encoding: 'utf8' })) as Record<
    string,
    { readonly first: number; readonly warm: number }
  >;
  return [
    '| 1 MB of text to a tree | first time, MB/s | warm, MB/s |',
    '|---|---:|---:|',
    ...Object.entries(results).map(
      ([name, { first, warm }]) => `| ${name} | ${first.toFixed(1)} | ${warm.toFixed(1)} |`,
    ),
    '',
  ];
};

const page = (absent: readonly string[], tables: readonly (readonly string[])[]): string => {
  const [start = [], size = [], parse = []] = tables;
  return [
    '# How long it takes',
    '',
    `Written by \`npm run bench\`${large ? ' -- --large' : ''} on Node ${process.versions.node}, ${availableParallelism()} processors. CPU time of the whole process, as the kernel`,
    'accounts for it, over that of `node -e 0` in the same round: the median of the rounds, and within what half of them lie. NODE_EXTRA_CA_CERTS is unset. A machine that others',
    'use gives other numbers from run to run; differences under a tenth say nothing.',
    '',
    '## Start',
    ...start,
    ...(absent.length > 0 ? [`Not installed here: ${absent.join(', ')}.`, ''] : []),
    '## Size',
    ...size,
    '## Reading',
    ...parse,
  ].join('\n');
};

try {
  execFileSync(process.execPath, [join(root, 'scripts/build.mjs')], { stdio: 'inherit' });
  writeFiles(folder, clipCount);
  const { cases, absent } = peers(folder);
  const tables = [
    table(measure([floor, ...starts, ...cases], 30)),
    table(measure([floor, ...sizes], large ? 1 : 3).slice(1)),
    parsed(),
  ];
  const text = page(absent, tables);
  writeFileSync(join(root, 'docs/bench.md'), text);
  console.log(text);
} finally {
  rmSync(folder, { recursive: true, force: true });
}
