import { dirname, resolve } from 'node:path';
import type { Fix } from '../../diagnostics/diagnostic.ts';
import { type Done, fix } from '../../fix.ts';
import { tell } from '../command.ts';
import { type Choices, inputOf } from '../disk/input.ts';
import { isUtf8, replace } from '../disk/replace.ts';
import { shownPath } from './shown-path.ts';

/** Mends a file, and those that it uses, and tells what was done. */
export const mend = (file: string, choices: Required<Choices>, allowed: readonly Fix['safety'][]): void => {
  const input = inputOf(file, choices);
  if (!input) return; // the check itself says why
  const pathOf = (name: string) => (name === file ? file : resolve(dirname(file), name));
  const { texts, done } = fix(input, allowed);
  const spoilt = [...texts.keys()].filter((name) => !isUtf8(pathOf(name)));
  if (spoilt.length > 0) {
    tell(`note: ${shownPath(pathOf(spoilt[0] ?? ''))} is not UTF-8, so nothing is fixed in it.`);
    return;
  }
  replace([...texts].map(([name, text]) => ({ path: pathOf(name), text })));
  for (const each of done) tell(told(each, shownPath(pathOf(each.place.file))));
};

const told = ({ code, line, says }: Done, file: string): string => `fixed: ${file}:${line}: ${says} [${code}]`;
