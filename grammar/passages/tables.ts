import { shown } from '../problem.ts';
import { asText, isWritten } from './cogx.ts';
import { assigned, type Entry, type Found, passageOf, type TextLine } from './passage.ts';

const header = /^(?:\[\[(?=.*\]\]$)|\[(?!.*\]\]$))[ \t]*([A-Za-z_"'][\w."' -]*?)[ \t]*\]\]?$/;
const entry = /^("[^"]*"|[A-Za-z_][\w.-]*)[ \t]*=[ \t]*(.*)$/s;

/** TOML or an INI file: tables with their names in brackets, and what stands in them. */
export const tablesAt = (lines: readonly TextLine[], index: number): Found | undefined => {
  const first = lines[index] as TextLine;
  if (first.isInList || !header.test(first.written)) return undefined;
  let next = index;
  for (let depth = 0; next < lines.length; next += 1) {
    const { written, depth: more, lowest } = lines[next] as TextLine;
    const isHere = depth > 0 || header.test(written) || (entry.test(written) && !/=[ \t]*\{$/.test(written));
    if (!isHere || depth + lowest < 0) break;
    depth += more;
  }
  const name = header.exec(first.written)?.[1] ?? '';
  const said = lines
    .slice(index, next)
    .map(entryOf)
    .find((each) => each !== undefined);
  const line = said ? assigned(said) : '…';
  return passageOf(lines, [startOf(lines, index, next), next], {
    language: 'TOML',
    help: `Write a table as a block: \`${shown(name.split('.').join(' { '))} { ${line}${' }'.repeat(name.split('.').length)}\`.`,
    entry: said,
  });
};

/** In a file that is nothing but TOML, what stands above its first table is TOML too. */
const startOf = (lines: readonly TextLine[], index: number, next: number): number =>
  next === lines.length && lines.slice(0, index).every(({ written }) => entry.test(written)) ? 0 : index;

const entryOf = ({ written }: TextLine): Entry | undefined => {
  const [, name = '', value = ''] = entry.exec(written) ?? [];
  const own = asText(value);
  return own !== undefined && isWritten(own) ? { name: name.replaceAll('"', ''), value: own } : undefined;
};
