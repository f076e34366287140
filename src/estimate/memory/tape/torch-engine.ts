import { dropGradient } from './backward.ts';
import { type Driven, dropAll, type Engine, hold, type Optimizer, together } from './engines.ts';
import { making, type Parameter, type Tape, type Tensor } from './tape.ts';

/** One device, or DDP: everything is whole. */
export const torchEngine = (driven: Driven): Engine => {
  const { tape, sharding, optimizer } = driven;
  const { learning } = driven.transformer;
  const states = new Map<Parameter, readonly Tensor[]>();
  const isOnHost = optimizer.kind === 'on-host';
  return {
    resident: () => {
      // DistributedDataParallel keeps gradients a second time, in its buckets (gradient_as_bucket_view is off by default).
      if (sharding.kind === 'ddp')
        making(tape, 'buckets', () => learning.map(({ count, size }) => hold(tape, count, size)));
    },
    hooks: isOnHost ? { whenReady: (parameter) => dropGradient(tape, parameter) } : {},
    step: () => {
      if (isOnHost) return;
      making(tape, 'optimizer', () => {
        for (const each of learning) if (!states.has(each)) states.set(each, statesOf(tape, each, optimizer));
      });
      if (optimizer.foreach && optimizer.kind === 'adamw')
        making(tape, 'workspace', () => {
          together(
            tape,
            learning.map(({ count, size }) => [count, size]),
          );
        });
      dropAll(driven);
    },
  };
};

/** bitsandbytes keeps moments of tensors below 4,096 numbers in fp32; else a byte a number, and a scale for each 256. */
const statesOf = (tape: Tape, { count, size }: Parameter, { kind, states }: Optimizer): readonly Tensor[] => {
  const more = Array.from({ length: states - 2 }, () => hold(tape, count, size));
  if (kind === 'adamw') return [...more, hold(tape, count, size), hold(tape, count, size)];
  if (count < 4096) return [...more, hold(tape, count, 4), hold(tape, count, 4)];
  const scales = Math.floor(count / 256) + 1;
  return [...more, hold(tape, count, 1), hold(tape, count, 1), hold(tape, scales, 4), hold(tape, scales, 4)];
};
