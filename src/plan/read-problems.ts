import type { Block, Item, Name, Property, Span } from '../../grammar/ast.ts';
import type { Diagnostic } from '../diagnostics/diagnostic.ts';
import { nearest } from '../diagnostics/suggest.ts';
import { foreignWords } from './foreign.ts';
import { type Path, printPath } from './path.ts';
import type { WordPlace } from './reading.ts';
import { everyPath, homesOf, type Structure, type Words } from './structure.ts';

/** What can be wrong with a word where it stands, in words of the author. */

const problem = (code: string, place: { file: string; span: Span }, message: string, help: string): Diagnostic => ({
  code,
  severity: 'error',
  message,
  help,
  place,
});

const list = (words: Iterable<string>): string => [...words].join(', ');

const secretName = /^(.*_)?(token|secret|password|api_key|key)$/;

export const unknownWord = (file: string, name: Name, { words, path }: { words: Words; path: Path }): Diagnostic => {
  const place = { file, span: name.span };
  const where = path.length === 0 ? 'at the top level' : `in ${printPath(path)}`;
  if (secretName.test(name.text))
    return problem(
      'secret',
      place,
      `${name.text} is a secret, and files are read by many.`,
      'Take it out and give it to the run in its environment.',
    );
  return problem('unknown-word', place, `There is no word ${name.text} ${where}.`, meant(name.text, { words, path }));
};

/** Where the word belongs, what it is called here, or what is spelt like it. */
const meant = (word: string, { words, path }: { words: Words; path: Path }): string => {
  const foreign = Object.hasOwn(foreignWords, word) ? foreignWords[word] : undefined;
  const home = homesOf(word)[0];
  if (home && !foreign?.startsWith(`${printPath(path)}.`))
    return `It belongs to ${printPath(home.slice(0, -1)) || 'the top level'}.`;
  if (foreign) return `It is called ${foreign} here.`;
  const near = nearest(word, Object.keys(words)) ?? homesOf(nearest(word, everyWord())).map(printPath)[0];
  return near ? `Did you mean ${near}?` : `Words that stand here: ${list(Object.keys(words))}.`;
};

const everyWord = (): Set<string> => new Set(everyPath().map((path) => path.at(-1) ?? ''));

export const wordTwice = (file: string, item: Block | Property, first: WordPlace): Diagnostic => ({
  ...problem(
    'word-twice',
    { file, span: item.name.span },
    `${item.name.text} stands here a second time.`,
    'Keep one of them.',
  ),
  related: [{ place: { file: first.file, span: first.name }, message: 'the first one' }],
});

export const misplaced = (file: string, item: Exclude<Item, Block | Property>): Diagnostic => {
  const word = item.kind === 'use' ? 'use' : item.keyword;
  return problem(
    'misplaced',
    { file, span: item.span },
    `${word} stands inside a block.`,
    `Move it to the top level of the file.`,
  );
};

/** A label that the choice does not have. */
export const unknownLabel = (
  file: string,
  item: Block | Property,
  labels: readonly string[],
): Diagnostic | undefined => {
  const label = item.kind === 'block' ? item.label : item.value;
  if (item.kind === 'block' && !label) return undefined;
  if (label && label.kind !== 'name' && label.kind !== 'word' && label.kind !== 'text') {
    return problem(
      'unknown-choice',
      { file, span: label.span },
      `${item.name.text} takes one of its names, not a ${label.kind}.`,
      `Write one of: ${list(labels)}.`,
    );
  }
  const text = label?.text ?? '';
  if (labels.includes(text) || text === 'default') return undefined;
  const near = nearest(text, labels);
  return problem(
    'unknown-choice',
    { file, span: label?.span ?? item.name.span },
    `There is no ${item.name.text} ${text}.`,
    near ? `Did you mean ${near}?` : `Write one of: ${list(labels)}.`,
  );
};

export const problemsOfProperty = (file: string, item: Property, structure: Structure): Diagnostic | undefined => {
  const name = item.name.text;
  const place = { file, span: item.name.span };
  const value = item.value;
  const isDefault = value?.kind === 'word' && value.text === 'default';
  if (structure.kind === 'block' && !isDefault)
    return problem('not-a-property', place, `${name} is a block.`, `Write ${name} { … }`);
  if (structure.kind === 'collection') {
    const takesAway = item.label && value?.kind === 'word' && value.text === 'none';
    if (takesAway || (isDefault && !item.label)) return undefined;
    return problem(
      'not-a-property',
      place,
      `${name} is a block with a name of its own.`,
      `Write ${name} NAME { … }, or ${name} NAME = none to take one away.`,
    );
  }
  if (item.label)
    return problem(
      'stray-label',
      { file, span: item.label.span },
      `${name} takes no name of its own.`,
      `Write ${name} = …`,
    );
  return undefined;
};

export const problemsOfBlock = (file: string, item: Block, structure: Structure): Diagnostic | undefined => {
  const name = item.name.text;
  const place = { file, span: item.name.span };
  if (structure.kind === 'value') {
    if (item.label && !item.body)
      return problem(
        'forgotten-equals',
        place,
        `${name} has no value.`,
        `Write ${name} = ${item.label.quoted ? JSON.stringify(item.label.text) : item.label.text}`,
      );
    return problem('not-a-block', place, `${name} is no block.`, `Write ${name} = …`);
  }
  if (structure.kind === 'collection' && !item.label)
    return problem('missing-label', place, `This ${name} has no name.`, `Write ${name} NAME { … }`);
  if (structure.kind === 'block' && item.label)
    return problem(
      'stray-label',
      { file, span: item.label.span },
      `${name} takes no name of its own.`,
      `Write ${name} { … }`,
    );
  return undefined;
};
