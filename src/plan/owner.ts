import type { Block, Property } from '../../grammar/ast.ts';
import { near } from '../diagnostics/suggest.ts';
import type { Path } from './path.ts';
import { type Labels, structureOf, typeAt, type Words } from './structure.ts';

/** Words with which other languages take in a file. */
const uses = new Set(['import', 'include', 'extends', 'source', 'require']);

/** How others say which choice it is. */
const selectors = new Set(['type', 'kind', 'name', 'class', '_target_', 'optimizer_type', 'lr_scheduler_type']);

/** `optimizer { type = adamw }`: the name of a choice stands before its block. */
export const labelOf = (item: Block | Property, path: Path): string | undefined => {
  const type = typeAt(path);
  if (item.kind !== 'property' || !selectors.has(item.name.text) || !type) return undefined;
  const structure = structureOf(type);
  const value = item.value;
  if (structure.kind !== 'choice' || (value?.kind !== 'word' && value?.kind !== 'text')) return undefined;
  const label = near(value.text, Object.keys(structure.labels))?.word ?? 'NAME';
  return `Write it before the brace: ${path.at(-1)} ${label} { … }`;
};

/** `lora { … }` for `adapter lora { … }`; a word of the block's own choice, but of another label. */
export const ownerOf = (word: string, words: Words, path: Path): string | undefined => {
  if (uses.has(word) && path.length === 0) return 'Write use "file.cogx" to take in another file.';
  const labelsOf = (type: Words[string] | undefined): Labels => {
    const structure = type && structureOf(type);
    return structure?.kind === 'choice' ? structure.labels : {};
  };
  const choice = Object.keys(words).find((name) => Object.hasOwn(labelsOf(words[name]), word));
  if (choice) return `Write ${choice} ${word} { … }`;
  const labels = Object.entries(labelsOf(typeAt(path)));
  const owners = labels.filter(([, inner]) => Object.hasOwn(inner, word)).map(([label]) => label);
  return owners.length === 0
    ? undefined
    : `It is a word of ${path.at(-1)} ${owners.join(', ')}: write that, or take it out.`;
};
