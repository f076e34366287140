import { asText, isWritten } from './cogx.ts';
import { assigned, type Entry, type Found, isShort, passageOf, type TextLine } from './passage.ts';

const start =
  /^(from [\w.]+ import .|import [A-Za-z_][\w.]*( as \w+)?$|(async )?def \w+\s*\(|class \w+.*:$|@\w[\w.]*(\(.*\))?$|(if|elif|for|while|with|else|try)\b.*:$|print\()/;
/** `config.rank = 64`, `model = load("x")`, `lr: float = 1e-4` */
const call = /^[A-Za-z_][\w.]*\(|=[ \t]*[A-Za-z_][\w.]*\(/;
const entry = /^([A-Za-z_]\w*)(?:[ \t]*:[ \t]*[\w[\], |.]+)?[ \t]*=[ \t]*(.*)$/s;
const typed = /^[A-Za-z_]\w*[ \t]*:[ \t]*[A-Za-z_][\w[\], |.]*[ \t]*=[ \t]*./;

/** Python: what only it has, and what belongs to that. */
export const pythonAt = (lines: readonly TextLine[], index: number): Found | undefined => {
  const { written } = lines[index] as TextLine;
  if (!start.test(written) && !call.test(written) && !typed.test(written)) return undefined;
  const next = endOf(lines, index);
  const said = lines
    .slice(index, next)
    .map(entryOf)
    .find((each) => each !== undefined);
  return passageOf(lines, [index, next], {
    language: 'Python',
    help:
      asBlock(lines.slice(index, next)) ??
      (said ? `Write \`${assigned(said)}\`.` : 'Write the values themselves: nothing is called in a file.'),
    entry: said,
  });
};

/** `optimizer = AdamW(lr=1e-4)`: a call with names says what a block says. */
const asBlock = (lines: readonly TextLine[]): string | undefined => {
  const pattern = /([A-Za-z_]\w*)[ \t]*=[ \t]*([A-Za-z_][\w.]*)\(((?:[ \t]*\w+[ \t]*=[ \t]*[^(),=]+,?)+)\)/;
  const [, name = '', called = '', said] = pattern.exec(lines[0]?.written ?? '') ?? [];
  if (said === undefined) return undefined;
  const words = said.split(',').map((each) => each.trim().replace(/[ \t]*=[ \t]*/, ' = '));
  const block = `${name} ${called.split('.').at(-1)} { ${words.filter((each) => each !== '').join(', ')} }`;
  return `Write a block, with words of its own: \`${isShort(block) ? block : `${name} NAME { … }`}\`.`;
};

const endOf = (lines: readonly TextLine[], index: number): number => {
  const { indentation } = lines[index] as TextLine;
  const isWhole = start.test(lines[index]?.written ?? '');
  let depth = 0;
  let at = index;
  for (; at < lines.length; at += 1) {
    const { written, depth: more, lowest, indentation: own } = lines[at] as TextLine;
    const isInside = isWhole && own > indentation && !/\{$|^\}/.test(written);
    const isOwn = start.test(written) || call.test(written) || typed.test(written);
    const isHere = depth > 0 || isInside || isOwn;
    const isPlain = isWhole && entry.test(written) && !/=[ \t]*\{$/.test(written);
    if (!(isHere || isPlain) || depth + lowest < 0) break;
    depth += more;
  }
  return Math.max(at, index + 1);
};

const entryOf = ({ written }: TextLine): Entry | undefined => {
  const [, name = '', value = ''] = entry.exec(written) ?? [];
  const own = name === '' || call.test(written) ? undefined : asText(value);
  return own !== undefined && isWritten(own) ? { name, value: own } : undefined;
};
