import { existsSync, statSync } from 'node:fs';
import { dirname, join, relative } from 'node:path';
import { check } from '../check.ts';
import { nearest } from '../diagnostics/suggest.ts';
import { type Command, exit, type Given, givenOf, misused, pipelineFlags, tell } from './command.ts';
import { compile } from './compile.ts';
import { inputOf } from './disk/input.ts';
import { withoutFile } from './disk/no-file.ts';
import { isStage, runStages, showPage, stages } from './run/stages.ts';
import { scan } from './scan.ts';

/** Everything on this machine: from the file, or from a folder that was compiled. */
export const run: Command = {
  usage: 'FILE | DIR [STAGE | page]',
  about: [
    'With a file: scan, check, compile to build/NAME beside it, then every stage.',
    `With a compiled folder: its stages (${stages.join(', ')}), or one of them.`,
    'prepare ends with WORK/NAME/prepared.html, which shows what became of the clips; page writes it again, for stages that ran elsewhere too.',
    'What is done already is not done again, so the same line goes on after a stop; a stage that is named runs in any case.',
    'Ctrl-C ends with exit code 130.',
    'Python is COGX_PYTHON, or python3, or an environment that is made below the work folder.',
  ].join('\n'),
  words: [1, 2],
  flags: {
    ...pipelineFlags,
    force: { says: 'Overwrite outputs that somebody has edited.' },
    fresh: { says: 'Move what an earlier run of this name has trained aside, and train from the start.' },
  },
  run: async (given) => {
    const [target = '', stage] = given.words;
    if (!existsSync(target)) return misused(`There is no ${target}.`, 'run');
    if (stage === 'page') return showPage(target);
    if (stage !== undefined && !isStage(stage)) return noStage(stage);
    if (!statSync(target).isDirectory())
      return stage === undefined ? runFile(target, given) : misused('A stage is run from the compiled folder.', 'run');
    if (given.texts('set').length + given.texts('profile').length > 0)
      return misused('A folder is compiled already; --set and --profile go with the file.', 'run');
    return runStages(target, { only: stage, fresh: given.on('fresh') });
  },
};

const noStage = (word: string): number => {
  const near = nearest(word, stages);
  return misused(
    `There is no stage ${word}; the stages are ${stages.join(', ')}.${near ? ` Did you mean ${near}?` : ''}`,
    'run',
  );
};

const runFile = async (file: string, given: Given): Promise<number> => {
  const choices = { profile: given.texts('profile'), set: given.texts('set') };
  tell(`scan: looks at the clips of ${file}`);
  const scanned = await scan.run(givenOf([file], choices));
  if (scanned !== exit.fine) return scanned;
  const input = inputOf(file, { profiles: choices.profile, set: choices.set });
  if (!input) return withoutFile(file);
  const outputs = join(dirname(file), 'build', check(input).plan.name);
  tell(`\ncheck and compile: writes ${relative('', outputs)}`);
  const flags = { ...choices, out: outputs, ...(given.on('force') ? { force: true as const } : {}) };
  const compiled = await compile.run(givenOf([file], flags));
  if (compiled !== exit.fine) return compiled;
  return runStages(outputs, { only: undefined, fresh: given.on('fresh') });
};
