/**
 * Runs one test file in this process, and sends what came of it to test/run.ts.
 * uvu alone passes where nothing ran: a file without a test, a forgotten `.run()`, an `.only`; here each of them fails.
 */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { asked, root } from './support.ts';

/** What came of a file: how many tests passed and failed, the failures in words, the goldens it asked for. */
export type Outcome = {
  readonly passed: number;
  readonly failed: number;
  readonly failures: readonly string[];
  readonly asked: readonly string[];
};

/** What uvu's runner of one suite gives back: the failures in words or true, passed, skipped, all. */
type Runner = () => Promise<[string | true, number, number, number]>;
type Uvu = { UVU_DEFER: number; UVU_QUEUE: (string | Runner)[][]; UVU_INDEX: number };

/** Suites that a test file declares, by its text; each must have been queued by its `.run()`. */
const declared = (text: string): number =>
  [...text.matchAll(/= suite\(/g)].length + (/import \{[^}]*\btest\b[^}]*\} from 'uvu'/.test(text) ? 1 : 0);

const total = { passed: 0, failed: 0 };
const failures: string[] = [];

const fail = (where: string, why: string): void => {
  total.failed++;
  failures.push(`${where}: ${why.trim()}`);
  console.log(`  FAIL ${where}`);
};

const runSuite = async (name: string, runner: Runner): Promise<void> => {
  const [failed, passed, skipped, all] = await runner();
  total.passed += passed;
  total.failed += all - passed;
  if (all === 0) fail(name, 'a suite has no test');
  if (skipped > 0) fail(name, `${skipped} tests are skipped, by .skip or .only`);
  if (failed !== true) failures.push(`${name}\n\n${failed}`);
};

const runFile = async (name: string): Promise<void> => {
  const uvu = Object.assign(globalThis as unknown as Uvu, { UVU_DEFER: 1, UVU_QUEUE: [[name]], UVU_INDEX: 0 });
  const file = join(root, name);
  try {
    await import(pathToFileURL(file).href);
  } catch (problem) {
    return fail(name, problem instanceof Error ? (problem.stack ?? problem.message) : String(problem));
  }
  const runners = (uvu.UVU_QUEUE[0] ?? []).filter((entry) => typeof entry === 'function');
  if (runners.length < declared(readFileSync(file, 'utf8'))) fail(name, 'a suite is never run: its .run() is missing');
  for (const runner of runners) await runSuite(name, runner);
};

const name = process.argv[2] ?? '';
const since = performance.now();
console.log(name);
await runFile(name);
console.log(`  ${((performance.now() - since) / 1000).toFixed(1)} s`);
const outcome: Outcome = { ...total, failures, asked: [...asked] };
// A test may have left a handle open; what it sent must be out before the end.
process.send?.(outcome, () => process.exit(total.failed > 0 ? 1 : 0));
