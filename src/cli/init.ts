import { existsSync, statSync, writeFileSync } from 'node:fs';
import { basename, join, relative, resolve } from 'node:path';
import { format } from '../../grammar/format.ts';
import { check } from '../check.ts';
import { render } from '../diagnostics/render.ts';
import { nearest } from '../diagnostics/suggest.ts';
import type { Clip } from '../media/inventory.ts';
import { type DatasetSurvey, survey } from '../media/survey.ts';
import { modelNames, models } from '../models/models.ts';
import { ask, attended } from './ask.ts';
import { type Command, exit, type Given, misused, say, tell } from './command.ts';
import { inputOf, inventoryPath } from './disk/input.ts';
import { readInventory } from './disk/inventory.ts';
import { captionTable, type Table } from './init/captions.ts';
import { crowdOf } from './init/crowd.ts';
import { gpuHere } from './init/gpu.ts';
import { beginning } from './init/text.ts';
import { scanClips } from './scan.ts';

/** The model that most people come for. */
const usual: ModelName = 'cogvideox-1.5-5b-t2v';
type ModelName = (typeof modelNames)[number];

/** Writes a first pipeline for a folder of videos, from what scan sees. */
export const init: Command = {
  usage: 'FOLDER',
  about: 'Looks at the clips of the folder and writes NAME.cogx here, with comments that teach. It overwrites nothing.',
  words: [1, 1],
  flags: {
    model: { says: 'The model to fine-tune.', value: 'MODEL', oneOf: modelNames },
    name: { says: "Name of the pipeline; the folder's name where unsaid.", value: 'NAME' },
  },
  run: async (given) => {
    const [folder = ''] = given.words;
    if (!existsSync(folder) || !statSync(folder).isDirectory()) return misused(`There is no folder ${folder}.`, 'init');
    const name = await answerOr(given, 'name', slug(basename(resolve(folder))));
    if (name === undefined) return exit.failed;
    if (name !== slug(name))
      return misused(`A name has letters, digits, dots, dashes: ${slug(name)}, not ${name}.`, 'init');
    const file = `${name}.cogx`;
    for (const path of [file, inventoryPath(file)])
      if (existsSync(path)) return refused(`${path} is there already, and init overwrites nothing.`);
    const kind = await answerOr(given, 'model', usual);
    if (kind === undefined) return exit.failed;
    if (!isModel(kind)) return noModel(kind);
    return write({ file, name, folder: relative('', resolve(folder)) || '.', kind });
  },
};

/** A flag's value; without it a person is asked, and anybody else gets what is usual. */
const answerOr = async (given: Given, flag: string, usual: string): Promise<string | undefined> => {
  const value = given.text(flag);
  if (value !== undefined || !attended()) return value ?? usual;
  const reply = await ask(`${flag} [${usual}]: `);
  return reply === '' ? usual : reply;
};

const slug = (text: string): string =>
  text
    .replace(/[^A-Za-z0-9._-]+/g, '-')
    .replace(/^[^A-Za-z0-9]+|[^A-Za-z0-9]+$/g, '')
    .slice(0, 60) || 'run';

const isModel = (kind: string): kind is ModelName => modelNames.some((name) => name === kind);

const noModel = (kind: string): number => {
  const near = nearest(kind, modelNames);
  return misused(`cogx knows no model ${kind}.${near ? ` Did you mean ${near}?` : ''}`, 'init');
};

const refused = (sentence: string): number => {
  tell(`error: ${sentence}`);
  tell('help: Give another name with --name.');
  return exit.failed;
};

type Wanted = { readonly file: string; readonly name: string; readonly folder: string; readonly kind: ModelName };

const write = async (wanted: Wanted): Promise<number> => {
  const { file, folder, kind } = wanted;
  const table = captionTable(folder);
  const draft = planOf(wanted, table);
  const scanned = await scanClips(draft, file);
  if (!scanned || scanned.clips === 0) return exit.failed;
  const clips = [...readInventory(inventoryPath(file))];
  const { count, seen } = fittingCount(wanted, table, clips);
  const gpu = gpuHere(models[kind]);
  const prompt = clips.find(({ captions }) => captions.length > 0)?.captions[0]?.text ?? 'what you want to see';
  const written = beginning({
    ...wanted,
    model: models[kind],
    table,
    crowd: crowdOf(clips),
    count,
    seen,
    gpu,
    prompt,
  });
  const text = format(written).text ?? written;
  writeFileSync(file, text, { flag: 'wx' });
  say(`\n${file} is written. What cogx finds in it:\n`);
  const input = inputOf(file);
  for (const diagnostic of input ? check(input).diagnostics : []) say(render(new Map([[file, text]]), diagnostic));
  say(`Read it, change it, then: cogx check ${file}, and cogx run ${file}`);
  return exit.fine;
};

const planOf = ({ file, folder, kind }: Wanted, table: Table | undefined, count?: number) => {
  const from = table
    ? `from ${table.kind} { file = ${JSON.stringify(table.file)}, video = ${JSON.stringify(table.video)}, text = ${JSON.stringify(table.text)} }`
    : 'from = beside';
  const frames = count === undefined ? '' : `frames { count = ${count} }\n`;
  const text = `model ${kind}\n${frames}captions { ${from} }\ndataset clips { videos = ${JSON.stringify(folder)} }\ntrain { length = 1 steps }\n`;
  return check({ file: join(file), text, read: () => undefined }).plan;
};

/** The most frames, up to what the model was trained on, for which nine in ten clips are long enough. */
const fittingCount = (wanted: Wanted, table: Table | undefined, clips: readonly Clip[]) => {
  const { frames } = models[wanted.kind];
  const counts: number[] = [];
  for (let count = frames.native; count > frames.multiple; count -= frames.multiple) counts.push(count);
  // As if every clip had its caption: the file tells which have none.
  const told = clips.map((clip) => (clip.captions.length > 0 ? clip : { ...clip, captions: [{ text: '…' }] }));
  const tries = counts.map((count) => ({ count, seen: seenWith(planOf(wanted, table, count), told) }));
  const whole = ({ seen }: { seen: DatasetSurvey }): boolean => seen.left_out.shorter.count * 10 <= clips.length;
  return tries.find(whole) ?? (tries.at(-1) as (typeof tries)[number]);
};

const seenWith = (plan: ReturnType<typeof planOf>, clips: readonly Clip[]): DatasetSurvey =>
  survey(plan, clips).datasets.clips as DatasetSurvey;
