import type { Forecast } from '../../forecast/document.ts';

/** How something stands: fine, close to a bound, over it, or not known. */
export type Stand = Forecast['verdict'][number]['stand'];

/** A mark, its word and its colour: colour alone says nothing. */
export const marks: Readonly<Record<Stand, { readonly mark: string; readonly word: string; readonly kind: string }>> = {
  good: { mark: '✓', word: 'fine', kind: 'good' },
  low: { mark: '!', word: 'close', kind: 'low' },
  bad: { mark: '✗', word: 'too much', kind: 'bad' },
  unknown: { mark: '?', word: 'not known', kind: 'rest' },
};
