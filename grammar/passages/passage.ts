import { plain } from '../plain.ts';
import { type Mend, type Problem, shown } from '../problem.ts';

/** A line of a text on which something stands, comments left out. */
export type TextLine = {
  readonly start: number;
  readonly end: number;
  /** Its number, from 1. */
  readonly number: number;
  readonly indentation: number;
  readonly written: string;
  /** How much deeper in brackets the text is after it. */
  readonly depth: number;
  /** The same where it is least: -1 for `} else {`. */
  readonly lowest: number;
  /** Whether it begins between the brackets of a list. */
  readonly isInList: boolean;
};

/** Some lines that are written in another language, or twice. */
export type Passage = {
  readonly problem: Problem;
  /** A part of it that is read all the same. */
  readonly keeps?: { readonly start: number; readonly end: number };
};

/** A passage, and the index of the first line after it. */
export type Found = { readonly passage: Passage; readonly next: number };

/** Looks whether a passage begins at a line. */
export type Finder = (lines: readonly TextLine[], index: number) => Found | undefined;

/** What a line says, where it says one thing: so that it can be told how cogx says it. */
export type Entry = NonNullable<Problem['entry']>;

/** `rank = 128`, as a sentence shows it: a value that is long or goes over lines is left to its author. */
export const assigned = ({ name, value }: Entry): string => `${shown(name)} = ${isShort(value) ? value : '…'}`;

/** Whether a value can be shown in a sentence as it is written. */
export const isShort = (value: string): boolean => value.length <= 60 && plain(value) === value;

type Said = {
  readonly language: string;
  readonly help: string;
  readonly entry?: Entry | undefined;
  /** The same lines as cogx writes them; undefined where that can't be told. */
  readonly mend?: Mend | undefined;
};

/** Lines from one index up to another as a passage. */
export const passageOf = (lines: readonly TextLine[], [from, next]: readonly [number, number], said: Said): Found => {
  const [first, last] = [lines[from] as TextLine, lines[next - 1] as TextLine];
  const to = last.number === first.number + 1 ? 'and' : 'to';
  const place = first === last ? 'This line is' : `Lines ${first.number} ${to} ${last.number} are`;
  const problem: Problem = {
    code: 'foreign-passage',
    message: `${place} ${said.language}, not cogx.`,
    help: said.help,
    span: { start: first.start, end: first.end },
    reach: { start: first.start, end: last.end },
    leavesOut: true,
    ...(said.entry ? { entry: said.entry } : {}),
    ...(said.mend ? { mend: said.mend } : {}),
  };
  return { passage: { problem }, next };
};

/** Each line as what it becomes, where all of them become something. */
export const rewritten = (
  lines: readonly TextLine[],
  safety: Mend['safety'],
  become: (line: TextLine, index: number) => string | undefined,
): Mend | undefined => {
  const texts = lines.map(become);
  if (!texts.every((text) => text !== undefined)) return undefined;
  const edits = lines.map(({ start, end }, index) => ({ span: { start, end }, text: texts[index] ?? '' }));
  return { safety, edits };
};
