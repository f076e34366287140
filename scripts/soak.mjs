/**
 * `npm run soak [part of a path …]`: the properties of the tests, tried as often as `count(small, full)` says in its second
 * number, one test file after the other. Each file that ran has its section in docs/soak.md; the others keep theirs.
 */
import { spawn } from 'node:child_process';
import { existsSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { setUp } from './setup.mjs';
import { answer, root, runScript, Stop, say } from './steps.mjs';

const parts = process.argv.slice(2);

/** The properties that are counted: file, title, and how often each is tried with every test and here. */
const propertiesOf = (file) => {
  const text = readFileSync(join(root, file), 'utf8');
  const titles = [...text.matchAll(/^\s*\w+\(\s*'((?:[^'\\]|\\.)*)',\s*(?:async )?\(/gm)];
  return [...text.matchAll(/\bcount\(([\d_]+), ([\d_]+)\)/g)].flatMap(({ index, 1: small, 2: full }) => {
    const title = titles.findLast((each) => each.index < index)?.[1]; // none: a count that says how, not how often
    return title ? [{ file, title: title.replace(/\\(.)/g, '$1'), small: number(small), full: number(full) }] : [];
  });
};

const number = (written) => Number(written.replaceAll('_', '')).toLocaleString('en');

const properties = readdirSync(join(root, 'test'), { recursive: true })
  .map((file) => `test/${file}`)
  .filter((file) => file.endsWith('.test.ts'))
  .sort()
  .flatMap(propertiesOf);

const all = [...new Set(properties.map(({ file }) => file))];
const asked = all.filter((file) => parts.length === 0 || parts.some((part) => file.includes(part)));

/** In the folder that test/support.ts finds the repository from; of its own name, since two soaks may run at once. */
const bundle = `test/soak-bundle-${process.pid}.mjs`;

/** Runs one test file in sight: in one piece, since tsx gives each function its name anew whenever it is made, a quarter of the time. */
const run = async (file) => {
  const { buildSync } = await import('esbuild'); // set-up may have just installed it
  const shape = { bundle: true, platform: 'node', format: 'esm', packages: 'external' };
  buildSync({ entryPoints: [join(root, file)], outfile: join(root, bundle), logLevel: 'error', ...shape });
  return new Promise((resolve) => {
    const child = spawn(process.execPath, ['--import', 'tsx', 'test/one.ts', bundle], {
      cwd: root,
      env: { ...process.env, SOAK: '1' },
      stdio: ['ignore', 'inherit', 'inherit', 'ipc'],
    });
    let outcome = { passed: 0, failed: 1, failures: ['The process ended before its tests.'] };
    child.on('message', (message) => {
      outcome = message;
    });
    child.on('close', () => {
      rmSync(join(root, bundle), { force: true });
      resolve(outcome);
    });
  });
};

/** A line every minute: a property that is tried a million times says nothing of itself. */
const watched = async (file, work) => {
  const since = performance.now();
  const minutes = () => Math.round((performance.now() - since) / 60_000);
  const timer = setInterval(() => say(`  ${file}: ${minutes()} min`), 60_000);
  const result = await work();
  clearInterval(timer);
  return { ...result, seconds: Math.round((performance.now() - since) / 1000) };
};

const page = join(root, 'docs/soak.md');

const head = `# The last soak

A property of the tests is tried a few times with every \`npm test\`, on texts that are new each time, and often by
\`npm run soak\`, which writes this page: a section for each test file, of its last run. \`npm run soak -- PART\` runs the files
whose path holds PART, and leaves the other sections as they are. A text that breaks a property is printed, and becomes a test
of its own.
`;

/** The sections of the page as it is, by file; those of files that are no more are gone. */
const sections = () => {
  const text = existsSync(page) ? readFileSync(page, 'utf8') : '';
  const found = text.split(/^## /m).slice(1);
  return new Map(found.map((section) => [section.split('\n')[0], `## ${section.trim()}\n`]));
};

/** What is tried: asked for before it runs, since work goes on beside it. */
const commitNow = () => {
  const commit = answer('git', ['rev-parse', '--short=12', 'HEAD']) ?? 'unknown';
  const changed = answer('git', ['status', '--porcelain', '--untracked-files=no', '--', '.', ':!docs/soak.md']);
  return `${commit}${changed ? ', with changes beyond it' : ''}`;
};

const section = (file, { passed, failed, seconds, commit }) => {
  const own = properties.filter((each) => each.file === file);
  return [
    `## ${file}`,
    '',
    `- command: \`npm run soak -- ${file}\``,
    `- commit: ${commit}`,
    `- result: ${passed} passed, ${failed} failed, in ${seconds} s on Node ${process.versions.node}`,
    '',
    '| property | with every test | here |',
    '|---|---:|---:|',
    ...own.map(({ title, small, full }) => `| ${title} | ${small} | ${full} |`),
    '',
  ].join('\n');
};

/** At once, so that a soak that is stopped keeps what it has. */
const write = (file, result) => {
  const known = sections().set(file, section(file, result));
  writeFileSync(page, [head, ...all.flatMap((each) => known.get(each) ?? [])].join('\n'));
};

runScript(async () => {
  if (asked.length === 0)
    throw new Stop(`No property of a test file whose path holds ${parts.join(' or ')} is counted.`);
  await setUp('test');
  let worst = 0;
  for (const [index, file] of asked.entries()) {
    say(`\n${index + 1} of ${asked.length}: ${file}`);
    const commit = commitNow();
    const result = await watched(file, () => run(file));
    write(file, { ...result, commit });
    for (const failure of result.failures) say(failure);
    if (result.failed > 0) worst = 1;
  }
  return worst;
});
