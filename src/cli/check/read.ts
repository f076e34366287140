import { dirname, resolve } from 'node:path';
import { type Checked, type CheckInput, check } from '../../check.ts';
import type { Diagnostic, Place } from '../../diagnostics/diagnostic.ts';
import { isFile, standardInput } from '../../diagnostics/range.ts';
import type { Failure, Said } from '../../diagnostics/report.ts';
import { exit, isOfTheSystem } from '../command.ts';
import { type Choices, inputFrom, inputOf } from '../disk/input.ts';
import { noFile } from '../disk/no-file.ts';
import { noText } from './no-text.ts';
import { shownPath } from './shown-path.ts';

/** What kept a file from being checked, and the exit code for it. */
export type Broken = Failure & { readonly exit: number };

/**
 * One file as it is and once with each of its profiles; with these profiles alone where some are asked for. What is piped in stands
 * for the file.
 */
export const checkFile = (file: string, choices: Required<Choices>, piped?: Buffer): Said | Broken => {
  const shown = shownPath(file);
  const input = piped ? inputFrom(file, piped.toString('utf8'), choices) : inputOf(file, choices);
  if (!input) return { ...noFile(file), file: shown, exit: exit.usage };
  const broken = noText(file, input.text, piped);
  if (broken) return { ...broken, file: shown, exit: exit.usage };
  try {
    const plain = check(input);
    const asked = choices.profiles.length > 0;
    const names = asked ? [] : plain.profiles;
    const passes = [
      { ...(asked ? { profile: choices.profiles.join(', ') } : {}), checked: plain },
      ...names.map((profile) => ({ profile, checked: check({ ...input, ...withoutRun(input), profiles: [profile] }) })),
    ];
    const name = (place: string) => (place === file ? shown : placeName(file, place));
    return {
      file: shown,
      ...(plain.part ? { part: true } : {}),
      ...(plain.part || input.clips || file === standardInput ? {} : { unscanned: true }),
      passes: passes.map(({ checked, ...pass }) => ({
        ...pass,
        diagnostics: checked.diagnostics.filter((each) => !isUsed(each, passes)).map((each) => named(each, name)),
        waived: checked.waived.map(({ diagnostic, reason }) => ({ diagnostic: named(diagnostic, name), reason })),
      })),
      sources: new Map(passes.flatMap(({ checked }) => [...checked.sources].map(([key, text]) => [name(key), text]))),
    };
  } catch (problem) {
    // What else is thrown is a bug, and has its own way out.
    if (!isOfTheSystem(problem)) throw problem;
    return { message: problem.message, file: shown, exit: exit.failed };
  }
};

/** A run that stands there is of the file as it is, most often; a profile that nobody asked for does not answer for it. */
const withoutRun = ({ look }: CheckInput): Pick<CheckInput, 'look'> =>
  look ? { look: { ...look, run: () => undefined } } : {};

/** Files that a pipeline uses are named from its folder; in a report of many, from where cogx runs. */
const placeName = (file: string, place: string): string => {
  if (!isFile(place)) return place;
  return shownPath(resolve(dirname(file), place));
};

/** A comment that waives nothing in one pass may do so with another profile. */
const isUsed = ({ code, place }: Diagnostic, passes: readonly { readonly checked: Checked }[]): boolean =>
  code === 'unused-allow' &&
  passes.some(({ checked }) =>
    checked.waived.some(({ allow }) => allow.file === place?.file && allow.span.start === place.span.start),
  );

const named = (diagnostic: Diagnostic, name: (file: string) => string): Diagnostic => {
  const at = ({ file, span }: Place): Place => ({ file: name(file), span });
  const { place, related, fix, ...rest } = diagnostic;
  return {
    ...rest,
    ...(place ? { place: at(place) } : {}),
    ...(related ? { related: related.map((each) => ({ ...each, place: at(each.place) })) } : {}),
    ...(fix ? { fix: { ...fix, edits: fix.edits.map((edit) => ({ ...edit, place: at(edit.place) })) } } : {}),
  };
};
