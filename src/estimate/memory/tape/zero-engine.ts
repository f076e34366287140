import { held } from '../moments.ts';
import { dropGradient } from './backward.ts';
import { type Driven, dropAll, type Engine, hold, together, total } from './engines.ts';
import { full, half } from './operators.ts';
import { make, making, type Parameter, release, type Tensor, tidy } from './tape.ts';

/** ZeRO-1 and 2: weights whole, optimizer (and gradients) in shares. */
export const zeroEngine = (driven: Driven): Engine => {
  const { tape, sharding } = driven;
  const { overlap, bucket, offload, kind } = sharding;
  const gradients: Tensor[] = [];
  const buckets: Tensor[] = [];
  const mine = shareOf(driven);
  const empty = (kept: Tensor[]): void => {
    for (const tensor of kept.splice(0)) release(tape, tensor);
  };
  return {
    resident: () => {
      resident(driven);
    },
    hooks: {
      // ZeRO-1 keeps all gradients until the step; ZeRO-2 those of this rank's share, in half precision.
      whenReady: (parameter) => {
        if (kind === 'zero1') return;
        if (offload === 'none' && mine.has(parameter))
          making(tape, 'gradients', () => gradients.push(hold(tape, parameter.count, sharding.sum_size)));
        dropGradient(tape, parameter);
      },
    },
    beforeStep: () =>
      making(tape, 'buckets', () => {
        for (let each = 0; each < (overlap ? 2 : 1); each++) buckets.push(hold(tape, bucket, half));
      }),
    step: () => {
      empty(buckets);
      making(tape, 'workspace', () => {
        step(driven, () => empty(gradients));
      });
      dropAll(driven);
    },
  };
};

/** The parameters of one rank's share. */
const shareOf = (driven: Driven): ReadonlySet<Parameter> => {
  const { learning } = driven.transformer;
  const share = total(learning) / driven.sharding.ranks;
  let counted = 0;
  return new Set(
    learning.filter(({ count }) => {
      counted += count;
      return counted - count < share;
    }),
  );
};

const resident = (driven: Driven): void => {
  const { tape, transformer, sharding } = driven;
  const count = total(transformer.learning);
  const share = count / sharding.ranks;
  if (count === total(transformer.parameters)) making(tape, 'weights', () => hold(tape, count, half));
  if (sharding.offload === 'none')
    making(tape, 'optimizer', () =>
      tidy(tape, () => {
        const copy = make(tape, share, half);
        hold(tape, share, full);
        release(tape, copy);
        for (let each = 0; each < 2; each++) hold(tape, share, full);
      }),
    );
  if (sharding.overlap && sharding.ranks > 1) making(tape, 'buckets', () => hold(tape, count * held.gradients, 1));
};

/** The share of the gradients in one piece, its fp32 copy, and foreach's temporary. */
const step = (driven: Driven, emptyGradients: () => void): void => {
  const { tape, transformer, sharding } = driven;
  const share = total(transformer.learning) / sharding.ranks;
  if (sharding.offload !== 'none') {
    emptyGradients();
    if (sharding.uploads) together(tape, [[share, full]]);
    return;
  }
  tidy(tape, () => {
    const flat = make(tape, share, half);
    emptyGradients();
    make(tape, share, full);
    release(tape, flat);
    together(tape, [[share, full]]);
  });
};
