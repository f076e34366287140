import type { Value } from '../../grammar/ast.ts';
import type { Diagnostic, Place } from '../diagnostics/diagnostic.ts';
import { fixOf } from '../diagnostics/fix.ts';
import { near } from '../diagnostics/suggest.ts';
import { takenBack } from './reading.ts';

/** What a reference may name: the `let`s and `param`s of the same file. */
export type Definitions = ReadonlyMap<string, Value | undefined>;

export type ValueReader = {
  readonly file: string;
  readonly definitions: Definitions;
  /** Names that are defined in the files that use this one, with the file. */
  readonly above?: ReadonlyMap<string, string> | undefined;
  readonly problems: Diagnostic[];
};

/** What could not be read; its problem is told already. */
export const unreadable = Symbol('unreadable');

/** `1 epoch` */
const plural: Readonly<Record<string, string>> = { epoch: 'epochs', step: 'steps' };

/** A value of the tree as plain data: texts and words as text, `true` and `false` as booleans, units kept. */
export const readValue = (reader: ValueReader, value: Value, within: readonly string[] = []): unknown => {
  switch (value.kind) {
    case 'text':
      return secret(reader, value) ? unreadable : value.text;
    case 'word':
      if (value.text === 'true' || value.text === 'false') return value.text === 'true';
      if (value.text === 'default') return takenBack;
      return secret(reader, value) ? unreadable : value.text;
    case 'quantity':
      return value.unit === undefined ? value.number : { number: value.number, unit: plural[value.unit] ?? value.unit };
    case 'size':
      return { width: value.width, height: value.height };
    case 'list': {
      const items = value.items.map((item) => readValue(reader, item, within));
      return items.includes(unreadable) ? unreadable : items;
    }
    case 'reference':
      return readReference(reader, value, within);
  }
};

const readReference = (
  reader: ValueReader,
  { name, span }: Extract<Value, { kind: 'reference' }>,
  within: readonly string[],
): unknown => {
  const place = { file: reader.file, span };
  const known = reader.definitions.get(name);
  if (known && !within.includes(name)) return readValue(reader, known, [...within, name]);
  if (reader.definitions.has(name) && !known) return unreadable;
  const problem = known
    ? { message: `$${name} refers to itself.`, help: `Write a value for ${within[0] ?? name}.` }
    : undefinedName(reader, name, place);
  reader.problems.push({ code: 'unknown-reference', severity: 'error', ...problem, place });
  return unreadable;
};

const undefinedName = (
  { definitions, above }: ValueReader,
  name: string,
  place: Place,
): Pick<Diagnostic, 'message' | 'help' | 'fix'> => {
  const user = above?.get(name);
  if (user !== undefined)
    return {
      message: `This file defines no $${name}; ${user} does, and a reference reads its own file alone.`,
      help: `Take the line out and write it in ${user}, where it wins over this file.`,
    };
  const meant = near(name, definitions.keys());
  return {
    message: `This file defines no $${name}.`,
    help: meant ? `Did you mean $${meant.word}?` : `Define it: let ${name} = …`,
    ...(meant && { fix: fixOf(meant.safety, [{ place, text: `$${meant.word}`, was: `$${name}` }]) }),
  };
};

/** Beginnings of tokens that people paste: Hugging Face, GitHub, OpenAI, AWS, Slack, Weights & Biases has none. */
const secretText =
  /^(hf_[A-Za-z0-9]{16,}|gh[pousr]_[A-Za-z0-9]{16,}|github_pat_\w{16,}|sk-[\w-]{16,}|AKIA[A-Z0-9]{12,}|xox[abp]-[\w-]{10,})/;

/** A name whose value nobody writes into a file. */
export const secretName = /^(.*_)?(token|secret|password|api_key|key)$/i;

/** A secret is told without its value. */
const secret = (reader: ValueReader, { text, span }: Extract<Value, { kind: 'text' | 'word' }>): boolean => {
  if (!secretText.test(text)) return false;
  reader.problems.push({
    code: 'secret',
    severity: 'error',
    message: 'This text is a secret, and files are read by many.',
    help: 'Take it out, revoke it, and give it to the run in its environment.',
    place: { file: reader.file, span },
  });
  return true;
};
