import { parse } from '../grammar/parse.ts';
import { type Checked, type CheckInput, check } from './check.ts';
import type { Diagnostic, Edit, Fix, Place } from './diagnostics/diagnostic.ts';

/** What fixing has come to. */
export type Fixed = {
  /** The new text of each file that changed, by the name under which places refer to it. */
  readonly texts: ReadonlyMap<string, string>;
  /** What was done, in order; the places are those of the text at that time. */
  readonly done: readonly Done[];
};

export type Done = {
  readonly code: string;
  readonly place: Place;
  /** The line that the place stood on. */
  readonly line: number;
  readonly says: string;
};

/** Rounds, at most: a fix may lay bare another mistake, and none needs so many. */
const mostRounds = 10;

/** Applies fixes until no finding has one that is allowed. Edits that overlap wait for the next round. */
export const fix = (input: CheckInput, allowed: readonly Fix['safety'][]): Fixed => {
  const texts = new Map<string, string>();
  const done: Done[] = [];
  const seen = new Set<string>();
  for (let round = 0; round < mostRounds; round++) {
    const now: CheckInput = {
      ...input,
      text: texts.get(input.file) ?? input.text,
      read: (path) => texts.get(path) ?? input.read(path),
    };
    const step = oneRound(fixable(now, allowed));
    const state = JSON.stringify([...step.texts]);
    // Two fixes that undo each other would go on for ever.
    if (step.done.length === 0 || seen.has(state)) break;
    seen.add(state);
    for (const [file, text] of step.texts) texts.set(file, text);
    done.push(...step.done);
  }
  return { texts, done };
};

type Fixable = { readonly finding: Diagnostic; readonly fix: Fix };

type Round = { readonly found: readonly Fixable[]; readonly sources: ReadonlyMap<string, string> };

/** Of the file as it is, and of each profile what stands in the profile: what it takes over is meant for all. */
const fixable = (input: CheckInput, allowed: readonly Fix['safety'][]): Round => {
  const plain = check(input);
  const names = (input.profiles ?? []).length > 0 ? [] : plain.profiles;
  const spans = profileSpans(input.text);
  const isOwn = ({ edits }: Fix) =>
    edits.every(({ place }) =>
      spans.some(({ start, end }) => place.file === input.file && start <= place.span.start && place.span.end <= end),
    );
  const ofProfiles = names.flatMap((name) =>
    fixesOf(check({ ...input, profiles: [name] }), allowed).filter((each) => isOwn(each.fix)),
  );
  return { found: [...fixesOf(plain, allowed), ...ofProfiles], sources: plain.sources };
};

const fixesOf = ({ diagnostics }: Checked, allowed: readonly Fix['safety'][]): readonly Fixable[] =>
  diagnostics.flatMap((finding) =>
    finding.fix && allowed.includes(finding.fix.safety) ? [{ finding, fix: finding.fix }] : [],
  );

const profileSpans = (text: string) =>
  parse(text)
    .file.items.filter((item) => item.kind === 'block' && item.name.text === 'profile')
    .map(({ span }) => span);

/** Applies what does not overlap, and what loses no comment. */
const oneRound = ({ found, sources }: Round): Fixed => {
  const taken: Edit[] = [];
  const done: Done[] = [];
  const texts = new Map<string, string>();
  for (const { finding, fix: each } of found) {
    if (each.edits.some((edit) => taken.some((other) => overlap(edit, other)))) continue;
    const touched = new Set([...taken, ...each.edits].map(({ place }) => place.file));
    const next = new Map(
      [...touched].map((file) => [file, edited(sources.get(file) ?? '', file, [...taken, ...each.edits])]),
    );
    if (![...next].every(([file, text]) => keepsComments(sources.get(file) ?? '', text, finding.code))) continue;
    taken.push(...each.edits);
    for (const [file, text] of next) texts.set(file, text);
    done.push(doneBy(finding, each, sources));
  }
  return { texts, done };
};

const doneBy = ({ code, place }: Diagnostic, { edits, says }: Fix, sources: ReadonlyMap<string, string>): Done => {
  const at = place && !place.file.startsWith('--set ') ? place : (edits[0] as Edit).place;
  const line = (sources.get(at.file) ?? '').slice(0, at.span.start).split('\n').length;
  return { code, place: at, line, says };
};

/** Two pieces that are written at one point would stand in any order. */
const overlap = (one: Edit, other: Edit): boolean =>
  one.place.file === other.place.file &&
  one.place.span.start <= other.place.span.end &&
  other.place.span.start <= one.place.span.end;

export const edited = (text: string, file: string, edits: readonly Edit[]): string =>
  edits
    .filter(({ place }) => place.file === file)
    .sort((a, b) => b.place.span.start - a.place.span.start)
    .reduce((rest, { place: { span }, text: piece }) => rest.slice(0, span.start) + piece + rest.slice(span.end), text);

/** A comment may change only where it is the mistake. */
const keepsComments = (before: string, after: string, code: string): boolean =>
  code === 'unknown-allow' || commentsIn(before) === commentsIn(after);

const commentsIn = (text: string): string =>
  parse(text)
    .file.comments.map((comment) => comment.text)
    .join('\n');
