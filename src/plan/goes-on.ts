import type { Item, Property } from '../../grammar/ast.ts';
import type { Diagnostic } from '../diagnostics/diagnostic.ts';
import { fixOf } from '../diagnostics/fix.ts';
import { foreignPath } from './foreign.ts';
import { type Path, printPath } from './path.ts';

/** What other trainers write where they ask to go on from the newest checkpoint. */
export const newest = /^(true|yes|latest|newest|last|auto|1)$/i;

const itself = 'Take it out: a run of the same name goes on from its newest checkpoint by itself.';

/** `resume_from_checkpoint = latest` */
export const resumesAnyway = (item: Item, block: Path): string | undefined => {
  if (item.kind !== 'property' || foreignPath(item.name.text, block)?.join('.') !== 'train.resume') return undefined;
  return item.value && 'text' in item.value && newest.test(item.value.text) ? itself : undefined;
};

/** `resume = latest`: a run of the same name goes on from its newest checkpoint whenever it is started. */
export const goesOn = (file: string, { value }: Property, path: Path): Diagnostic | undefined => {
  if (path.at(-1) !== 'resume' || printPath(path) !== 'train.resume' || !value) return undefined;
  const said = value.kind === 'word' || value.kind === 'text' ? value.text : undefined;
  if (said === undefined || !newest.test(said)) return undefined;
  const place = { file, span: value.span };
  return {
    code: 'wrong-value',
    severity: 'error',
    path: 'train.resume',
    message: `resume names a checkpoint or another run, and ${said} is neither.`,
    help: itself,
    place,
    ...(file.startsWith('--set ')
      ? {}
      : { fix: fixOf('safe', [{ place, text: 'default', was: value.kind === 'text' ? JSON.stringify(said) : said }]) }),
  };
};
