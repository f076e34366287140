/** What 0, or less, means elsewhere, and what says it here: by the path of the word. */
const saidHere: Readonly<Record<string, string>> = {
  seed: 'Write any whole number from 0 up: there is no random seed, so that a run can be made again.',
  'dataset.NAME.repeats': 'Write repeats = 1: the training sees all samples again until its length is reached.',
  'train.max_grad_norm': 'To clip nothing, write a norm that no gradient has: max_grad_norm = 1000',
  'train.batch_per_gpu': 'Write batch_per_gpu = 1, the least there is.',
  'train.accumulate': 'Write accumulate = 1, which adds nothing up.',
  'train.checkpoint.keep': 'Write keep = 1 to keep the newest alone, or keep = 1000 to keep them all.',
  'train.checkpoint.every': 'Write a long time, such as every = 24 h: the run is saved at its end in any case.',
  'train.validate.every': 'Take it out: videos are then made at the end only.',
  'train.validate.guidance': 'Write guidance = 1 for videos without guidance.',
  'train.optimizer.learning_rate': 'Take it out for the rate that fits, or write one such as 1e-4.',
  'train.adapter.rank': 'Write adapter = none to train all weights, or a rank such as 128.',
};

/** The way out where an author writes 0 or -1 for none, for all or for whatever; and `auto`, as for accelerate. */
export const insteadOfNothing = (path: string, written: string): string | undefined => {
  if (path.startsWith('deepspeed.') && /^"?auto"?$/.test(written)) return 'Take it out: cogx says a number that fits.';
  const word = path.replace(/^(dataset)\..*\.(\w+)$/, '$1.NAME.$2');
  return /^"?(-\d|0+(\.0+)?\b)/.test(written) && Object.hasOwn(saidHere, word) ? saidHere[word] : undefined;
};
