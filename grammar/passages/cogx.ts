import { readQuickly } from '../quick.ts';

/** Whether a value could stand after an `=`. */
export const isWritten = (value: string): boolean => {
  const [item, ...more] = readQuickly(`x = ${value}`)?.items ?? [];
  return item?.kind === 'property' && more.length === 0;
};

const others: Readonly<Record<string, string>> = { True: 'true', False: 'false' };

/** A value of another language as cogx writes it; undefined where it is none, or many. */
export const asText = (value: string): string | undefined => {
  if (value === '' || /^([|>{&*!]|null$|None$|~$)/.test(value)) return undefined;
  const own = others[value];
  if (own !== undefined) return own;
  const list = /^\(([^()]*)\)$/.exec(value)?.[1];
  if (list !== undefined) return `[${list.replace(/,\s*$/, '')}]`;
  const inner = /^'([^'\\]*)'$/.exec(value)?.[1];
  if (inner !== undefined) return JSON.stringify(inner);
  if (isWritten(value)) return value;
  const number = value.replace(/(?<=\d)_(?=\d)/g, '');
  if (isWritten(number)) return number;
  return /["[\]{}]/.test(value) ? undefined : JSON.stringify(value);
};
