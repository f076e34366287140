import { spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Case } from './measure.ts';

/** Other tools that read a small language, each by itself in a folder that is kept for the next time. */
const versions = {
  prettier: '3.10.1',
  graphql: '16.15.0',
  'ajv-cli': '5.0.0',
  '@typespec/compiler': '1.11.0',
} as const;

const home = join(tmpdir(), 'cogx-bench-peers');

/** graphql-js has no command: the least script that reads and judges a file. */
const script = `
const { readFileSync } = require('node:fs');
const { buildSchema, validateSchema } = require('graphql');
if (validateSchema(buildSchema(readFileSync(process.argv[2], 'utf8'))).length > 0) process.exit(1);
`;

/** What can be installed here; the others are named. */
export const peers = (folder: string): { readonly cases: readonly Case[]; readonly absent: readonly string[] } => {
  const all = Object.entries(versions).map(([name, version]) => ({ name, version, at: installed(name, version) }));
  const cases = all.flatMap(({ name, version, at }) =>
    at === undefined
      ? []
      : [
          {
            name: `${name} ${version}: ${what[name]?.says}`,
            words: ['node', ...(what[name]?.words(at) ?? [])],
            cwd: folder,
          },
        ],
  );
  return { cases, absent: all.filter(({ at }) => at === undefined).map(({ name }) => name) };
};

const bin = (at: string, ...words: string[]): string[] => [join(at, 'node_modules', ...words)];

const what: Readonly<Record<string, { readonly says: string; readonly words: (at: string) => string[] }>> = {
  prettier: {
    says: 'check the format of 60 lines',
    words: (at) => [...bin(at, 'prettier/bin/prettier.cjs'), '--check', 'sixty.graphql'],
  },
  graphql: { says: 'build and validate 60 lines', words: (at) => [join(at, 'judge.cjs'), 'sixty.graphql'] },
  'ajv-cli': {
    says: 'validate 60 lines',
    words: (at) => [...bin(at, 'ajv-cli/dist/index.js'), 'validate', '-s', 'sixty.schema.json', '-d', 'sixty.json'],
  },
  '@typespec/compiler': {
    says: 'compile 60 lines, no output',
    words: (at) => [...bin(at, '@typespec/compiler/cmd/tsp.js'), 'compile', 'sixty.tsp', '--no-emit'],
  },
};

const installed = (name: string, version: string): string | undefined => {
  const at = join(home, `${name.replace('/', '-')}-${version}`);
  if (existsSync(join(at, 'ready'))) return at;
  mkdirSync(at, { recursive: true });
  writeFileSync(join(at, 'package.json'), '{ "private": true }');
  writeFileSync(join(at, 'judge.cjs'), script);
  const words = ['install', '--no-audit', '--no-fund', '--ignore-scripts', `${name}@${version}`];
  const { status } = spawnSync('npm', words, { cwd: at, stdio: 'ignore' });
  if (status !== 0) return undefined;
  writeFileSync(join(at, 'ready'), '');
  return at;
};

/** Where graphql-js is, to read a large text with it. */
export const graphqlAt = (): string | undefined => installed('graphql', versions.graphql);
