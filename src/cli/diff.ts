import type { CheckInput } from '../check.ts';
import { jobOf } from '../compile.ts';
import { diff as compare, type Difference, isEmpty, type Side } from '../diff.ts';
import { learningForecast } from '../forecast/learning.ts';
import { memoryForecast } from '../forecast/memory.ts';
import { type Compared, diffMarkdown } from '../report/diff-markdown.ts';
import { diffPage } from '../report/diff-page.ts';
import type { Pictured } from '../report/diff-pictures.ts';
import { type Command, exit, misused, pipelineFlags, say, tell } from './command.ts';
import { printed } from './diff/print.ts';
import { sideOf } from './diff/side.ts';
import { writeWhole } from './disk/place.ts';
import { sha256 } from './disk/sha256.ts';
import { templates } from './disk/templates.ts';
import { version } from './version.ts';

/** What changes between two pipelines. */
export const diff: Command = {
  usage: 'OLD [NEW]',
  about: [
    'Each side is a file, or a file as a revision of git has it: HEAD~3:birds.cogx. One file alone is compared with what',
    'was committed last. Says which values of the plan change and where they stand, what that comes to (updates, batch,',
    'learning rate, memory, clips that are kept), whether a run goes on with it, and which outputs change.',
    'Exit code 0: the same plan, 3: a difference, 1: a side has errors.',
  ].join('\n'),
  words: [1, 2],
  flags: {
    ...pipelineFlags,
    format: {
      says: 'For a person, as JSON, or as Markdown that a pull request takes as a comment.',
      value: 'FORMAT',
      oneOf: ['text', 'json', 'markdown'],
    },
    html: { says: 'Write it as a page, too.', value: 'FILE' },
  },
  run: (given) => {
    const [one = '', two] = given.words;
    const names = two === undefined ? { old: `HEAD:${one}`, new: one } : { old: one, new: two };
    const choices = { profiles: given.texts('profile'), set: given.texts('set') };
    const inputs = [sideOf(names.old, choices), sideOf(names.new, choices)] as const;
    for (const input of inputs) if (typeof input === 'string') return misused(input, 'diff');
    const [old, young] = inputs.map((input) => jobOf(input as CheckInput, { templates: templates(), sha256, version }));
    if (!old || !young) return exit.bug;
    const compared = comparedOf(names, old, young);
    for (const { name, message, code } of compared.errors) tell(`${name}: error: ${message} [${code}]`);
    const difference = compare(old, young, sha256);
    say(forms[given.text('format') ?? 'text']?.(difference, compared) ?? '');
    const page = given.text('html');
    if (page !== undefined) {
      const [one, other] = [picturedOf(old), picturedOf(young)];
      writeWhole(page, diffPage(difference, compared, one && other && { old: one, new: other }));
      tell(`${page} shows it as a page.`);
    }
    if (compared.errors.length > 0) return exit.failed;
    return isEmpty(difference) ? exit.fine : exit.differs;
  },
};

const comparedOf = (names: { readonly old: string; readonly new: string }, old: Side, young: Side): Compared => {
  const errors = [...errorsOf(names.old, old), ...errorsOf(names.new, young)];
  const isScanned = ({ checked: { survey, part } }: Side) => part || survey !== undefined;
  if (isScanned(old) === isScanned(young)) return { ...names, errors };
  return { ...names, errors, unscanned: isScanned(old) ? names.new : names.old };
};

const picturedOf = ({ checked: { plan, schedule, survey, part } }: Side): Pictured | undefined =>
  part ? undefined : { memory: memoryForecast(plan), learning: learningForecast({ plan, schedule, survey }) };

const forms: Readonly<Record<string, (difference: Difference, compared: Compared) => string>> = {
  text: printed,
  json: (difference, { old, new: young }) => JSON.stringify({ old, new: young, ...difference }, null, 2),
  markdown: diffMarkdown,
};

/** A side with errors is compared as far as it goes: a value in error stands as its default. */
const errorsOf = (name: string, { checked }: Side): Compared['errors'] =>
  checked.diagnostics
    .filter(({ severity }) => severity === 'error')
    .map(({ message, code }) => ({ name, message, code }));
