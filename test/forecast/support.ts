import { readFileSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';
import type { CheckInput } from '../../src/check.ts';
import type { Forecast } from '../../src/forecast/document.ts';
import { checkedFor, forecastOf } from '../../src/forecast/forecast.ts';
import { readClip } from '../../src/media/clip-line.ts';
import type { Clip } from '../../src/media/inventory.ts';
import { root } from '../support.ts';

/** A pipeline of a text, without anything beside it. */
export const inputOf = (text: string, set: readonly string[] = []): CheckInput => ({
  file: 'run.cogx',
  text,
  set,
  read: () => undefined,
});

export const forecastOfInput = (
  input: CheckInput,
  measured?: Parameters<typeof forecastOf>[1]['measured'],
): Forecast => {
  const { file, profiles = [] } = input;
  const { checked, gathered } = checkedFor(input);
  return forecastOf(checked, { file, profiles, version: '0', exit: 0, gathered, measured });
};

/** A pipeline of the examples with its inventory. */
export const example = (path: string, profiles: readonly string[] = []): CheckInput => {
  const file = join(root, path);
  const lines = () => readFileSync(file.replace('.cogx', '.clips.jsonl'), 'utf8').trimEnd().split('\n');
  return {
    file: path,
    text: readFileSync(file, 'utf8'),
    profiles,
    read: (name) => readFileSync(resolve(dirname(file), name), 'utf8'),
    clips: () => lines().map((line) => readClip(line) as Clip),
  };
};

export const pipeline = (train: string, cluster = '', model = 'cogvideox-5b-t2v'): string =>
  `model ${model}\ndataset birds { videos = "birds" }\ntrain {\n  length = 1000 steps\n  ${train}\n}\n${cluster}\n`;
