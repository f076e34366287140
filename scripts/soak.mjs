/**
 * `npm run soak [part of a path …]`: the properties of the tests, tried as often as `count(small, full)` says in its second
 * number. A run of all of them is told in docs/soak.md.
 */
import { spawn } from 'node:child_process';
import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { setUp } from './setup.mjs';
import { answer, root, runScript, Stop } from './steps.mjs';

const parts = process.argv.slice(2);

/** The properties that are counted: file, title, and how often each is tried with every test and here. */
const propertiesOf = (file) => {
  const text = readFileSync(join(root, file), 'utf8');
  const titles = [...text.matchAll(/^\s*\w+\(\s*'((?:[^'\\]|\\.)*)',/gm)];
  return [...text.matchAll(/\bcount\(([\d_]+), ([\d_]+)\)/g)].map(({ index, 1: small, 2: full }) => {
    const title = titles.findLast((each) => each.index < index)?.[1] ?? '';
    return { file, title: title.replace(/\\(.)/g, '$1'), small: number(small), full: number(full) };
  });
};

const number = (written) => Number(written.replaceAll('_', '')).toLocaleString('en');

const properties = readdirSync(join(root, 'test'), { recursive: true })
  .map((file) => `test/${file}`)
  .filter((file) => file.endsWith('.test.ts') && (parts.length === 0 || parts.some((part) => file.includes(part))))
  .sort()
  .flatMap(propertiesOf);

/** Runs the tests in sight; their exit code and the last line they print. */
const run = (files) =>
  new Promise((resolve) => {
    const words = ['--import', 'tsx', 'test/run.ts', ...files];
    const child = spawn(process.execPath, words, { cwd: root, env: { ...process.env, SOAK: '1' } });
    let output = '';
    child.stderr.pipe(process.stderr);
    child.stdout.on('data', (chunk) => {
      output = `${output}${chunk}`.slice(-10_000);
      process.stdout.write(chunk);
    });
    child.on('close', (code) => resolve({ code: code ?? 1, last: output.trim().split('\n').at(-1) }));
  });

const page = (last, seconds) => {
  const commit = answer('git', ['rev-parse', '--short=12', 'HEAD']) ?? 'unknown';
  const changes = answer('git', ['status', '--porcelain', '--untracked-files=no']) ? ', with changes beyond it' : '';
  return [
    '# The last soak',
    '',
    'A property of the tests is tried a few times with every `npm test`, on texts that are new each time, and often by',
    '`npm run soak`, which writes this page. A text that breaks one is printed, and becomes a test of its own.',
    '',
    `- command: \`npm run soak\``,
    `- commit: ${commit}${changes}`,
    `- result: ${last}, in ${seconds} s on Node ${process.versions.node}`,
    '',
    '| property | with every test | here |',
    '|---|---:|---:|',
    ...properties.map(({ file, title, small, full }) => `| ${title} (\`${file}\`) | ${small} | ${full} |`),
    '',
  ].join('\n');
};

runScript(async () => {
  if (properties.length === 0)
    throw new Stop(`No property of a test file whose path holds ${parts.join(' or ')} is counted.`);
  await setUp('test');
  const since = performance.now();
  const { code, last } = await run([...new Set(properties.map(({ file }) => file))]);
  const seconds = Math.round((performance.now() - since) / 1000);
  if (parts.length === 0) writeFileSync(join(root, 'docs/soak.md'), page(last, seconds));
  return code;
});
