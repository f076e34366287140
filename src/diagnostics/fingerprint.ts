import type { Diagnostic } from './diagnostic.ts';
import type { Sources } from './render.ts';

/**
 * Names a finding by what is wrong, not by where: its code, the word of the plan, and the text that is underlined (of a
 * finding on no word, the line around it). So it stays when other lines come and go, and when the message's numbers follow the clips.
 * The file is not in it: it is said beside it.
 */
export const fingerprintOf = ({ code, path, place }: Diagnostic, sources: Sources): string => {
  const text = place ? (sources.get(place.file) ?? '') : '';
  const said = place ? (path === undefined ? linesAround(text, place.span) : underlined(text, place.span)) : '';
  return hash(JSON.stringify([code, path ?? null, said.trim().replace(/\s+/g, ' ')]));
};

type Part = { readonly start: number; readonly end: number };

const underlined = (text: string, { start, end }: Part): string => text.slice(start, end);

const linesAround = (text: string, { start, end }: Part): string => {
  const after = text.indexOf('\n', Math.max(end - 1, start));
  return text.slice(text.slice(0, start).lastIndexOf('\n') + 1, after === -1 ? undefined : after);
};

/** FNV-1a of 64 bits over UTF-16: enough to tell the findings of a file apart, and pure. */
const hash = (text: string): string => {
  let state = 0xcbf29ce484222325n;
  for (let index = 0; index < text.length; index++)
    state = BigInt.asUintN(64, (state ^ BigInt(text.charCodeAt(index))) * 0x100000001b3n);
  return state.toString(16).padStart(16, '0');
};
