/** ffmpeg's filter graphs as values, and the one place that makes text of them. */

export type Filter = {
  readonly name: string;
  /** Values by position, as in `scale=1360:768`. */
  readonly values?: readonly (string | number)[];
  readonly options?: Readonly<Record<string, string | number>>;
};

export type Chain = {
  /** Labels of what goes in: `0:V:0` is the first stream that is no cover picture. */
  readonly from: readonly string[];
  readonly filters: readonly Filter[];
  readonly to: readonly string[];
};

export const filter = (name: string, ...values: readonly (string | number)[]): Filter => ({ name, values });

export const withOptions = (name: string, options: Readonly<Record<string, string | number>>): Filter => ({
  name,
  options,
});

/** `[0:V:0]scale=1360:768,setsar=1[w0]` */
export const printGraph = (chains: readonly Chain[]): string => chains.map(printChain).join(';');

const printChain = ({ from, filters, to }: Chain): string =>
  `${from.map(label).join('')}${filters.map(printFilter).join(',')}${to.map(label).join('')}`;

const label = (name: string): string => `[${name}]`;

const printFilter = ({ name, values = [], options = {} }: Filter): string => {
  const pairs = Object.entries(options).map(([key, value]) => `${key}=${quoted(value)}`);
  const all = [...values.map(quoted), ...pairs].join(':');
  return all === '' ? name : `${name}=${all}`;
};

/** Expressions hold commas and are quoted; what would need a second level of escapes is never made here. */
const quoted = (value: string | number): string => {
  if (typeof value === 'number') return String(value);
  if (/['\\:\n]/.test(value)) throw new Error(`a filter's value is too wild: ${value}`);
  return /[,;[\]= ]/.test(value) ? `'${value}'` : value;
};
