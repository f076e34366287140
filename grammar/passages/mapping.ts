import { shown } from '../problem.ts';
import { entry, entryOf, headOf, isEntry, isOpen, unquoted } from './pairs.ts';
import { assigned, type Found, passageOf, type TextLine } from './passage.ts';
import { asBlocks, asBraces } from './translate.ts';

/** Fewer lines are slips of a person who writes cogx, and each is told where it is. */
const fewest = 3;

/** YAML or JSON: names and values with colons, and what stands below them. */
export const mappingAt = (lines: readonly TextLine[], index: number): Found | undefined => {
  const first = lines[index] as TextLine;
  const isWhole = first.written === '{' && isEntry(lines[index + 1]?.written ?? '');
  if (!isWhole && !isEntry(first.written) && first.written !== '---') return undefined;
  const next = endOf(lines, index);
  const run = lines.slice(index, next);
  const entries = run.filter(({ written }) => isEntry(written));
  const isNested = run.some((line, at) => isOpen(line.written) && (run[at + 1]?.indentation ?? 0) > line.indentation);
  if (entries.length < (isWhole ? 1 : isNested ? 2 : fewest)) return undefined;
  const isJson = isWhole || entries.filter(({ written }) => written.startsWith('"')).length * 2 > entries.length;
  const said = entries.map(entryOf).find((each) => each !== undefined);
  const line = said ? `\`${assigned(said)}\`` : '`name = value`';
  const block = run.map(blockOf).find((name) => name !== undefined);
  return passageOf(lines, [index, next], {
    language: isJson ? 'JSON' : 'YAML',
    help: `Write ${line} for the first of them${block ? `, and a block as \`${shown(block)} { … }\`` : ''}.`,
    entry: said,
    mend: run.some(({ depth }) => depth !== 0) ? asBraces(run) : asBlocks(run),
  });
};

/** The index after the last line that belongs to a mapping. */
const endOf = (lines: readonly TextLine[], index: number): number => {
  let depth = 0;
  let next = index;
  let above: TextLine | undefined;
  for (let at = index; at < lines.length; at += 1) {
    const line = lines[at] as TextLine;
    const isHere = depth > 0 || isEntry(line.written) || (at === index && /^(\{|---)$/.test(line.written));
    if (!isHere && !belongs(line, above)) break;
    if (depth + line.lowest < 0) break;
    depth += line.depth;
    if (depth === 0) next = at + 1;
    if (isOpen(line.written) || !above) above = line;
  }
  return depth > 0 && next === index ? lines.length : next;
};

/** What stands deeper than a name without a value, or is one of a list below it. */
const belongs = (line: TextLine, above: TextLine | undefined): boolean => {
  if (!above || !isOpen(above.written)) return false;
  const isDash = /^-([ \t]|$)/.test(line.written);
  if (isDash) return line.indentation >= above.indentation;
  return line.indentation > above.indentation && !/^[\w.-]+[ \t]*=|^\}|\{$/.test(line.written);
};

const blockOf = ({ written }: TextLine): string | undefined => {
  const head = headOf(written);
  if (head) return head;
  const [, name = '', value] = entry.exec(written) ?? [];
  return value !== undefined && (value.trim() === '' || value.trim() === '{') ? unquoted(name) : undefined;
};
