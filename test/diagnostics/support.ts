import { spawnSync } from 'node:child_process';
import { join } from 'node:path';
import { check } from '../../src/check.ts';
import { checkedFile, fails, type Report, type RuleFacts, waivedIn } from '../../src/diagnostics/report.ts';
import { pageOf } from '../../src/rules/pages.ts';
import type { Example } from '../../src/rules/rule.ts';
import { inVenv, root } from '../support.ts';

/** What one call says of one file, with nothing from a disk. */
export const reportOn = (example: Example, file = 'bad.cogx', over: Partial<Report> = {}): Report => {
  const { clips, files, run, folders, text, ...more } = typeof example === 'string' ? { text: example } : example;
  const input = {
    file,
    text,
    read: (path: string) => files?.[path],
    ...more,
    ...(clips ? { clips: () => clips } : {}),
    look: { run: () => run, names: (path: string) => folders?.[path] },
  };
  const { diagnostics, waived, sources, profiles } = check(input);
  const passes = [
    { diagnostics, waived },
    ...profiles.map((profile) => ({ ...check({ ...input, profiles: [profile] }), profile })),
  ];
  const said = { file, passes, sources };
  return {
    version: '1.2.3',
    exit: fails(diagnostics, false) ? 1 : 0,
    deny: false,
    files: [checkedFile(said, new Map())],
    failures: [],
    waived: waivedIn(said, new Map()),
    known: 0,
    stale: [],
    sources,
    rules: pageOf,
    ...over,
  };
};

/** A small pipeline with an error, a warning or note beside it, and one that only a profile has. */
export const threeFindings = [
  'model cogvideox-5b-t2v',
  'frames { count = 48 }',
  'dataset birds { videos = "birds" }',
  'train {',
  '  length = 1000 steps',
  '  optimizer adamw { learning_rate = 0.1 }',
  '}',
  'profile smoke { train { precision = fp8 } }',
  '',
].join('\n');

/** What rules say of themselves, short, and the same whatever rules say. */
const shortFacts = (code: string): RuleFacts => ({
  code,
  severity: 'error',
  certain: code !== 'lora-rate-too-high',
  why: 'It costs\na night.',
  bad: 'a = 1\n',
  good: 'a = 2\n',
  sources: ['owner/name#1'],
});

/** The report that goldens show. */
export const shownReport = (): Report =>
  reportOn(threeFindings, 'bad.cogx', {
    rules: shortFacts,
  });

/** Runs a script of this folder in the repository's Python, on one JSON value. */
export const python = (script: string, value: unknown): unknown => {
  const { status, stdout, stderr } = spawnSync(inVenv('python'), [join(root, 'test', script)], {
    input: JSON.stringify(value),
    encoding: 'utf8',
    maxBuffer: 1 << 28,
  });
  if (status !== 0) throw new Error(stderr);
  return JSON.parse(stdout);
};
