import type { Fix } from '../diagnostics/diagnostic.ts';
import { near, nearest } from '../diagnostics/suggest.ts';
import { foreignPath } from './foreign.ts';
import { insteadOf } from './instead.ts';
import { ownerOf } from './owner.ts';
import { type Path, printPath } from './path.ts';
import { everyPath, homesOf, type Words } from './structure.ts';

/** What an author meant with a word that does not stand where it was written. */

/** Where that is: its path, and the words that stand there. */
export type Here = { readonly words: Words; readonly path: Path };

export const list = (words: Iterable<string>): string => [...words].join(', ');

/** `word` is the one that was meant, where it stands in the same block. */
type Meant = { readonly help: string; readonly word?: string; readonly safety?: Fix['safety'] };

/** Where the word belongs, what it is called here, or what is spelt like it. */
export const meant = (word: string, { words, path }: Here): Meant => {
  const foreign = foreignPath(word, path)?.join('.');
  const home = homesOf(word)[0];
  const owner = ownerOf(word, words, path);
  const instead = home && path[0] !== 'deepspeed' ? undefined : insteadOf(word, path);
  if (owner || instead !== undefined) return { help: owner ?? instead ?? '' };
  const isCalledSo = foreign?.startsWith(`${printPath(path)}.`);
  const here = near(word, Object.keys(words));
  // One letter from a word of this block is likelier a slip than a word of another; but it may be either.
  if (home && here?.safety === 'safe') return { help: `Did you mean ${here.word}?`, word: here.word, safety: 'unsafe' };
  if (home && !isCalledSo) return { help: `Move it to ${printPath(home.slice(0, -1)) || 'the top level'}.` };
  if (foreign) {
    const own = foreign.split('.').at(-1) ?? '';
    return { help: `It is called ${foreign} here.`, ...(isCalledSo && Object.hasOwn(words, own) ? { word: own } : {}) };
  }
  if (here) return { help: `Did you mean ${here.word}?`, ...here };
  // A path that stands where a word belongs is near to none.
  const elsewhere = /^\w+$/.test(word) ? homesOf(nearest(word, everyWord())).map(printPath)[0] : undefined;
  if (elsewhere) return { help: `Did you mean ${elsewhere}?` };
  if (path[0] === 'deepspeed') return { help: 'Take it out: cogx hands no such setting on to DeepSpeed.' };
  const all = Object.keys(words);
  if (all.length > most && path.length > 0)
    return { help: `Take it out: none of the ${all.length} words of ${printPath(path)} is like it.` };
  return { help: `Words that stand here: ${list(all)}.` };
};

/** Words that a sentence can hold. */
const most = 12;

let every: ReadonlySet<string> | undefined;

const everyWord = (): ReadonlySet<string> => {
  every ??= new Set(everyPath().map((path) => path.at(-1) ?? ''));
  return every;
};

/** The word of this block that an unknown one was meant to be: what it says of it is told with it. */
export const meantHere = (word: string, { words, path }: Here): string | undefined => {
  const foreign = foreignPath(word, path);
  const own = foreign?.at(-1);
  const isHere = own !== undefined && printPath(foreign?.slice(0, -1) ?? []) === printPath(path);
  return isHere ? own : near(word, Object.keys(words))?.word;
};
