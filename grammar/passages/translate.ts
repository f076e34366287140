import type { Mend } from '../problem.ts';
import { asText, isWritten } from './cogx.ts';
import { entry, entryOf, headOf, isOpen, unquoted } from './pairs.ts';
import { rewritten, type TextLine } from './passage.ts';

// A passage as blocks and properties, line by line, so that comments between the lines stay. Its words are not changed.

/** YAML, whose blocks are told by their indentation. */
export const asBlocks = (lines: readonly TextLine[]): Mend | undefined => {
  const open: { readonly indentation: number; readonly mark: string }[] = [];
  const isFlat = lines.every(({ written }) => !isOpen(written));
  return rewritten(lines, isFlat ? 'safe' : 'unsafe', (line, index) => {
    const next = lines[index + 1];
    const own = opened(line, next) ?? ownValue(line);
    if (own === undefined) return undefined;
    const mark = own.endsWith('[') ? ']' : own.endsWith('{') ? '}' : undefined;
    if (mark) open.push({ indentation: line.indentation, mark });
    let closed = '';
    while (open.length > 0 && isOver(open.at(-1) as (typeof open)[number], next)) {
      const last = open.pop() as (typeof open)[number];
      closed += `\n${' '.repeat(last.indentation)}${last.mark}`;
    }
    return own + closed;
  });
};

const isOver = ({ indentation, mark }: { indentation: number; mark: string }, next: TextLine | undefined): boolean => {
  if (!next || next.indentation < indentation) return true;
  return next.indentation === indentation && !(mark === ']' && next.written.startsWith('-'));
};

/** `train:` with deeper lines below it, `prompts:` with dashes. */
const opened = ({ written, indentation }: TextLine, next: TextLine | undefined): string | undefined => {
  const head = headOf(written);
  if (head && next && next.indentation > indentation) return `${head} {`;
  const [, name = '', value] = entry.exec(written) ?? [];
  if (value === undefined || value.trim() !== '' || !next || written.startsWith('-')) return undefined;
  if (/^-[ \t]/.test(next.written)) return `${unquoted(name)} = [`;
  return next.indentation > indentation ? `${unquoted(name)} {` : undefined;
};

/** `rank: 128`, `- a bird` */
const ownValue = (line: TextLine): string | undefined => {
  const { written } = line;
  if (entry.test(written)) {
    const said = written.startsWith('-') ? undefined : entryOf(line);
    return said && `${said.name} = ${said.value}`;
  }
  return /^-[ \t]/.test(written) ? asText(written.slice(1).trim()) : undefined;
};

/** JSON, whose braces are there. */
export const asBraces = (lines: readonly TextLine[]): Mend | undefined => {
  const isWhole = lines[0]?.written === '{';
  return rewritten(lines, 'unsafe', (line, index) => {
    const { written } = line;
    const [, name = '', value = ''] = entry.exec(written) ?? [];
    if (isWhole && (index === 0 || index === lines.length - 1)) return '';
    if (/^[\]}],?$/.test(written)) return written.charAt(0);
    if (name === '') return isWritten(written.replace(/,$/, '')) ? written.replace(/,$/, '') : undefined;
    if (/^[{[]$/.test(value)) return `${unquoted(name)} ${value === '{' ? '{' : '= ['}`;
    const said = entryOf(line);
    return said && `${said.name} = ${said.value}`;
  });
};
