import { learns, record } from './graph.ts';
import { keep, make, making, type Parameter, release, type Tape, type Tensor, tidy, view } from './tape.ts';

/**
 * The operators of a transformer block, as PyTorch's eager mode runs them: what each makes, what it saves for the backward pass, and what
 * that makes. Autocast converts the inputs of matrix products and attention down and those of layer norms up
 * (torch/amp, autocast_mode.h). Shapes do not matter, only counts.
 */
export type Linear = {
  readonly inputs: number;
  readonly outputs: number;
  readonly weight: Parameter;
  readonly bias?: Parameter | undefined;
};

export type Norm = { readonly width: number; readonly weight: Parameter; readonly bias: Parameter };

/** Bytes of a number. */
export const half = 2;
export const full = 4;

export const cast = (tape: Tape, x: Tensor, size: number): Tensor =>
  x.size === size
    ? x
    : record(tape, make(tape, x.count, size), { parents: [x], backward: ([g]) => [g && make(tape, g.count, x.size)] });

const halved = (tape: Tape, x: Tensor): Tensor => (tape.isAutocast ? cast(tape, x, half) : x);

const weightOf = (tape: Tape, parameter: Parameter): Tensor => {
  if (parameter.isNarrow) return making(tape, 'workspace', () => make(tape, parameter.count, half));
  if (!tape.isAutocast || parameter.size === half) return parameter.tensor;
  if (!parameter.learns) return making(tape, 'workspace', () => make(tape, parameter.count, half));
  const known = tape.halves.get(parameter);
  if (known) return known;
  const made = keep(making(tape, 'workspace', () => cast(tape, parameter.tensor, half)));
  tape.halves.set(parameter, made);
  return made;
};

/** Runs something under autocast, or not; the halves of weights go when the outermost ends. */
export const autocast = <R>(tape: Tape, on: boolean, work: () => R): R => {
  const before = tape.isAutocast;
  tape.isAutocast = on;
  const result = work();
  tape.isAutocast = before;
  if (!tape.isAutocast) {
    for (const tensor of tape.halves.values()) release(tape, tensor);
    tape.halves.clear();
  }
  return result;
};

const throughMatrix = (tape: Tape, input: Tensor, weight: Parameter): Tensor =>
  tidy(tape, () => {
    if (weight.isNarrow) weightOf(tape, weight);
    return make(tape, input.count, input.size);
  });

/** [rows, inputs] -> [rows, outputs] */
export const linear = (tape: Tape, x: Tensor, { inputs, outputs, weight, bias }: Linear): Tensor =>
  tidy(tape, () => {
    const input = halved(tape, x);
    const matrix = weightOf(tape, weight);
    const y = make(tape, (input.count / inputs) * outputs, input.size);
    const offset = bias && weightOf(tape, bias);
    const [hasX, hasWeight] = [learns(tape, input), learns(tape, matrix)];
    return record(tape, y, {
      parents: [input, matrix, offset],
      // A matrix of few bits is kept as it is, and made half again in the backward pass.
      saves: [hasWeight ? input : undefined, hasX && !weight.isNarrow ? matrix : undefined],
      backward: () => [
        hasX ? throughMatrix(tape, input, weight) : undefined,
        hasWeight ? make(tape, weight.count, input.size) : undefined,
        bias?.learns ? make(tape, bias.count, input.size) : undefined,
      ],
    });
  });

/** Saves its input and two statistics a row. */
export const norm = (tape: Tape, x: Tensor, { width, weight, bias }: Norm): Tensor =>
  tidy(tape, () => {
    const input = tape.isAutocast ? cast(tape, x, full) : x;
    const y = make(tape, input.count, input.size);
    const statistics = make(tape, (2 * input.count) / width, full);
    return record(tape, y, {
      parents: [input, weight.tensor, bias.tensor],
      saves: [input, statistics],
      backward: () => [
        make(tape, input.count, input.size),
        ...(weight.learns ? [weight, bias].map(({ count, size }) => make(tape, count, size)) : []),
      ],
    });
  });

/** A product with what is broadcast, whose gradient is summed up. */
export const scaledBy = (tape: Tape, x: Tensor, by: Tensor): Tensor => {
  const y = make(tape, x.count, Math.max(x.size, by.size));
  const [hasX, hasBy] = [learns(tape, x), learns(tape, by)];
  return record(tape, y, {
    parents: [x, by],
    saves: [hasBy ? x : undefined],
    backward: () =>
      tidy(tape, () => {
        const forX = hasX ? make(tape, x.count, x.size) : undefined;
        const product = hasBy ? make(tape, x.count, y.size) : undefined;
        const forBy = hasBy ? make(tape, by.count, by.size) : undefined;
        release(tape, product);
        return [forX, forBy];
      }),
  });
};

/** The gradient itself where it has the right size already. */
const passed = (tape: Tape, gradient: Tensor | undefined, size: number): Tensor | undefined =>
  gradient && (gradient.size === size ? view(tape, gradient) : make(tape, gradient.count, size));

/** A sum with what is broadcast. */
export const shiftedBy = (tape: Tape, x: Tensor, by: Tensor): Tensor => {
  const hasBy = learns(tape, by);
  return record(tape, make(tape, x.count, Math.max(x.size, by.size)), {
    parents: [x, by],
    backward: ([g]) => [passed(tape, g, x.size), hasBy ? make(tape, by.count, by.size) : undefined],
  });
};

export const add = (tape: Tape, a: Tensor, b: Tensor): Tensor =>
  record(tape, make(tape, a.count, Math.max(a.size, b.size)), {
    parents: [a, b],
    backward: ([g]) => [passed(tape, g, a.size), passed(tape, g, b.size)],
  });

/** Anything that makes one number of each, and a gradient likewise: scaling, squaring. */
export const pointwise = (tape: Tape, x: Tensor): Tensor =>
  record(tape, make(tape, x.count, x.size), { parents: [x], backward: ([g]) => [g && make(tape, g.count, g.size)] });

export const gelu = (tape: Tape, x: Tensor): Tensor =>
  record(tape, make(tape, x.count, x.size), {
    parents: [x],
    saves: [x],
    backward: () => [make(tape, x.count, x.size)],
  });

export const concat = (tape: Tape, a: Tensor, b: Tensor): Tensor =>
  record(tape, make(tape, a.count + b.count, Math.max(a.size, b.size)), {
    parents: [a, b],
    backward: ([g]) => (g ? [view(tape, g, a.count), view(tape, g, b.count)] : []),
  });

/** Two views; the backward pass joins their gradients. */
export const split = (tape: Tape, x: Tensor, first: number): readonly [Tensor, Tensor] =>
  record(tape, [view(tape, x, first), view(tape, x, x.count - first)] as const, {
    parents: [x],
    backward: () => [make(tape, x.count, x.size)],
  });

/** A view of a part; its gradient is padded. */
export const slice = (tape: Tape, x: Tensor, count: number): Tensor =>
  record(tape, view(tape, x, count), { parents: [x], backward: () => [make(tape, x.count, x.size)] });

export type Heads = readonly [query: Tensor, key: Tensor, value: Tensor];

/** FlashAttention keeps what goes in and out, and the log of a sum a row; its backward pass sums up in fp32. */
export const attention = (tape: Tape, heads: Heads, headWidth: number): Tensor =>
  tidy(tape, () => {
    const inputs = heads.map((each) => halved(tape, each));
    const [query = heads[0]] = inputs;
    const out = make(tape, query.count, query.size);
    const sums = make(tape, query.count / headWidth, full);
    return record(tape, out, {
      parents: inputs,
      saves: [...inputs, out, sums],
      backward: () =>
        tidy(tape, () => {
          const accumulator = make(tape, query.count, full);
          const gradients = inputs.map(({ count, size }) => make(tape, count, size));
          release(tape, accumulator);
          return gradients;
        }),
    });
  });
