import type { Property, Value } from '../../grammar/ast.ts';
import type { Diagnostic } from '../diagnostics/diagnostic.ts';
import { fixOf } from '../diagnostics/fix.ts';
import { type Path, printPath } from './path.ts';
import type { ValueReader } from './read-value.ts';
import { bare, type Words } from './structure.ts';
import { kinds } from './values.ts';
import { words } from './word.ts';

/** What other languages write where there is nothing; in quotes it is a text like any other. */
const nothing = /^(none|null|nil|undefined|no|off|false)$/i;

/** `resume = None`: where any text would do, a word for nothing would be taken for one. */
export const saysNothing = (
  { file, definitions }: Pick<ValueReader, 'file' | 'definitions'>,
  { name, value }: Property,
  { type, path }: { readonly type: NonNullable<Words[string]>; readonly path: Path },
): Diagnostic | undefined => {
  const kind = kinds.get(bare(type));
  const written = meant(value, definitions);
  if (!value || written?.kind !== 'word' || !kind?.takesAnyText || !nothing.test(written.text)) return undefined;
  const place = { file, span: value.span };
  const about = words.get(type);
  const isHere = written === value && !file.startsWith('--set ');
  // What is unset unless a file says it is nothing then; another default is something.
  const safety = about?.default === null ? 'safe' : 'unsafe';
  return {
    code: 'wrong-value',
    severity: 'error',
    path: printPath(path),
    message: `${name.text} takes ${kind.expects}, and ${written.text} stands for nothing.`,
    help: about
      ? `Take it out, or write ${name.text} = default (in quotes, "${written.text}" is a text).`
      : `Write ${kind.expects}.`,
    place,
    ...(about && isHere ? { fix: fixOf(safety, [{ place, text: 'default', was: written.text }]) } : {}),
  };
};

const meant = (value: Value | undefined, definitions: ValueReader['definitions']): Value | undefined =>
  value?.kind === 'reference' ? definitions.get(value.name) : value;
