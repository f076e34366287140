import { ascii } from '../../grammar/plain.ts';

/** Python literals: the only place that knows them. */
export type PythonValue =
  | string
  | number
  | boolean
  | null
  | readonly PythonValue[]
  | { readonly [key: string]: PythonValue };

/** A one-line Python literal. JSON's text literals are Python's, except for U+2028 and lone surrogates, which stay escaped. */
export const py = (value: PythonValue): string => {
  if (value === null) return 'None';
  if (typeof value === 'boolean') return value ? 'True' : 'False';
  if (typeof value === 'number') return number(value);
  if (typeof value === 'string') return text(value);
  if (Array.isArray(value)) return `[${value.map(py).join(', ')}]`;
  return `{${Object.entries(value)
    .map(([key, item]) => `${py(key)}: ${py(item)}`)
    .join(', ')}}`;
};

/** In the quotes that need fewer escapes, as ruff writes it. */
const text = (value: string): string => {
  const double = JSON.stringify(value).replace(/[\u2028\u2029\x7f]/g, escaped);
  const count = (quote: string): number => value.split(quote).length;
  if (count('"') <= count("'")) return double;
  // A backslash takes the letter after it along, so that `\\"` (a backslash, a quote) is read as it was written.
  const inner = double.slice(1, -1).replace(/\\.|'/g, (part) => ({ '\\"': '"', "'": "\\'" })[part] ?? part);
  return `'${inner}'`;
};

const escaped = (letter: string): string => `\\u${letter.charCodeAt(0).toString(16).padStart(4, '0')}`;

/** `0.0001` reads as `1e-4`; thousands keep their digits together. */
const number = (value: number): string => {
  if (!Number.isFinite(value)) throw new Error(`no Python literal for ${value}`);
  const text = String(value);
  return Math.abs(value) > 0 && Math.abs(value) < 0.001 ? value.toExponential() : text;
};

/** Columns that a text takes: two for the wide letters of East Asia, as ruff counts them. */
const columns = (text: string): number =>
  ascii.test(text) ? text.length : Array.from(text).length + (text.match(wide)?.length ?? 0);

const wide =
  /[\u1100-\u115f\u2e80-\ua4cf\uac00-\ud7a3\uf900-\ufaff\ufe30-\ufe6f\uff00-\uff60\uffe0-\uffe6]|[\u{1f300}-\u{1faff}\u{20000}-\u{3fffd}]/gu;

/** `name = value` in the lines that ruff makes of it: whole where it fits, else one item a line. */
export const assignment = (name: string, value: PythonValue, width = 110): string =>
  `${name} = ${spread(value, { indent: '', before: `${name} = `, width })}`;

type Place = { readonly indent: string; readonly before: string; readonly width: number };

const spread = (value: PythonValue, { indent, before, width }: Place): string => {
  const line = py(value);
  const items = itemsOf(value);
  // A comma follows wherever the line is an item of another.
  const after = indent === '' ? 0 : 1;
  if (items.length === 0 || columns(indent + before + line) + after <= width) return line;
  const inner = `${indent}    `;
  const lines = items.map(([key, item]) => `${inner}${key}${spread(item, { indent: inner, before: key, width })},\n`);
  const [open, close] = Array.isArray(value) ? '[]' : '{}';
  return `${open}\n${lines.join('')}${indent}${close}`;
};

/** What a list or dictionary holds, each with what stands before it. */
const itemsOf = (value: PythonValue): readonly (readonly [string, PythonValue])[] => {
  if (Array.isArray(value)) return value.map((item: PythonValue) => ['', item] as const);
  if (typeof value !== 'object' || value === null) return [];
  return Object.entries(value).map(([key, item]) => [`${py(key)}: `, item] as const);
};
