import type { Item, Span } from '../../grammar/ast.ts';
import type { Diagnostic } from '../diagnostics/diagnostic.ts';

/** The later one would win, in silence. */
export const definedTwice = (file: string, items: readonly Item[]): readonly Diagnostic[] => {
  const seen = new Map<string, Span>();
  return items.flatMap((item) => {
    if (item.kind !== 'definition' || !item.name) return [];
    const { text, span } = item.name;
    const first = seen.get(text);
    if (!first) seen.set(text, span);
    if (!first) return [];
    return [
      {
        code: 'word-twice',
        severity: 'error',
        message: `${text} is defined here a second time.`,
        help: 'Keep one of them.',
        place: { file, span },
        related: [{ place: { file, span: first }, message: 'the first one' }],
      },
    ];
  });
};
