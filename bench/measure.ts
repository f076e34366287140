import { spawnSync } from 'node:child_process';
import { fileURLToPath } from 'node:url';

/** A command, and where it runs. */
export type Case = {
  readonly name: string;
  readonly words: readonly string[];
  readonly cwd: string;
  readonly env?: Readonly<Record<string, string>>;
};

export type Measured = {
  readonly name: string;
  /** CPU seconds: the median. */
  readonly seconds: number;
  /** Over the first case's, round by round: the median. */
  readonly ratio: number;
  /** Within which the middle half of those ratios lies. */
  readonly spread: readonly [number, number];
  readonly mebibytes: number;
  readonly codes: readonly number[];
};

type Run = { readonly seconds: number; readonly mebibytes: number; readonly code: number };

/**
 * Runs commands in turn, so that a slow moment of the machine meets all of them. NODE_EXTRA_CA_CERTS is taken away: Node 20
 * reads that file at each start, which takes longer than all that is measured here.
 */
export const measure = (cases: readonly Case[], rounds: number, isWarmed = true): Measured[] => {
  const job = {
    rounds,
    warm_rounds: isWarmed ? 1 : 0,
    without: ['NODE_EXTRA_CA_CERTS', 'NODE_OPTIONS', 'XDG_CACHE_HOME'],
    cases: cases.map((each) => ({ env: {}, ...each })),
  };
  const { status, stdout, stderr } = spawnSync('python3', [fileURLToPath(new URL('cpu.py', import.meta.url))], {
    input: JSON.stringify(job),
    encoding: 'utf8',
    maxBuffer: 2 ** 26,
  });
  if (status !== 0) throw new Error(stderr);
  const runs = JSON.parse(stdout) as Run[][];
  const floor = runs[0] ?? [];
  return cases.map(({ name }, index) => {
    const own = runs[index] ?? [];
    const ratios = own.map(({ seconds }, round) => seconds / (floor[round]?.seconds ?? 1));
    return {
      name,
      seconds: median(own.map(({ seconds }) => seconds)),
      ratio: median(ratios),
      spread: [quantile(ratios, 1 / 4), quantile(ratios, 3 / 4)],
      mebibytes: median(own.map(({ mebibytes }) => mebibytes)),
      codes: [...new Set(own.map(({ code }) => code))],
    };
  });
};

const quantile = (values: readonly number[], share: number): number =>
  [...values].sort((a, b) => a - b)[Math.floor(values.length * share)] ?? 0;

/** The value in the middle; of an even number the upper one. */
export const median = (values: readonly number[]): number => quantile(values, 1 / 2);
