import { existsSync, readFileSync } from 'node:fs';
import { basename, dirname, join, relative, resolve } from 'node:path';
import { jobOf } from '../compile.ts';
import { render } from '../diagnostics/render.ts';
import type { Manifest } from '../emit/manifest.ts';
import { type Reason, why as reasons } from '../trace/why.ts';
import { type Command, exit, misused, say, tell } from './command.ts';
import { inputOf } from './disk/input.ts';
import { withoutFile } from './disk/no-file.ts';
import { sha256 } from './disk/sha256.ts';
import { templates } from './disk/templates.ts';
import { version } from './version.ts';

/** Which lines of the pipeline made a line of an output. */
export const why: Command = {
  usage: 'OUTPUT:LINE',
  about: [
    'OUTPUT is a file that cogx compile wrote, such as build/birds/train.py:52.',
    'Shows each word that the line rests on, with its value and where that comes from: the file, a profile, a default with its source.',
  ].join('\n'),
  words: [1, 1],
  flags: { file: { says: 'The pipeline, where it is not found above the output.', value: 'FILE' } },
  run: (given) => {
    const [asked = ''] = given.words;
    const [, output = '', digits = ''] = /^(.*):(\d+)$/.exec(asked) ?? [];
    if (!existsSync(output)) return misused(`${asked} is no line of a file that is here; write OUTPUT:LINE.`, 'why');
    const made = manifestBeside(output);
    if (!made)
      return misused(`${dirname(output)} is no folder that cogx compile wrote: it has no manifest.json.`, 'why');
    const file = given.text('file') ?? sourceOf(output, made.source);
    if (!file) return misused(`${made.source} is not found above ${output}; say where it is with --file.`, 'why');
    return answer({ output, number: Number(digits), file, made });
  },
};

type Question = {
  readonly output: string;
  readonly number: number;
  readonly file: string;
  readonly made: Manifest;
};

const answer = ({ output, number, file, made }: Question): number => {
  const input = inputOf(file, { profiles: made.profiles, set: made.set });
  if (!input) return withoutFile(file);
  const { checked, job } = jobOf(input, { templates: templates(), sha256, version });
  const errors = checked.diagnostics.filter(({ severity }) => severity === 'error');
  if (!job) {
    for (const each of errors) tell(render(checked.sources, each));
    return exit.failed;
  }
  const lines = readFileSync(output, 'utf8').split('\n');
  const text = lines[number - 1];
  if (text === undefined) return misused(`${output} has ${lines.length} lines, and no line ${number}.`, 'why');
  const found = reasons(job, basename(output), { number, text });
  say(`${output}:${number}\n    ${text.slice(0, 160)}\n`);
  if (found === undefined) say('Nothing of the pipeline is in this file as such: it tells of the other outputs.');
  else if (found.length === 0) say('This line is the same in every pipeline that has it.');
  else for (const reason of found) say(shown(reason, checked.sources));
  return exit.fine;
};

const shown = ({ path, value, origin }: Reason, sources: ReadonlyMap<string, string>): string => {
  const [, file = '', line = ''] = /^(.*):(\d+)$/.exec(origin) ?? [];
  const source = [...sources].find(([name]) => name === file || basename(name) === file)?.[1];
  const written = source?.split('\n')[Number(line) - 1];
  return `${path} = ${JSON.stringify(value)}\n    ${origin}${written === undefined ? '' : `: ${written.trim()}`}`;
};

const manifestBeside = (output: string): Manifest | undefined => {
  try {
    return JSON.parse(readFileSync(join(dirname(output), 'manifest.json'), 'utf8')) as Manifest;
  } catch {
    return undefined;
  }
};

/** The folder of the outputs mostly lies below that of the pipeline: build/NAME. */
const sourceOf = (output: string, source: string): string | undefined => {
  for (let folder = dirname(resolve(output)); ; folder = dirname(folder)) {
    const file = join(folder, source);
    if (existsSync(file)) return relative(process.cwd(), file) || file;
    if (folder === dirname(folder)) return undefined;
  }
};
