import { type Recipe, widthOf } from './recipe.ts';

/**
 * Bytes for each number of a hidden state (batch x tokens x width), counted from the operators of CogVideoXBlock in diffusers
 * (models/transformers/cogvideox_transformer_3d.py) and held against the memory that public trainers report:
 * `recomputed`: alive inside one block at the worst point of its recomputation (the last projection of the feed-forward);
 * `passed`: at the worst point of a forward pass that keeps nothing; `kept`: saved by each layer without checkpointing.
 */
type Factors = { readonly recomputed: number; readonly passed: number; readonly kept: number };

/** Rows: what learns and whether autocast converts on the way. Columns: without and with rotary positions. */
const factors: Readonly<Record<'lora' | 'all', Readonly<Record<'autocast' | 'plain', readonly [Factors, Factors]>>>> = {
  lora: {
    autocast: [
      { recomputed: 56.8, passed: 22.4, kept: 38.9 },
      { recomputed: 56.6, passed: 32, kept: 38.7 },
    ],
    plain: [
      { recomputed: 40.7, passed: 20.3, kept: 26.9 },
      { recomputed: 40.6, passed: 22, kept: 26.7 },
    ],
  },
  all: {
    autocast: [
      { recomputed: 71, passed: 22.5, kept: 61.1 },
      { recomputed: 71, passed: 32.1, kept: 60.9 },
    ],
    plain: [
      { recomputed: 53.1, passed: 20.4, kept: 44.8 },
      { recomputed: 53, passed: 22.1, kept: 44.6 },
    ],
  },
};

export type Activations = {
  /** One hidden state at one byte a number. */
  readonly plane: number;
  /** While the backward pass begins: all that is saved, and one block. */
  readonly backward: number;
  /** At the end of the forward pass. */
  readonly forward: number;
  /** While the backward pass ends: one block alone. */
  readonly last_block: number;
  /** Of a forward pass that keeps nothing. */
  readonly passed: number;
};

const none = { kept: 0, recomputed: 0 };

/**
 * The row of a LoRA is counted for one on queries, keys and values. What others save: their own input, which is four times as wide for
 * the second layer of the feed-forward; and what the block holds more of at its worst point, as the tape counts it.
 */
const byTargets = ({ targets, autocast, trained_bytes }: Recipe): Pick<Factors, 'kept' | 'recomputed'> => {
  const has = (name: string): boolean => targets.includes(name);
  const heads = ['to_q', 'to_k', 'to_v'].filter(has).length;
  // Autocast converts the input for each of them; else they save one.
  const inputs = autocast ? 2 * heads - 6 : heads > 0 ? 0 : -2;
  const out = has('to_out.0') && autocast && trained_bytes === 4 ? 2 : 0;
  const [widens, narrows] = [has('ff.net.0.proj'), has('ff.net.2')];
  const [wide, narrow, both] = autocast ? [8, 28, 30] : [4, 2, 4];
  return {
    kept: inputs + out + (widens ? 2 : 0) + (narrows ? 8 : 0),
    recomputed: inputs + out + (widens && narrows ? both : widens ? wide : narrows ? narrow : 0),
  };
};

/** Bytes. */
export const activationsOf = (recipe: Recipe): Activations => {
  const { model, lora, autocast, half } = recipe;
  const { layers, rotary } = model.transformer;
  const plane = recipe.batch * recipe.tokens * widthOf(model);
  const row = factors[lora ? 'lora' : 'all'][autocast ? 'autocast' : 'plain'];
  const { recomputed, passed, kept } = row[rotary ? 1 : 0];
  const more = lora ? byTargets(recipe) : none;
  // The plain rows are counted for numbers of two bytes.
  const size = half ? 1 : 2;
  const states = 2 * size * (layers + 1) * plane;
  const block = (recomputed + more.recomputed) * size * plane;
  const all = (kept + more.kept) * size * layers * plane + 4 * plane;
  return {
    plane,
    backward: recipe.checkpoints ? states + block : all,
    forward: recipe.checkpoints ? states + passed * size * plane : all,
    last_block: (4 + recomputed + more.recomputed) * size * plane,
    passed: passed * size * plane,
  };
};
