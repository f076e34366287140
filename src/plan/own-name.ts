import type { Place } from '../diagnostics/diagnostic.ts';
import type { Manuscript } from './place-fix.ts';

/** `lr = 1e-4` at the top, and `learning_rate = lr`: a value of one's own has a keyword before it, and a `$` where it is used. */
export const ownName = (
  written: string,
  place: Place | undefined,
  { trees }: Pick<Manuscript, 'trees'>,
): string | undefined => {
  const items = place && /^[A-Za-z_]\w*$/.test(written) ? trees.get(place.file)?.tree.items : undefined;
  const isNamed = items?.some((item) => item.kind === 'property' && item.name.text === written);
  return isNamed ? `Write let ${written} = … where it is named, and $${written} here.` : undefined;
};
