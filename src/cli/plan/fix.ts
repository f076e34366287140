import type { CheckInput } from '../../check.ts';
import type { Fitting } from '../../forecast/fit.ts';
import { written } from '../../forecast/write.ts';
import { exit, tell } from '../command.ts';
import { isUtf8, replace } from '../disk/replace.ts';

/** Writes the fastest of what fits into the file; nothing where the file fits as it is. */
export const fixFitting = (file: string, input: CheckInput, fits: readonly Fitting[]): number => {
  const [best] = fits;
  if (!best) {
    tell('error: Nothing that keeps the global batch fits these GPUs.');
    tell('help: Train a LoRA, fewer frames or a smaller size, or use GPUs with more memory.');
    return exit.failed;
  }
  if (best.wishes.length === 0) {
    tell(`${file} fits as it is, and nothing that fits is faster.`);
    return exit.fine;
  }
  const text = isUtf8(file) ? written(input, best.wishes) : undefined;
  const words = best.proposal.set.map(({ path, text: value }) => `${path} = ${value}`);
  if (text === undefined) {
    tell(`error: ${file} says these in a way that cogx does not rewrite.`);
    tell(`help: Write ${words.join(', ')}.`);
    return exit.failed;
  }
  replace([{ path: file, text }]);
  for (const each of words) tell(`fixed: ${file}: ${each}`);
  return exit.fine;
};
