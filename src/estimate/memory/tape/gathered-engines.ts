import { held } from '../moments.ts';
import { dropGradient } from './backward.ts';
import { type Driven, type Engine, gathering, hold, together, total } from './engines.ts';
import { full, half } from './operators.ts';
import { making, release, type Tensor } from './tape.ts';

/** ZeRO-3: all in shares; blocks are gathered as they run. */
export const zero3Engine = (driven: Driven): Engine => {
  const { tape, transformer, sharding } = driven;
  const { ranks, overlap, bucket, offload, live, prefetched } = sharding;
  const [all, count] = [total(transformer.parameters), total(transformer.learning)];
  const share = count / ranks;
  return {
    resident: () => {
      if (offload !== 'all') making(tape, 'weights', () => hold(tape, all / ranks, half));
      if (offload === 'none') {
        making(tape, 'optimizer', () => [1, 2, 3].map(() => hold(tape, share, full)));
        making(tape, 'gradients', () => hold(tape, share, sharding.sum_size));
      }
      making(tape, 'buckets', () => {
        for (const each of [bucket, Math.min(all, live), Math.min(all, prefetched)]) hold(tape, each, half);
        if (overlap && ranks > 1) hold(tape, count * held.gathered, 1);
      });
    },
    hooks: { ...gathering(tape), whenReady: (parameter) => dropGradient(tape, parameter) },
    step: () => {
      const temporary = [share, full] as const;
      if (offload === 'none') making(tape, 'workspace', () => together(tape, [temporary, temporary]));
    },
  };
};

/** FSDP: states in the precision of the shards; two units gathered at most, and a few gradients on their way. */
export const fsdpEngine = (driven: Driven): Engine => {
  const { tape, transformer, sharding } = driven;
  const { ranks, second } = sharding;
  const [all, count] = [total(transformer.parameters), total(transformer.learning)];
  const isHere = sharding.offload === 'none';
  const share = count / ranks;
  const size = second ? full : half;
  const leaving: (Tensor | undefined)[] = [];
  const leave = (many: number): void => {
    for (const gradient of leaving.splice(0, many)) release(tape, gradient);
  };
  return {
    resident: () => {
      if (isHere) making(tape, 'weights', () => [hold(tape, (all - count) / ranks, half), hold(tape, share, size)]);
      if (isHere) making(tape, 'optimizer', () => [1, 2].map(() => hold(tape, share, size)));
      if (second) making(tape, 'gradients', () => keepGradients(driven, share));
      making(tape, 'buckets', () => {
        hold(tape, all - transformer.blocks.reduce((sum, { parameters }) => sum + total(parameters), 0), half);
        if (!second) hold(tape, count * held.fsdp, 1);
      });
    },
    hooks: {
      ...gathering(tape),
      whenReady: (parameter) => {
        leaving.push(parameter.gradient);
        parameter.gradient = undefined;
        if (leaving.length > 40) leave(20);
      },
    },
    step: () => {
      leave(leaving.length);
      const temporary = [share, size] as const;
      // Of the first, the shards of the gradients are the second one.
      if (isHere) making(tape, 'workspace', () => together(tape, second ? [temporary] : [temporary, temporary]));
    },
  };
};

/** Shards of the gradients; while batches are added up they are whole, and go to the other GPUs with the last one. */
const keepGradients = ({ tape, sharding }: Driven, share: number): void => {
  if (sharding.offload === 'none') hold(tape, share, full);
  if (sharding.sum_size > 0) hold(tape, share * sharding.ranks, sharding.sum_size);
};
