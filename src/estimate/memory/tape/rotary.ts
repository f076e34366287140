import { learns, record } from './graph.ts';
import { full } from './operators.ts';
import { make, release, type Tape, type Tensor, tidy, view } from './tape.ts';

/**
 * Rotary positions on the video part of queries or keys, written back in place (diffusers models/embeddings.py, apply_rotary_emb): nothing
 * is saved but what goes in, and much is held for a moment. The backward pass of the assignment copies the whole gradient.
 */
export const rotated = (tape: Tape, x: Tensor, video: number): Tensor => {
  tidy(tape, () => {
    forwards(tape, x.size, video);
  });
  if (!learns(tape, x)) return x;
  return record(tape, view(tape, x), {
    parents: [x],
    backward: ([gradient]) =>
      tidy(tape, () => {
        const copy = make(tape, x.count, gradient?.size ?? x.size);
        backwards(tape, x, video);
        return [copy];
      }),
  });
};

const forwards = (tape: Tape, size: number, video: number): void => {
  const isHalf = size !== full;
  const halves = make(tape, video / 2, size);
  const turned = make(tape, video, size);
  release(tape, halves);
  const whole = isHalf ? make(tape, video, full) : undefined;
  const straight = make(tape, video, full);
  release(tape, whole);
  const wholeTurned = isHalf ? make(tape, video, full) : undefined;
  const crossed = make(tape, video, full);
  release(tape, wholeTurned);
  make(tape, video, full);
  for (const each of [straight, crossed, turned]) release(tape, each);
  if (isHalf) make(tape, video, size);
};

const backwards = (tape: Tape, { size, count }: Tensor, video: number): void => {
  const isHalf = size !== full;
  make(tape, video, size);
  const whole = isHalf ? make(tape, video, full) : undefined;
  const [straight, crossed] = [make(tape, video, full), make(tape, video, full)];
  const crossedBack = isHalf ? [make(tape, video, size), make(tape, video, size)][1] : crossed;
  if (isHalf) for (const each of [straight, crossed, whole]) release(tape, each);
  const halves = make(tape, video / 2, size);
  make(tape, video, size);
  release(tape, crossedBack);
  release(tape, halves);
  make(tape, count, size);
};
