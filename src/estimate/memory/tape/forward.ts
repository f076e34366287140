import { widthOf } from '../recipe.ts';
import { type Around, type Hooks, passed } from './around.ts';
import { partOf, type States, shifted } from './block.ts';
import { checkpointed, forgotten } from './checkpoint.ts';
import { abandon } from './graph.ts';
import { kept } from './kept.ts';
import { type Build, hasPositions, patchOf, type Transformer } from './layers.ts';
import * as ops from './operators.ts';
import { make, release, type Tape, type Tensor, tidy } from './tape.ts';

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
      const through = throughOf(tape, build, block === blocks.at(-1));
      const next = through({ tape, block, hooks }, states);
      release(tape, states.video);
      release(tape, states.text);
      states = next;
    }
    const normed = ops.norm(tape, states.video, transformer.lastNorm);
    release(tape, states.video);
    const two = ops.linear(tape, states.time, transformer.modulation);
    const last = shifted(tape, ops.norm(tape, normed, transformer.outNorm), partOf(tape, two, two.count / 2));
    release(tape, normed);
    const prediction = ops.linear(tape, last, transformer.unembed);
    abandon(tape, states.text.source);
    return prediction;
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

type Through = (around: Around, states: States) => States;

/** Of the last block nobody reads the text, so that its graph is not like those of the others. */
const throughOf = ({ isRecording, repeats }: Tape, { checkpoints }: Build, isLast: boolean): Through => {
  if (!isRecording) return forgotten;
  if (checkpoints) return checkpointed;
  return repeats && !isLast ? kept : passed;
};
