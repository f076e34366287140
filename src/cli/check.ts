import { readFileSync } from 'node:fs';
import { baselineOf, silence } from '../diagnostics/baseline.ts';
import { standardInput } from '../diagnostics/range.ts';
import {
  type CheckedFile,
  checkedFile,
  type Failure,
  fails,
  findingsOf,
  type Known,
  type Report,
  type Told,
  waivedIn,
} from '../diagnostics/report.ts';
import { pageOf } from '../rules/pages.ts';
import { readBaseline, writeBaseline } from './check/baseline.ts';
import { mend } from './check/fix.ts';
import { type Format, formatIn, formats, printer } from './check/print.ts';
import { type Broken, checkFile } from './check/read.ts';
import { shownPath } from './check/shown-path.ts';
import { type Command, exit, type Given, isOfTheSystem, misused, pipelineFlags, tell } from './command.ts';
import { version } from './version.ts';
import { write } from './write.ts';

/** All findings of all files in one pass, each file as it is and once with each of its profiles. */
export const check: Command = {
  usage: 'FILE… | -',
  about: [
    'Each file is checked as it is and once with each of its profiles; what lies in a file that several use is told once.',
    'Exit code 0: fine (notes never count), 1: errors. Formats for machines are written to standard output, and nothing else is.',
    '`-` reads standard input, as an editor gives it.',
  ].join('\n'),
  words: [1, Number.POSITIVE_INFINITY],
  flags: {
    ...pipelineFlags,
    format: { says: `How it is told: ${formats.join(', ')}.`, value: 'FORMAT', oneOf: formats },
    deny: { says: 'What else ends with exit code 1.', value: 'SEVERITY', oneOf: ['warning'] },
    baseline: { says: 'Findings that this file holds are old: they are not told and do not fail.', value: 'FILE' },
    fix: { says: 'Mends what can only have been meant otherwise, and tells what it did.' },
    unsafe: { says: 'With --fix: mends also where the author decides, and the run learns otherwise.' },
    'stdin-name': {
      says: 'With -: the file that it is of; what that uses, and its clips, are looked for beside it.',
      value: 'FILE',
    },
    'write-baseline': { says: 'Writes all findings of this call to a file, and ends well.', value: 'FILE' },
  },
  run: async (given) => {
    const format = (given.text('format') ?? 'text') as Format;
    const wrong = wrongFix(given) ?? wrongInput(given);
    if (wrong) {
      if (format !== 'text') write(1, await printed(format, failed([{ message: wrong, exit: exit.usage }])));
      return misused(wrong, 'check');
    }
    try {
      mendAll(given);
      const report = reportOf(given);
      write(1, await printed(format, report));
      for (const { message, help } of report.failures) tell(`error: ${message}${help ? `\nhelp: ${help}` : ''}`);
      return report.exit;
    } catch (problem) {
      // A document is a document, even where cogx itself fails; the one who called hears more of it.
      const code = isOfTheSystem(problem) ? exit.failed : exit.bug;
      if (format !== 'text') write(1, await printed(format, failed([{ message: messageOf(problem), exit: code }])));
      throw problem;
    }
  },
  refused: async (sentence, typed) => {
    const format = formatIn(typed);
    if (format !== 'text') write(1, await printed(format, failed([{ message: sentence, exit: exit.usage }])));
  },
};

/** What `--set` says stands in no file. */
const wrongFix = (given: Given): string | undefined => {
  if (given.on('unsafe') && !given.on('fix')) return '--unsafe goes with --fix.';
  return given.on('fix') && given.texts('set').length > 0 ? '--fix mends files, and --set stands in none.' : undefined;
};

const isPiped = ({ words }: Given): boolean => words.includes('-');

const wrongInput = (given: Given): string | undefined => {
  if (!isPiped(given)) return given.on('stdin-name') ? '--stdin-name goes with `-`.' : undefined;
  if (given.words.length > 1) return '`-` stands alone.';
  return given.on('fix') ? '--fix mends files, and `-` is none.' : undefined;
};

/** Each file once, however it is spelt. */
const filesOf = ({ words }: Given): readonly string[] => [
  ...new Map(words.map((file) => [shownPath(file), file])).values(),
];

const mendAll = (given: Given): void => {
  if (!given.on('fix')) return;
  const choices = { profiles: given.texts('profile'), set: [] };
  for (const file of filesOf(given)) mend(file, choices, given.on('unsafe') ? ['safe', 'unsafe'] : ['safe']);
};

const printed = async (format: Format, report: Report): Promise<string> => (await printer(format))(report);

const messageOf = (problem: unknown): string => (problem instanceof Error ? problem.message : String(problem));

const nothing: Omit<Report, 'exit' | 'failures'> = {
  version,
  deny: false,
  files: [],
  waived: [],
  known: 0,
  stale: [],
  sources: new Map(),
  rules: pageOf,
};

const failed = (broken: readonly Broken[]): Report => ({
  ...nothing,
  failures: broken.map(asFailure),
  exit: Math.max(...broken.map((each) => each.exit)),
});

const asFailure = ({ exit: _, ...failure }: Broken): Failure => failure;

const reportOf = (given: Given): Report => {
  const choices = { profiles: given.texts('profile'), set: given.texts('set') };
  const results = isPiped(given)
    ? [checkFile(given.text('stdin-name') ?? standardInput, choices, readFileSync(0))]
    : filesOf(given).map((file) => checkFile(file, choices));
  const said = results.filter((result) => 'passes' in result);
  const broken = results.filter((result) => 'exit' in result);
  const told: Told = new Map();
  const files = said.map((each) => checkedFile(each, told));
  const waivedBefore: Told = new Map();
  const waived = said.flatMap((each) => waivedIn(each, waivedBefore));
  const sources = new Map(said.flatMap((each) => [...each.sources]));
  // A call that looks at a part of what can be found does not say what is gone.
  const whole = choices.profiles.length + choices.set.length === 0;
  const known = baselineFor(given, files, broken.length === 0);
  if ('exit' in known) return failed([known, ...broken]);
  const silenced = silence(files, known, (file) => whole && sources.has(file));
  const deny = given.text('deny') === 'warning';
  return {
    ...nothing,
    ...silenced,
    deny,
    waived,
    sources,
    failures: broken.map(asFailure),
    exit: Math.max(fails(findingsOf(silenced), deny) ? exit.failed : exit.fine, ...broken.map((each) => each.exit)),
  };
};

/** What is not to be told: what `--baseline` holds, or after `--write-baseline` all that is found. */
const baselineFor = (given: Given, files: readonly CheckedFile[], complete: boolean): readonly Known[] | Broken => {
  const [from, to] = [given.text('baseline'), given.text('write-baseline')];
  if (to === undefined) return from === undefined ? [] : readBaseline(from);
  const known = baselineOf(files);
  if (!complete) return known;
  writeBaseline(to, known);
  tell(`${to} is written: what stands in it is known from now on.`);
  return known;
};
