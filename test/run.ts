/**
 * Runs each file below test/ that ends in .test.ts, or those whose path holds one of the arguments, in one process.
 * uvu alone passes where nothing ran: a run that matches no file, a forgotten `.run()`, an `.only`; here each of them fails.
 */
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join, relative } from 'node:path';
import { pathToFileURL } from 'node:url';
import { asked, root } from './support.ts';

/** What uvu's runner of one suite gives back: the failures in words or true, passed, skipped, all. */
type Runner = () => Promise<[string | true, number, number, number]>;
type Uvu = { UVU_DEFER: number; UVU_QUEUE: (string | Runner)[][]; UVU_INDEX: number };

const uvu = Object.assign(globalThis as unknown as Uvu, { UVU_DEFER: 1, UVU_QUEUE: [], UVU_INDEX: 0 });

const filesBelow = (folder: string): string[] =>
  readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name))
    .sort();

const seconds = (since: number): string => `${((performance.now() - since) / 1000).toFixed(1)} s`;

const total = { passed: 0, failed: 0 };
const failures: string[] = [];

const fail = (where: string, why: string): void => {
  total.failed++;
  failures.push(`${where}: ${why.trim()}`);
  console.log(`  FAIL ${where}`);
};

/** Suites that a test file declares, by its text; each must have been queued by its `.run()`. */
const declared = (text: string): number =>
  [...text.matchAll(/= suite\(/g)].length + (/import \{[^}]*\btest\b[^}]*\} from 'uvu'/.test(text) ? 1 : 0);

const runFile = async (file: string): Promise<void> => {
  const name = relative(root, file);
  const since = performance.now();
  console.log(name);
  uvu.UVU_INDEX = uvu.UVU_QUEUE.push([name]) - 1;
  try {
    await import(pathToFileURL(file).href);
  } catch (problem) {
    return fail(name, problem instanceof Error ? (problem.stack ?? problem.message) : String(problem));
  }
  const runners = (uvu.UVU_QUEUE[uvu.UVU_INDEX] ?? []).filter((entry) => typeof entry === 'function');
  if (runners.length < declared(readFileSync(file, 'utf8'))) fail(name, 'a suite is never run: its .run() is missing');
  for (const runner of runners) await runSuite(name, runner);
  console.log(`  ${seconds(since)}`);
};

const runSuite = async (name: string, runner: Runner): Promise<void> => {
  const [failed, passed, skipped, all] = await runner();
  total.passed += passed;
  total.failed += all - passed;
  if (all === 0) fail(name, 'a suite has no test');
  if (skipped > 0) fail(name, `${skipped} tests are skipped, by .skip or .only`);
  if (failed === true) return;
  failures.push(`${name}\n\n${failed}`);
};

const golden = (): string[] => {
  const examples = join(root, 'examples');
  const outs = existsSync(examples) ? readdirSync(examples).map((example) => join(examples, example, 'out')) : [];
  return [join(root, 'test/golden'), ...outs].filter((folder) => existsSync(folder)).flatMap(filesBelow);
};

const parts = process.argv.slice(2);
const files = filesBelow(join(root, 'test'))
  .filter((file) => file.endsWith('.test.ts'))
  .filter((file) => parts.length === 0 || parts.some((part) => relative(root, file).includes(part)));

let finished = false;
process.on('exit', () => {
  if (finished) return;
  console.log('A test never settles: nothing is left that could end it.');
  process.exitCode = 1;
});

const since = performance.now();
if (files.length === 0) fail('test/run.ts', `no test file's path holds ${parts.join(' or ')}`);
for (const file of files) await runFile(file);
// A test that failed early may not have come to ask for all of its goldens.
if (parts.length === 0 && total.failed === 0)
  for (const file of golden().filter((path) => !asked.has(path)))
    fail(relative(root, file), 'no test asks for this golden; delete it');

finished = true;
if (failures.length > 0) console.log(`\nWhat failed:\n\n${failures.join('\n')}`);
console.log(`\n${seconds(since)}`);
console.log(`${total.passed} passed, ${total.failed} failed`);
process.exitCode = total.failed > 0 ? 1 : 0;
