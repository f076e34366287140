import { asText, isWritten } from './cogx.ts';
import { type Found, isShort, passageOf, rewritten, type TextLine } from './passage.ts';

const dash = /^-[ \t]+(.*)$/s;

/** A list whose values have dashes before them, below its name or without one. */
export const dashesAt = (lines: readonly TextLine[], index: number): Found | undefined => {
  const first = lines[index] as TextLine;
  const [, name] = /^("[^"\\]+"|[A-Za-z_][\w.-]*)[ \t]*[=:]?[ \t]*\[?$/.exec(first.written) ?? [];
  const isList = first.written.endsWith('[');
  const from = name === undefined ? index : index + 1;
  let next = from;
  while (dash.test(lines[next]?.written ?? '') && lines[next]?.depth === 0) next += 1;
  if (next === from) return undefined;
  if (isList && lines[next]?.written === ']') next += 1;
  else if (isList) return undefined;
  const values = lines.slice(from, next).flatMap(({ written }) => {
    const said = dash.exec(written)?.[1];
    return said === undefined ? [] : [asText(said.replace(/,$/, '').trim())];
  });
  const list = values.every((value) => value !== undefined) ? `[${values.join(', ')}]` : undefined;
  const isSaid = list !== undefined && isWritten(list);
  const [one = '1'] = values;
  const short = isSaid && isShort(list) ? list : isShort(one) ? `[${one}, …]` : '[…]';
  return passageOf(lines, [index, next], {
    language: 'a list with dashes',
    help: `Write \`${name ?? 'name'} = ${short}\`.`,
    mend: name === undefined ? undefined : mendOf(lines.slice(index, next), name),
    ...(isSaid && name !== undefined ? { entry: { name: name.replaceAll('"', ''), value: list } } : {}),
  });
};

const mendOf = (lines: readonly TextLine[], name: string) =>
  rewritten(lines, 'safe', ({ written, indentation }, index) => {
    if (index === 0) return `${name} = [`;
    const said = dash.exec(written)?.[1];
    const value = said === undefined ? undefined : asText(said.replace(/,$/, '').trim());
    const isLast = index === lines.length - 1;
    if (value === undefined) return isLast ? ']' : undefined;
    return isLast ? `${value}\n${' '.repeat(Math.min(indentation, lines[0]?.indentation ?? 0))}]` : value;
  });
