import { cogvideox2bT2v, cogvideox5bI2v, cogvideox5bT2v, cogvideox15I2v, cogvideox15T2v } from './cogvideox.ts';
import type { Model } from './model.ts';
import { tiny2bT2v, tiny5bI2v, tiny5bT2v, tiny15I2v, tiny15T2v } from './tiny.ts';

/** Every model that cogx knows, by the name that a pipeline gives it. */
export const models = {
  'cogvideox-2b-t2v': cogvideox2bT2v,
  'cogvideox-5b-t2v': cogvideox5bT2v,
  'cogvideox-5b-i2v': cogvideox5bI2v,
  'cogvideox-1.5-5b-t2v': cogvideox15T2v,
  'cogvideox-1.5-5b-i2v': cogvideox15I2v,
  'tiny-cogvideox-2b-t2v': tiny2bT2v,
  'tiny-cogvideox-5b-t2v': tiny5bT2v,
  'tiny-cogvideox-5b-i2v': tiny5bI2v,
  'tiny-cogvideox-1.5-5b-t2v': tiny15T2v,
  'tiny-cogvideox-1.5-5b-i2v': tiny15I2v,
} as const satisfies Record<string, Model>;

type ModelName = keyof typeof models;

/** In reading order, for messages and completion. */
export const modelNames = Object.keys(models) as unknown as readonly [ModelName, ...ModelName[]];

/** What public LoRAs of CogVideoX are trained with (THUDM/CogVideo finetune), and no more than a quarter of the layers' width. */
export const usualRank = ({ transformer: { heads, head_dim } }: Model): number =>
  Math.min(128, Math.floor((heads * head_dim) / 4));
