import type { Block, Property } from '../../grammar/ast.ts';
import type { Diagnostic } from '../diagnostics/diagnostic.ts';
import { labelProblem, problemsOfBlock, problemsOfProperty } from './read-problems.ts';
import type { Structure } from './structure.ts';

/** Most words are sound at a glance: only of the others is it asked what is wrong with them, if anything is. */

export const wrongProperty = (file: string, item: Property, structure: Structure): Diagnostic | undefined => {
  const isSound = (structure.kind === 'value' || structure.kind === 'choice') && !item.label;
  return isSound ? undefined : problemsOfProperty(file, item, structure);
};

export const wrongBlock = (file: string, item: Block, structure: Structure): Diagnostic | undefined => {
  const isSound =
    structure.kind === 'choice' ||
    (structure.kind !== 'value' && (structure.kind === 'collection') === (item.label !== undefined));
  return isSound ? undefined : problemsOfBlock(file, item, structure);
};

/** A label that the choice does not have. */
export const unknownLabel = (
  file: string,
  item: Block | Property,
  labels: readonly string[],
): Diagnostic | undefined => {
  const label = item.kind === 'block' ? item.label : item.value;
  const isSound = label !== undefined && 'text' in label && labels.includes(label.text);
  return isSound ? undefined : labelProblem(file, item, labels);
};
