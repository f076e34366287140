import { widthOf } from '../recipe.ts';
import { backward, type WhenReady } from './backward.ts';
import { partOf, runBlock, type States, shifted } from './block.ts';
import { type Block, hasPositions, patchOf, type Transformer } from './layers.ts';
import * as ops from './operators.ts';
import {
  type Gradients,
  keep,
  learns,
  make,
  type Node,
  record,
  release,
  type Source,
  type Tape,
  type Tensor,
  tidy,
  unrecorded,
  view,
} from './tape.ts';

/** What a sharded engine does around each block, forwards and when it is computed again. */
export type Hooks = {
  readonly before?: (block: Block) => void;
  readonly after?: (block: Block) => void;
  readonly whenReady?: WhenReady;
};

/** Samples of a batch, and the tokens of each; bytes of a number of them. */
export type Batch = {
  readonly samples: number;
  readonly video: number;
  readonly text: number;
  readonly size: number;
};

/** Latents and text of a batch → the prediction (CogVideoXTransformer3DModel). */
export const forward = (
  tape: Tape,
  transformer: Transformer,
  { batch, hooks }: { batch: Batch; hooks: Hooks },
): Tensor =>
  tidy(tape, () => {
    const { build, blocks } = transformer;
    const width = widthOf(build.model);
    const [first, second] = transformer.time;
    const time = ops.linear(tape, ops.linear(tape, make(tape, batch.samples * width, batch.size), first), second);
    const start = embedded(tape, transformer, batch);
    const [text, video] = ops.split(tape, start, batch.samples * batch.text * width);
    release(tape, start);
    let states: States = { video, text, time };
    for (const block of blocks) {
      const through = build.checkpoints ? checkpoint : runHooked;
      const [nextVideo, nextText] = through({ tape, block, hooks }, states);
      release(tape, states.video);
      release(tape, states.text);
      states = { video: nextVideo, text: nextText, time };
    }
    const normed = ops.norm(tape, states.video, transformer.lastNorm);
    release(tape, states.video);
    const two = ops.linear(tape, time, transformer.modulation);
    const last = shifted(tape, ops.norm(tape, normed, transformer.outNorm), partOf(tape, two, two.count / 2));
    release(tape, normed);
    return ops.linear(tape, last, transformer.unembed);
  });

const embedded = (tape: Tape, { build, embed, text }: Transformer, batch: Batch): Tensor =>
  tidy(tape, () => {
    const { model } = build;
    const words = ops.linear(tape, make(tape, batch.samples * batch.text * model.text.width, batch.size), text);
    const patches = batch.samples * batch.video * patchOf(model, model.transformer.in_channels);
    const pictures = ops.linear(tape, make(tape, patches, batch.size), embed);
    const joined = ops.concat(tape, words, pictures);
    release(tape, words);
    release(tape, pictures);
    if (!hasPositions(model)) return joined;
    return ops.add(tape, joined, make(tape, (batch.text + batch.video) * widthOf(model), batch.size));
  });

type Around = { readonly tape: Tape; readonly block: Block; readonly hooks: Hooks };

const runHooked = ({ tape, block, hooks }: Around, states: States): readonly [Tensor, Tensor] => {
  hooks.before?.(block);
  const outputs = runBlock(tape, block, states);
  hooks.after?.(block);
  return outputs;
};

/** torch.utils.checkpoint without reentry, of one block: its inputs are kept, and it runs again in the backward pass. */
const checkpoint = (around: Around, states: States): readonly [Tensor, Tensor] => {
  const { tape, block } = around;
  const inputs = [states.video, states.text, states.time];
  const learning = block.parameters.filter((each) => each.learns).map(({ tensor }) => tensor);
  const outputs = unrecorded(tape, () => runHooked(around, states));
  const learnsInputs = inputs.map((input) => learns(tape, input));
  const { isAutocast } = tape;
  return record(tape, outputs, {
    parents: [...inputs, ...learning],
    saves: inputs,
    backward: (gradients, saved) => tidy(tape, () => again(around, { gradients, saved, learnsInputs, isAutocast })),
  });
};

type Again = {
  readonly gradients: Gradients;
  readonly saved: readonly Tensor[];
  readonly learnsInputs: readonly boolean[];
  readonly isAutocast: boolean;
};

/** Runs the block once more from its kept inputs, this time recorded, and backwards; gives the gradients of its inputs. */
const again = ({ tape, block, hooks }: Around, { gradients, saved, learnsInputs, isAutocast }: Again): Gradients => {
  hooks.before?.(block);
  const sinks = learnsInputs.map((isLearning) => (isLearning ? sink(tape) : undefined));
  const [video, text, time] = saved.map((each, index) => {
    const input = view(tape, each);
    input.source = sinks[index]?.source;
    return input;
  }) as [Tensor, Tensor, Tensor];
  const outputs = ops.autocast(tape, isAutocast, () => runBlock(tape, block, { video, text, time }));
  const roots = outputs.map(({ source }, index) => [source, gradients[index]] as const);
  for (const each of [video, text, time, ...outputs]) release(tape, each);
  backward(tape, roots, hooks.whenReady);
  hooks.after?.(block);
  return sinks.map((each) => each?.taken());
};

/** Takes in what reaches an input of a block that was computed again. */
const sink = (tape: Tape): { readonly source: Source; readonly taken: () => Tensor | undefined } => {
  let taken: Tensor | undefined;
  const node: Node = {
    order: 0,
    parents: [],
    saved: [],
    backward: ([gradient]) => {
      taken = gradient && keep(view(tape, gradient));
      return [];
    },
  };
  return { source: { node, output: 0 }, taken: () => taken };
};
