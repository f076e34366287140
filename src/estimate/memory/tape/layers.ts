import type { Model } from '../../../models/model.ts';
import { tokensOf } from '../../tokens.ts';
import { widthOf } from '../recipe.ts';
import type { Linear, Norm } from './operators.ts';
import { keep, make, making, type Parameter, parameter, type Tape } from './tape.ts';

/** What a transformer is made of; sizes are bytes a number. */
export type Build = {
  readonly model: Model;
  readonly lora: { readonly rank: number; readonly size: number } | undefined;
  readonly size: number;
  /** The weights are counted elsewhere: in a flat buffer, or on the host. */
  readonly isElsewhere: boolean;
  readonly checkpoints: boolean;
};

/** A projection of the attention, with the LoRA of peft beside it. */
export type Adapted = Linear & { readonly lora?: { readonly down: Linear; readonly up: Linear } };

type Modulated = { readonly by: Linear; readonly norm: Norm };

/** The layers of a CogVideoXBlock (diffusers models/transformers/cogvideox_transformer_3d.py), in the order of its modules. */
export type Block = {
  readonly first: Modulated;
  readonly attention: {
    readonly rotary: boolean;
    readonly queryNorm: Norm;
    readonly keyNorm: Norm;
    readonly query: Adapted;
    readonly key: Adapted;
    readonly value: Adapted;
    readonly out: Adapted;
  };
  readonly second: Modulated;
  readonly widen: Linear;
  readonly narrow: Linear;
  readonly parameters: readonly Parameter[];
};

export type Transformer = {
  readonly build: Build;
  readonly embed: Linear;
  readonly text: Linear;
  readonly time: readonly [Linear, Linear];
  readonly blocks: readonly Block[];
  readonly lastNorm: Norm;
  readonly outNorm: Norm;
  readonly modulation: Linear;
  readonly unembed: Linear;
  readonly parameters: readonly Parameter[];
};

const timeWidth = 512;

type Building = { readonly tape: Tape; readonly build: Build; readonly parameters: Parameter[] };

const numbers = ({ tape, build, parameters }: Building, count: number, isLora = false): Parameter => {
  const { lora, size, isElsewhere } = build;
  const shape = isLora && lora ? { count, size: lora.size, learns: true } : { count, size, learns: lora === undefined };
  const made = making(tape, isLora ? 'adapter' : 'weights', () => parameter(tape, shape, isElsewhere));
  parameters.push(made);
  return made;
};

const linear = (building: Building, inputs: number, outputs: number): Linear => ({
  inputs,
  outputs,
  weight: numbers(building, inputs * outputs),
  bias: numbers(building, outputs),
});

const norm = (building: Building, width: number): Norm => ({
  width,
  weight: numbers(building, width),
  bias: numbers(building, width),
});

const adapted = (building: Building, width: number): Adapted => {
  const base = linear(building, width, width);
  const { lora } = building.build;
  if (!lora) return base;
  const down = { inputs: width, outputs: lora.rank, weight: numbers(building, width * lora.rank, true) };
  const up = { inputs: lora.rank, outputs: width, weight: numbers(building, lora.rank * width, true) };
  return { ...base, lora: { down, up } };
};

const block = (building: Building): Block => {
  const { model } = building.build;
  const width = widthOf(model);
  const from = building.parameters.length;
  const modulated = (): Modulated => ({
    by: linear(building, timeWidth, 6 * width),
    norm: norm(building, width),
  });
  const first = modulated();
  const attention = {
    rotary: model.transformer.rotary,
    queryNorm: norm(building, model.transformer.head_dim),
    keyNorm: norm(building, model.transformer.head_dim),
    query: adapted(building, width),
    key: adapted(building, width),
    value: adapted(building, width),
    out: adapted(building, width),
  };
  const second = modulated();
  const [widen, narrow] = [linear(building, width, 4 * width), linear(building, 4 * width, width)];
  return { first, attention, second, widen, narrow, parameters: building.parameters.slice(from) };
};

/** Whether a table of positions is added to the tokens: learned, or of sines. */
export const hasPositions = ({ transformer }: Model): boolean => transformer.learned_positions || !transformer.rotary;

/** Numbers of one patch of the latents. */
export const patchOf = ({ transformer }: Model, channels: number): number =>
  channels * transformer.patch_size ** 2 * transformer.patch_size_t;

export const createTransformer = (tape: Tape, build: Build): Transformer => {
  const building: Building = { tape, build, parameters: [] };
  const { model } = build;
  const { in_channels, out_channels, layers, ofs } = model.transformer;
  const width = widthOf(model);
  const embed = linear(building, patchOf(model, in_channels), width);
  const text = linear(building, model.text.width, width);
  const time = [linear(building, width, timeWidth), linear(building, timeWidth, timeWidth)] as const;
  if (ofs) for (let each = 0; each < 2; each++) linear(building, timeWidth, timeWidth);
  const native = tokensOf(model, model.frames.native, model.sizes.native).sequence;
  if (hasPositions(model)) making(tape, 'weights', () => keep(make(tape, native * width, build.size)));
  const blocks = Array.from({ length: layers }, () => block(building));
  const [lastNorm, outNorm] = [norm(building, width), norm(building, width)];
  const modulation = linear(building, timeWidth, 2 * width);
  const unembed = linear(building, width, patchOf(model, out_channels));
  const ends = { embed, text, time, lastNorm, outNorm, modulation, unembed };
  return { build, ...ends, blocks, parameters: building.parameters };
};
