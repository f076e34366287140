import type { IToken } from 'chevrotain';
import { readQuickly } from '../quick.ts';
import { conflictAt } from './conflict.ts';
import { dashesAt } from './dashes.ts';
import { linesOf } from './lines.ts';
import { mappingAt } from './mapping.ts';
import type { Finder, Found, Passage, TextLine } from './passage.ts';
import { pythonAt } from './python.ts';
import { shellAt } from './shell.ts';
import { tablesAt } from './tables.ts';

const finders: readonly Finder[] = [conflictAt, mappingAt, dashesAt, tablesAt, pythonAt, shellAt];

/** Passages of a text that are written in another language, in order: each is one mistake, however many lines it has. */
export const passagesIn = (text: string, tokens: readonly IToken[]): readonly Passage[] => {
  const lines = linesOf(text, tokens);
  const passages: Passage[] = [];
  for (let index = 0; index < lines.length; ) {
    const found = firstAt(lines, index);
    // `import birds`: what can be read is no mistake of writing, and its words are looked at like all others.
    const isReadable =
      found && readQuickly(text.slice(found.passage.problem.reach.start, found.passage.problem.reach.end));
    if (found && !isReadable) passages.push(found.passage);
    index = found ? found.next : index + 1;
  }
  return passages;
};

const firstAt = (lines: readonly TextLine[], index: number): Found | undefined => {
  for (const finder of finders) {
    const found = finder(lines, index);
    if (found) return found;
  }
  return undefined;
};

/** The tokens that are read: all that stand in no passage, and what a passage keeps. */
export const withoutPassages = (tokens: IToken[], passages: readonly Passage[]): IToken[] => {
  if (passages.length === 0) return tokens;
  let at = 0;
  return tokens.filter(({ startOffset }) => {
    while (startOffset >= (passages[at]?.problem.reach.end ?? Number.POSITIVE_INFINITY)) at += 1;
    const passage = passages[at];
    if (!passage || startOffset < passage.problem.reach.start) return true;
    const { keeps } = passage;
    return keeps !== undefined && keeps.start <= startOffset && startOffset < keeps.end;
  });
};
