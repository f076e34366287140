import type { Model } from '../../../models/model.ts';
import { tokensOf } from '../../tokens.ts';
import { widthOf } from '../recipe.ts';
import type { Linear, Norm } from './operators.ts';
import { keep, make, making, type Parameter, parameter, type Tape } from './tape.ts';

/** The LoRA of peft: `targets` are endings of the names of layers. */
export type Lora = { readonly rank: number; readonly size: number; readonly targets: readonly string[] };

/** What a transformer is made of; sizes are bytes a number. */
export type Build = {
  readonly model: Model;
  readonly lora: Lora | undefined;
  readonly size: number;
  /** Of the matrices of attention and feed-forward, where they are held in fewer bits than the rest. */
  readonly narrow?: number | undefined;
  /** The weights are counted elsewhere: in a flat buffer, or on the host. */
  readonly isElsewhere: boolean;
  readonly checkpoints: boolean;
};

/** A projection, with the LoRA of peft beside it where it is one of its targets. */
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
  readonly widen: Adapted;
  readonly narrow: Adapted;
  readonly parameters: readonly Parameter[];
  readonly learning: readonly Parameter[];
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
  /** Of them those that learn. */
  readonly learning: readonly Parameter[];
};

const timeWidth = 512;

type Building = { readonly tape: Tape; readonly build: Build; readonly parameters: Parameter[] };

type Shape = Parameters<typeof parameter>[1];

const added = ({ tape, build, parameters }: Building, part: 'weights' | 'adapter', shape: Shape): Parameter => {
  const made = making(tape, part, () => parameter(tape, shape, build.isElsewhere));
  parameters.push(made);
  return made;
};

/** Numbers of the base. */
const numbers = (building: Building, count: number, narrow?: number): Parameter => {
  const { lora, size } = building.build;
  const isNarrow = narrow !== undefined;
  return added(building, 'weights', { count, size: narrow ?? size, learns: lora === undefined, isNarrow });
};

const adapter = (building: Building, { size }: Lora, count: number): Parameter =>
  added(building, 'adapter', { count, size, learns: true, isNarrow: false });

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

/** One of the matrices of a block, by the ending of its name: `to_q`, `ff.net.2`. */
const adapted = (building: Building, name: string, [inputs, outputs]: readonly [number, number]): Adapted => {
  const { lora, narrow } = building.build;
  const weight = numbers(building, inputs * outputs, narrow);
  const base = { inputs, outputs, weight, bias: numbers(building, outputs) };
  if (!lora?.targets.includes(name)) return base;
  const down = { inputs, outputs: lora.rank, weight: adapter(building, lora, inputs * lora.rank) };
  const up = { inputs: lora.rank, outputs, weight: adapter(building, lora, lora.rank * outputs) };
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
    query: adapted(building, 'to_q', [width, width]),
    key: adapted(building, 'to_k', [width, width]),
    value: adapted(building, 'to_v', [width, width]),
    out: adapted(building, 'to_out.0', [width, width]),
  };
  const second = modulated();
  const widen = adapted(building, 'ff.net.0.proj', [width, 4 * width]);
  const narrow = adapted(building, 'ff.net.2', [4 * width, width]);
  const parameters = building.parameters.slice(from);
  return { first, attention, second, widen, narrow, parameters, learning: learningOf(parameters) };
};

const learningOf = (parameters: readonly Parameter[]): readonly Parameter[] =>
  parameters.filter(({ learns }) => learns);

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
  const { parameters } = building;
  return { build, ...ends, blocks, parameters, learning: learningOf(parameters) };
};
