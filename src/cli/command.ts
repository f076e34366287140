import { write } from './write.ts';

/** One verb of the command line: what may follow it, and what it does. */
export type Command = {
  /** What follows the name: `FILE -o DIR`. */
  readonly usage: string;
  /** More than the one line of the list: shown by `cogx NAME --help`. */
  readonly about: string;
  readonly flags: Readonly<Record<string, Flag>>;
  /** Least and most words beside the flags. */
  readonly words: readonly [least: number, most: number];
  /** Gives the exit code: 0 fine, 1 errors or a failed stage, 2 usage, 3 a difference that `--check` found. */
  readonly run: (given: Given) => number | Promise<number>;
  /** Hears of a line that can't be read, where the answer has a form that was asked for. */
  readonly refused?: (sentence: string, typed: readonly string[]) => Promise<void>;
};

export type Flag = {
  readonly says: string;
  readonly short?: string;
  /** What stands for its value in help, `PATH=VALUE`; a flag without one is on or off. */
  readonly value?: string;
  /** May be given several times. */
  readonly many?: boolean;
  /** The only values it takes. */
  readonly oneOf?: readonly string[];
};

/** What was typed. */
export type Given = {
  /** Everything that is no flag. */
  readonly words: readonly string[];
  /** Whether an on/off flag is given. */
  readonly on: (flag: string) => boolean;
  /** The value of a flag, the last one where it is given twice. */
  readonly text: (flag: string) => string | undefined;
  /** All values of a flag that may be given several times. */
  readonly texts: (flag: string) => readonly string[];
};

/** What is typed, made by hand: for a command that runs another. */
export const givenOf = (
  words: readonly string[],
  flags: Readonly<Record<string, true | string | readonly string[]>>,
): Given => ({
  words,
  on: (flag) => flags[flag] !== undefined,
  text: (flag) => [flags[flag] ?? []].flat().at(-1) as string | undefined,
  texts: (flag) => [flags[flag] ?? []].flat() as string[],
});

export const exit = { fine: 0, failed: 1, usage: 2, differs: 3, bug: 4 } as const;

/** A line for the person, or for the next program in a pipe. */
export const say = (text: string): void => write(1, `${text}\n`);

/** Words for the person, not for the next program in a pipe. */
export const tell = (text: string): void => write(2, `${text}\n`);

/** A command used wrongly: one sentence, and where to read on. */
export const misused = (sentence: string, name?: string): number => {
  tell(`error: ${sentence}`);
  tell(`help: \`cogx ${name ? `${name} ` : ''}--help\` shows how.`);
  return exit.usage;
};

/** A disk that is full, a folder that may not be written: nobody's bug. */
export const isOfTheSystem = (problem: unknown): problem is NodeJS.ErrnoException =>
  problem instanceof Error && 'syscall' in problem && 'code' in problem;

/** Flags that every command that reads a pipeline takes. */
export const pipelineFlags = {
  profile: { says: 'Apply a profile of the file; several are applied in order.', value: 'NAME', many: true },
  set: { says: 'Set a value of the file, after its profiles.', value: 'PATH=VALUE', many: true },
} as const satisfies Record<string, Flag>;
