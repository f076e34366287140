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
