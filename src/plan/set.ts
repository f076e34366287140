import type { Block, File, Item, Name, Span, Value } from '../../grammar/ast.ts';
import { parse } from '../../grammar/parse.ts';
import type { Diagnostic } from '../diagnostics/diagnostic.ts';
import { near } from '../diagnostics/suggest.ts';
import { parsePath, printPath } from './path.ts';
import type { Reading } from './reading.ts';
import { structureOf, typeAt } from './structure.ts';

/** One `--set PATH=VALUE`, as a file of its own: so the reader treats it like anything written. */
export type Setting = {
  readonly file: string;
  readonly path: readonly string[];
  readonly value: Value | undefined;
  readonly problems: readonly Diagnostic[];
};

export const setting = (text: string, sources: Map<string, string>): Setting => {
  const file = `--set ${text}`;
  sources.set(file, text);
  const equals = text.indexOf('=');
  const path = equals > 0 ? parsePath(text.slice(0, equals).trim()) : undefined;
  if (!path) {
    const problem: Diagnostic = {
      code: 'bad-set',
      severity: 'error',
      message: `--set ${text} is not of the form PATH=VALUE.`,
      help: 'Write for example --set train.optimizer.learning_rate=5e-5',
      place: { file, span: { start: 0, end: text.length } },
    };
    return { file, path: [], value: undefined, problems: [problem] };
  }
  if (text.slice(equals + 1).trim() === '') {
    const problem: Diagnostic = {
      code: 'bad-set',
      severity: 'error',
      message: `--set ${text} has no value after its =.`,
      help:
        path.length > 1
          ? `Write one, or ${printPath(path)}=default to take back what the file says.`
          : 'Write one after the =.',
      place: { file, span: { start: 0, end: text.length } },
    };
    return { file, path: [], value: undefined, problems: [problem] };
  }
  return { file, path, value: valueFrom(text, equals + 1), problems: [] };
};

/** What a file would read there; a shell's bare text (a path, say) is a text. */
const valueFrom = (text: string, start: number): Value => {
  const written = text.slice(start);
  const { file, problems } = parse(`x = ${written}`);
  const [item, ...more] = file.items;
  const span = { start, end: text.length };
  if (problems.length === 0 && more.length === 0 && item?.kind === 'property' && item.value)
    return { ...item.value, span } as Value;
  return { kind: 'text', text: written, span };
};

/** The tree of a file that would say the same. */
export const asFile = (
  path: readonly string[],
  value: Value | undefined,
): { tree: File; definitions: Map<string, undefined> } => {
  const span = { start: 0, end: 0 };
  const items = value && path.length > 0 ? [itemOf(path, value, [])] : [];
  return { tree: { kind: 'file', span, items, comments: [] }, definitions: new Map() };
};

const itemOf = (path: readonly string[], value: Value, above: readonly string[]): Item => {
  const span: Span = { start: 0, end: value.span.start - 1 };
  const name = (text: string): Name => ({ kind: 'name', text, quoted: false, span });
  const [head = '', ...rest] = path;
  const here = [...above, head];
  const type = typeAt(here);
  const labels = type && structureOf(type).kind === 'collection' ? 1 : 0;
  const [label] = rest.slice(0, labels);
  const below = rest.slice(labels);
  const whole = { start: 0, end: value.span.end };
  const labelled = label === undefined ? {} : { label: name(label) };
  if (below.length === 0) return { kind: 'property', name: name(head), ...labelled, value, span: whole };
  const block: Block = {
    kind: 'block',
    name: name(head),
    ...labelled,
    body: whole,
    items: [itemOf(below, value, label === undefined ? here : [...here, label])],
    span: whole,
  };
  return block;
};

/** `--set lrr=1`: a bare name is a param, too. */
export const withParams = (reading: Reading, path: readonly string[], params: readonly string[]): Reading => {
  if (path.length !== 1 || params.length === 0) return reading;
  const meant = near(path[0] ?? '', params);
  const help = meant ? `Did you mean the param ${meant.word}?` : `Params of this file: ${params.join(', ')}.`;
  const problems = reading.problems.map((problem) =>
    problem.code === 'unknown-word' && (meant || !problem.help?.startsWith('Did')) ? { ...problem, help } : problem,
  );
  return { ...reading, problems };
};
