import { closeSync, mkdirSync, openSync, readFileSync, writeFileSync, writeSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { printClip } from '../src/media/clip-line.ts';
import { clips } from '../src/rules/examples.ts';

/** What is measured: files in a folder of their own. */

const sixty = readFileSync(fileURLToPath(new URL('sixty.cogx', import.meta.url)), 'utf8');

const head = 'model cogvideox-5b-t2v\ntrain { length = 1000 steps }\ncluster { gpu = a100-80gb }\n';

/** A text of many datasets; about 130 letters each. */
export const datasets = (count: number): string =>
  head +
  Array.from(
    { length: count },
    (_, day) =>
      `## the clips of day ${day}\ndataset day${day} {\n  videos = "data/day${day}/**/*.mp4"\n  repeats = 2\n  frames { below_rate = retime }\n}\n`,
  ).join('');

export const writeFiles = (folder: string, clipCount: number): void => {
  mkdirSync(join(folder, 'many'), { recursive: true });
  writeFileSync(join(folder, 'sixty.cogx'), sixty);
  for (let index = 0; index < 100; index++) writeFileSync(join(folder, 'many', `${index}.cogx`), sixty);
  writeFileSync(join(folder, 'wrong.cogx'), sixty.replace('count      = 81', 'count 81'));
  // 34 of the 39.5 GiB of the card: near enough for the tape.
  writeFileSync(join(folder, 'tape.cogx'), sixty.replace('a100-80gb', 'a100-40gb'));
  for (const count of [1000, 10_000]) writeFileSync(join(folder, `datasets-${count}.cogx`), datasets(count));
  for (const count of [clipCount / 10, clipCount]) writeInventory(folder, count);
  writeFileSync(join(folder, 'sixty.graphql'), graphql(12));
  writeFileSync(join(folder, 'sixty.tsp'), typespec(12));
  writeFileSync(join(folder, 'sixty.schema.json'), JSON.stringify(schema(12), null, 2));
  writeFileSync(join(folder, 'sixty.json'), JSON.stringify(data(12), null, 2));
};

const writeInventory = (folder: string, count: number): void => {
  writeFileSync(join(folder, `clips-${count}.cogx`), `${head}dataset birds { videos = "birds" }\n`);
  const file = openSync(join(folder, `clips-${count}.clips.jsonl`), 'w');
  let lines = '';
  for (const clip of clips(count)) {
    lines += `${printClip(clip)}\n`;
    if (lines.length < 1e6) continue;
    writeSync(file, lines);
    lines = '';
  }
  writeSync(file, lines);
  closeSync(file);
};

const times = (count: number, line: (index: number) => string): string =>
  Array.from({ length: count }, (_, index) => line(index)).join('');

/** Five lines a type: what a person would write for settings of this kind. */
export const graphql = (count: number): string =>
  `type Query { first: Type0 }\n${times(count, (at) => `"The clips of day ${at}"\ntype Type${at} {\n  videos: [String!]!\n  repeats(least: Int = 1): Int\n}\n`)}`;

const typespec = (count: number): string =>
  times(
    count,
    (at) => `/** The clips of day ${at} */\nmodel Type${at} {\n  videos: string[];\n  repeats?: int32 = 1;\n}\n`,
  );

const schema = (count: number) => ({
  type: 'object',
  additionalProperties: false,
  properties: Object.fromEntries(
    Array.from({ length: count }, (_, at) => [
      `day${at}`,
      { type: 'object', required: ['videos'], properties: { videos: { type: 'array' }, repeats: { type: 'integer' } } },
    ]),
  ),
});

const data = (count: number) =>
  Object.fromEntries(Array.from({ length: count }, (_, at) => [`day${at}`, { videos: ['data/*.mp4'], repeats: 2 }]));
