import { asText, isWritten } from './cogx.ts';
import type { Entry, TextLine } from './passage.ts';

/** `- path: data/a`, `"name": "birds",`, `rank: 128`; not `lr: float = 1e-4`. */
export const entry =
  /^(?:- +)?("[^"\\]*"|'[^'\\]*'|[A-Za-z_][\w.-]*)[ \t]*:(?=[ \t]|$)(?!\s*[\w.[\], |]+\s=)[ \t]*(.*)$/s;

/** `prompts:`, `prompt: |` */
export const isOpen = (written: string): boolean => {
  const value = entry.exec(written)?.[2];
  return value !== undefined && /^([|>][+-]?\d*)?$/.test(value.trim());
};

/** A line that holds a name and a value, as cogx writes it. */
export const entryOf = ({ written }: TextLine): Entry | undefined => {
  const [, name = '', value = ''] = entry.exec(written) ?? [];
  const plain = value.replace(/,\s*$/, '').trim();
  const own = asText(plain);
  return own !== undefined && isWritten(own) ? { name: unquoted(name), value: own } : undefined;
};

export const unquoted = (name: string): string => name.replace(/^["']|["']$/g, '');
