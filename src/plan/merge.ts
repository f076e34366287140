import { printPath } from './path.ts';
import type { Raw, Reading } from './reading.ts';
import { emptyReading, takenBack } from './reading.ts';

const isRaw = (value: unknown): value is Raw =>
  typeof value === 'object' && value !== null && !Array.isArray(value) && !('number' in value) && !('width' in value);

/**
 * Lays readings over each other, the lowest first. Blocks merge by property; lists and values are replaced whole;
 * a choice with another label replaces the block; `default` takes back what lower layers said.
 */
export const merge = (layers: readonly Reading[]): Reading => {
  const [only] = layers;
  if (only && layers.length === 1 && isWhole(only)) return only;
  const merged = emptyReading();
  for (const layer of layers) {
    overlay({ under: merged, over: layer }, merged.data, layer.data, []);
    for (const [path, says] of layer.docs) merged.docs.set(path, says);
    for (const problem of layer.problems) merged.problems.push(problem);
    for (const path of layer.unsound) merged.unsound.add(path);
  }
  return merged;
};

/** Most files are one layer in which each word that has a place has its value. */
const isWhole = ({ problems, unsound, takesBack }: Reading): boolean =>
  problems.length === 0 && unsound.size === 0 && !takesBack;

type Layers = { readonly under: Reading; readonly over: Reading };

const overlay = (layers: Layers, under: Raw, over: Raw, path: readonly string[]): void => {
  for (const [key, value] of Object.entries(over)) {
    const here = [...path, key];
    const below = under[key];
    if (value === takenBack && path[0] !== 'profile') {
      delete under[key];
      forget(layers.under, here);
    } else if (isRaw(value) && isRaw(below) && !replaces(value, below)) {
      if (value.kind !== undefined) place(layers, here); // else the block stays where it was begun
      overlay(layers, below, value, here);
    } else {
      if (below !== undefined) forget(layers.under, here);
      place(layers, here);
      under[key] = isRaw(value) ? {} : value;
      if (isRaw(value)) overlay(layers, under[key] as Raw, value, here);
    }
  }
};

/** A choice with another label starts afresh. */
const replaces = (over: Raw, under: Raw): boolean => over.kind !== undefined && over.kind !== under.kind;

const place = ({ under, over }: Layers, path: readonly string[]): void => {
  const key = printPath(path);
  const found = over.places.get(key);
  if (found) under.places.set(key, found);
};

/** What stood at a path and below it stands there no longer. */
const forget = ({ places, docs }: Reading, path: readonly string[]): void => {
  const prefix = printPath(path);
  for (const map of [places, docs])
    for (const key of map.keys()) if (key === prefix || key.startsWith(`${prefix}.`)) map.delete(key);
};
