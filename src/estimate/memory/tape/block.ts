import type { Adapted, Block } from './layers.ts';
import * as ops from './operators.ts';
import { rotated } from './rotary.ts';
import { release, type Tape, type Tensor, tidy, view } from './tape.ts';

/** What goes through the blocks; `time` is the embedding of the time step. */
export type States = { readonly video: Tensor; readonly text: Tensor; readonly time: Tensor };

export type Pair = readonly [video: Tensor, text: Tensor];

/** The forward pass of a CogVideoXBlock. What has a name in diffusers' code lives until it gets another value, or the function ends. */
export const runBlock = (tape: Tape, block: Block, { video, text, time }: States): Pair =>
  tidy(tape, () => {
    const before = modulated(tape, block.first, { video, text, time });
    const seen = attended(tape, block.attention, before);
    const states = {
      video: gated(tape, video, [seen[0], before[2]]),
      text: gated(tape, text, [seen[1], before[2]]),
      time,
    };
    const after = modulated(tape, block.second, states);
    for (const each of before) release(tape, each);
    const joined = ops.concat(tape, after[1], after[0]);
    release(tape, after[0]);
    const change = fed(tape, block, joined);
    const endVideo = gated(tape, states.video, [ops.slice(tape, change, video.count), after[2]]);
    release(tape, states.video);
    return [endVideo, gated(tape, states.text, [ops.slice(tape, change, text.count), after[2]])] as const;
  });

/** Norms whose scale and shift follow the time step, and the gate of what comes of them. */
const modulated = (tape: Tape, { by, norm }: Block['first'], { video, text, time }: States) =>
  tidy(tape, () => {
    const six = ops.linear(tape, time, by);
    const gate = partOf(tape, six, six.count / 6);
    const through = (x: Tensor): Tensor => shifted(tape, ops.norm(tape, x, norm), gate);
    return [through(video), through(text), gate] as const;
  });

/** A chunk, whose gradient goes where that of the whole goes. */
export const partOf = (tape: Tape, whole: Tensor, count: number): Tensor => {
  const part = view(tape, whole, count);
  part.source = whole.source;
  return part;
};

/** Scaled and shifted; what is normed has no name, and goes at once. */
export const shifted = (tape: Tape, normed: Tensor, by: Tensor): Tensor =>
  tidy(tape, () => {
    const scaled = ops.scaledBy(tape, normed, by);
    release(tape, normed);
    return ops.shiftedBy(tape, scaled, by);
  });

const gated = (tape: Tape, x: Tensor, [change, gate]: readonly [Tensor, Tensor]): Tensor =>
  tidy(tape, () => ops.add(tape, x, ops.scaledBy(tape, change, gate)));

const attended = (tape: Tape, layers: Block['attention'], [video, text]: readonly [Tensor, Tensor, Tensor]): Pair =>
  tidy(tape, () => {
    const joined = ops.concat(tape, text, video);
    const projected = [layers.query, layers.key, layers.value].map((layer) => throughAdapted(tape, joined, layer));
    const [query, key, value] = projected as [Tensor, Tensor, Tensor];
    const normedQuery = ops.norm(tape, query, layers.queryNorm);
    release(tape, query);
    const normedKey = ops.norm(tape, key, layers.keyNorm);
    release(tape, key);
    const turned = (x: Tensor): Tensor => (layers.rotary ? rotated(tape, x, video.count) : x);
    const seen = ops.attention(tape, [turned(normedQuery), turned(normedKey), value], layers.queryNorm.width);
    release(tape, joined);
    const [ofText, ofVideo] = ops.split(tape, throughAdapted(tape, seen, layers.out), text.count);
    return [ofVideo, ofText] as const;
  });

const throughAdapted = (tape: Tape, x: Tensor, layer: Adapted): Tensor =>
  tidy(tape, () => {
    const y = ops.linear(tape, x, layer);
    if (!layer.lora) return y;
    const low = ops.linear(tape, ops.cast(tape, x, layer.lora.down.weight.size), layer.lora.down);
    const high = ops.linear(tape, low, layer.lora.up);
    release(tape, low);
    const scaled = ops.pointwise(tape, high);
    release(tape, high);
    return ops.add(tape, y, scaled);
  });

const fed = (tape: Tape, { widen, narrow }: Block, joined: Tensor): Tensor =>
  tidy(tape, () => {
    const wide = throughAdapted(tape, joined, widen);
    const bent = ops.gelu(tape, wide);
    release(tape, wide);
    return throughAdapted(tape, bent, narrow);
  });
