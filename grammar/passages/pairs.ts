import { asText, isWritten } from './cogx.ts';
import type { Entry, TextLine } from './passage.ts';

/** `- path: data/a`, `"name": "birds",`, `rank: 128`; not `lr: float = 1e-4`. */
export const entry =
  /^(?:- +)?("[^"\\]*"|'[^'\\]*'|[A-Za-z_][\w.-]*)[ \t]*:(?=[ \t]|$)(?!\s*[\w.[\], |]+\s=)[ \t]*(.*)$/s;

/** `dataset birds:`, and not Python's `class Birds:` */
const labelled =
  /^(?!(?:class|def|if|elif|for|while|with|async|except)\b)([A-Za-z_]\w*)[ \t]+("[^"\\]*"|[A-Za-z_][\w.-]*)[ \t]*:$/;

/** A name and a label, before the block that they head. */
export const headOf = (written: string): string | undefined => {
  const [, name, label = ''] = labelled.exec(written) ?? [];
  return name && `${name} ${unquoted(label)}`;
};

/** A line of a mapping. */
export const isEntry = (written: string): boolean => entry.test(written) || labelled.test(written);

/** `prompts:`, `prompt: |` */
export const isOpen = (written: string): boolean => {
  if (labelled.test(written)) return true;
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
