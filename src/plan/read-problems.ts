import type { Block, Item, Name, Property, Span } from '../../grammar/ast.ts';
import type { Diagnostic, Place } from '../diagnostics/diagnostic.ts';
import { fixOf } from '../diagnostics/fix.ts';
import { near } from '../diagnostics/suggest.ts';
import { foreignPath } from './foreign.ts';
import { resumesAnyway } from './goes-on.ts';
import { asParam } from './hcl.ts';
import { inside, spelt } from './inside.ts';
import { type Here, list, meant } from './meant.ts';
import { labelOf } from './owner.ts';
import { printPath } from './path.ts';
import { secretName } from './read-value.ts';
import type { WordPlace } from './reading.ts';
import { type Structure, structureOf } from './structure.ts';

/** What can be wrong with a word where it stands, in words of the author. */

const problem = (code: string, place: { file: string; span: Span }, message: string, help: string): Diagnostic => ({
  code,
  severity: 'error',
  message,
  help,
  place,
});

/** What is offered: a name that ends in another one is its small copy, for trials. */
export const offered = (labels: readonly string[]): readonly string[] =>
  labels.filter((label) => !labels.some((other) => label !== other && label.endsWith(`-${other}`)));

/** Where a word stands, and the names of what stands beside it. */
type Around = Here & { readonly said: ReadonlySet<string> };

export const unknownWord = (file: string, item: Block | Property, around: Around): Diagnostic => {
  const { path, said } = around;
  const { name } = item;
  const place = { file, span: name.span };
  const where = path.length === 0 ? 'at the top level' : `in ${printPath(path)}`;
  if (secretName.test(name.text) && !foreignPath(name.text, path))
    return problem(
      'secret',
      place,
      `${name.text} is a secret, and files are read by many.`,
      path[0] === 'environment'
        ? `Take it out, and pass it on by its name alone: pass_env = [${name.text}]`
        : 'Take it out and give it to the run in its environment.',
    );
  const way = asParam(item) ?? labelOf(item, path) ?? resumesAnyway(item, path);
  const { help, word, safety = 'unsafe' } = way ? { help: way } : meant(name.text, around);
  const isFree = word !== undefined && !said.has(word);
  const changes = [{ place, text: word ?? '', was: name.text }];
  return {
    ...problem('unknown-word', place, `There is no word ${name.text} ${where}.`, help),
    ...(isFree && !name.quoted ? { fix: fixOf(safety, changes) } : {}),
  };
};

export const wordTwice = (file: string, { name, label }: Block | Property, first: WordPlace): Diagnostic => {
  // Where the label is a name of its author's, it belongs to the place.
  const isNamed = label !== undefined && first.name.end - first.name.start > name.span.end - name.span.start;
  const help = isNamed ? 'Keep one of them, or give this one another name.' : 'Keep one of them.';
  const said = isNamed ? `${name.text} ${label.text}` : name.text;
  return {
    ...problem('word-twice', { file, span: name.span }, `${said} stands here a second time.`, help),
    related: [{ place: { file: first.file, span: first.name }, message: 'the first one' }],
  };
};

export const misplaced = (file: string, item: Exclude<Item, Block | Property>): Diagnostic => {
  const word = item.kind === 'use' ? 'use' : item.keyword;
  return problem(
    'misplaced',
    { file, span: item.span },
    `${word} stands inside a block.`,
    `Move it to the top level of the file.`,
  );
};

/** A label that the choice may not have. */
export const labelProblem = (
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
      `Write one of: ${list(offered(labels))}.`,
    );
  }
  const text = label?.text ?? '';
  if (labels.includes(text) || text === 'default') return undefined;
  // `THUDM/CogVideoX-5b` is the model of that name; `captions.csv` is a file for one of the labels.
  const meant = near(text.split('/').at(-1) ?? '', labels);
  const kind = labels.find((each) => text.endsWith(`.${each}`));
  const name = item.name.text;
  const place = { file, span: label?.span ?? item.name.span };
  const way = kind
    ? `Write ${name} ${kind} { file = ${JSON.stringify(text)} }`
    : `Write one of: ${list(offered(labels))}.`;
  const help = meant ? `Did you mean ${meant.word}?` : way;
  return {
    ...problem('unknown-choice', place, `${name} can't be ${text}.`, help),
    ...(meant ? { fix: fixOf(meant.safety, [{ place, text: meant.word, was: text }]) } : {}),
  };
};

export const problemsOfProperty = (file: string, item: Property, structure: Structure): Diagnostic | undefined => {
  const name = item.name.text;
  const place = { file, span: item.name.span };
  const value = item.value;
  const isDefault = value?.kind === 'word' && value.text === 'default';
  if ((structure.kind === 'block' || structure.kind === 'open') && !isDefault) return asBlock(file, item, structure);
  if (structure.kind === 'collection') {
    const takesAway = item.label && value?.kind === 'word' && value.text === 'none';
    if (takesAway || (isDefault && !item.label)) return undefined;
    const inner = inside(value, structureOf(structure.item));
    return problem(
      'not-a-property',
      place,
      `${name} is a block with a name of its own.`,
      inner === undefined
        ? `Write ${name} NAME { … }, or ${name} NAME = none to take one away.`
        : `Write ${name} NAME { ${inner} }`,
    );
  }
  return item.label && strayLabel(file, item.name, { label: item.label, help: `Write ${name} = …` });
};

/** `checkpoint = 500 steps` */
const asBlock = (file: string, item: Property, structure: Structure): Diagnostic => {
  const name = item.name.text;
  const isAsked = item.value?.kind === 'word' && item.value.text === 'true';
  const inner = isAsked ? '' : inside(item.value, structure);
  const text = `${name} { ${inner ?? '…'} }`.replace('{  }', '{ }');
  const was = `${name} = ${item.value && spelt(item.value)}`;
  return {
    ...problem('not-a-property', { file, span: item.name.span }, `${name} is a block.`, `Write ${text}`),
    ...(inner === undefined || item.label
      ? {}
      : { fix: fixOf('unsafe', [{ place: { file, span: item.span }, text, was }]) }),
  };
};

/** The label says something to its author, so taking it out is for the author to decide. */
const strayLabel = (file: string, name: Name, { label, help }: { label: Name; help: string }): Diagnostic => {
  const between = { file, span: { start: name.span.end, end: label.span.end } };
  return {
    ...problem(
      'stray-label',
      { file, span: label.span },
      `${name.text} takes no name of its own, and ${label.text} is one.`,
      help,
    ),
    fix: fixOf('unsafe', [{ place: between, text: '', was: label.text }]),
  };
};

/** `name birds` is a block to the grammar. */
const forgottenEquals = (place: Place, name: Name, label: Name): Diagnostic => {
  const said = label.quoted ? JSON.stringify(label.text) : label.text;
  const between = { file: place.file, span: { start: label.span.start, end: label.span.start } };
  return {
    ...problem('forgotten-equals', place, `${name.text} has no value.`, `Write ${name.text} = ${said}`),
    fix: fixOf('safe', [{ place: between, text: '= ', was: '' }]),
  };
};

export const problemsOfBlock = (file: string, item: Block, structure: Structure): Diagnostic | undefined => {
  const name = item.name.text;
  const place = { file, span: item.name.span };
  if (structure.kind === 'value') {
    if (item.label && !item.body) return forgottenEquals(place, item.name, item.label);
    return problem('not-a-block', place, `${name} is no block.`, `Write ${name} = …`);
  }
  if (structure.kind === 'collection' && !item.label)
    return problem('missing-label', place, `This ${name} has no name.`, `Write ${name} NAME { … }`);
  if ((structure.kind !== 'block' && structure.kind !== 'open') || !item.label) return undefined;
  return strayLabel(file, item.name, { label: item.label, help: `Write ${name} { … }` });
};
