/**
 * Runs each file below test/ that ends in .test.ts, or those whose path holds one of the arguments: a process a file
 * (`test/one.ts`), as many at once as there are processors. What a file prints appears when it has ended.
 */
import { type ChildProcess, spawn, spawnSync } from 'node:child_process';
import { existsSync, readdirSync } from 'node:fs';
import { availableParallelism } from 'node:os';
import { join, relative } from 'node:path';
import type { Outcome } from './one.ts';
import { root } from './support.ts';

const filesBelow = (folder: string): string[] =>
  readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name))
    .sort();

const seconds = (since: number): string => `${((performance.now() - since) / 1000).toFixed(1)} s`;

const total = { passed: 0, failed: 0 };
const failures: string[] = [];
const asked = new Set<string>();

const fail = (where: string, why: string): void => {
  total.failed++;
  failures.push(`${where}: ${why}`);
  console.log(`  FAIL ${where}`);
};

/** The files that take minutes: begun first, so that no processor waits for one of them at the end. */
const long = ['train', 'models', 'quickstart', 'encode', 'launch', 'edge'].map((name) => `test/e2e/${name}.test.ts`);
const rank = (file: string): number => (long.includes(file) ? long.indexOf(file) : long.length);

const parts = process.argv.slice(2);
const files = filesBelow(join(root, 'test'))
  .map((file) => relative(root, file))
  .filter((file) => file.endsWith('.test.ts'))
  .filter((file) => parts.length === 0 || parts.some((part) => file.includes(part)))
  .sort((one, other) => rank(one) - rank(other));
const alone = files.length === 1;

/** What the file prints and what came of it; a process that ends without a word of it is a failure. */
const runFile = (file: string): Promise<void> =>
  new Promise((resolve) => {
    const printed = alone ? 'inherit' : 'pipe';
    const child: ChildProcess = spawn(process.execPath, ['--import', 'tsx', 'test/one.ts', file], {
      cwd: root,
      stdio: ['ignore', printed, printed, 'ipc'],
    });
    let output = '';
    let outcome: Outcome | undefined;
    for (const stream of [child.stdout, child.stderr])
      stream?.setEncoding('utf8').on('data', (text) => (output += text));
    child.on('message', (message) => (outcome = message as Outcome));
    child.on('close', (code, signal) => {
      process.stdout.write(output);
      if (outcome) take(outcome);
      else fail(file, `a test never settles, or ends the process (${signal ?? `exit code ${code}`})`);
      resolve();
    });
  });

const take = (outcome: Outcome): void => {
  total.passed += outcome.passed;
  total.failed += outcome.failed;
  failures.push(...outcome.failures);
  for (const path of outcome.asked) asked.add(path);
};

const worker = async (): Promise<void> => {
  for (let file = files.shift(); file; file = files.shift()) await runFile(file);
};

const golden = (): string[] => {
  const examples = join(root, 'examples');
  const outs = existsSync(examples) ? readdirSync(examples).map((example) => join(examples, example, 'out')) : [];
  return [join(root, 'test/golden'), ...outs].filter((folder) => existsSync(folder)).flatMap(filesBelow);
};

const since = performance.now();
if (files.length === 0) fail('test/run.ts', `no test file's path holds ${parts.join(' or ')}`);
// Two files that build dist/cogx.cjs at once would read each other's half: it is built here, and told of.
if (files.length > 1) {
  const built = spawnSync(process.execPath, ['scripts/build.mjs'], { cwd: root, encoding: 'utf8' });
  if (built.status === 0) process.env.COGX_BUILT = '1';
  else fail('scripts/build.mjs', built.stderr);
}
await Promise.all(Array.from({ length: availableParallelism() }, worker));
// A test that failed early may not have come to ask for all of its goldens.
if (parts.length === 0 && total.failed === 0)
  for (const file of golden().filter((path) => !asked.has(path)))
    fail(relative(root, file), 'no test asks for this golden; delete it');

if (failures.length > 0) console.log(`\nWhat failed:\n\n${failures.join('\n')}`);
console.log(`\n${seconds(since)}`);
console.log(`${total.passed} passed, ${total.failed} failed`);
process.exitCode = total.failed > 0 ? 1 : 0;
