import { writeFileSync } from 'node:fs';
import type { Checked, CheckInput } from '../check.ts';
import type { Forecast } from '../forecast/document.ts';
import { fitting } from '../forecast/fit.ts';
import { checkedFor, forecastOf } from '../forecast/forecast.ts';
import { shownPath } from './check/shown-path.ts';
import { type Command, exit, type Given, isOfTheSystem, misused, pipelineFlags, tell } from './command.ts';
import { inputOf } from './disk/input.ts';
import { readMeasured } from './disk/measured.ts';
import { withoutFile } from './disk/no-file.ts';
import { fixFitting } from './plan/fix.ts';
import { printed } from './plan/print.ts';
import { version } from './version.ts';
import { write } from './write.ts';

const formats = ['text', 'json'] as const;

/** What a run will need, take and cost, before it starts. */
export const plan: Command = {
  usage: 'FILE',
  about: [
    'Says whether it fits, how long it takes, what it costs, how much disk it fills, what it learns at and what it sees.',
    'An inventory (cogx scan) and a measured rate (FILE.measured.json, which cogx run writes) are used where they stand beside it.',
    'Exit code 0: fine, 1: the file has errors; --fit: nothing fits.',
  ].join('\n'),
  words: [1, 1],
  flags: {
    ...pipelineFlags,
    format: { says: `How it is told: ${formats.join(', ')}.`, value: 'FORMAT', oneOf: formats },
    html: { says: 'Write it as one page that needs no network, too.', value: 'FILE' },
    fit: { says: 'Also say what fits these GPUs with the same global batch, the fastest first.' },
    fix: { says: 'With --fit: write the fastest that fits into the file.' },
    values: { says: 'Also say every value of the plan, and where it comes from.' },
  },
  run: async (given) => {
    const [file = ''] = given.words;
    if (given.on('fix') && !given.on('fit')) return misused('--fix goes with --fit.', 'plan');
    if (given.on('fix') && given.texts('set').length > 0)
      return misused('--fix writes into the file, and --set stands in none.', 'plan');
    const input = inputOf(file, { profiles: given.texts('profile'), set: given.texts('set') });
    if (!input) return withoutFile(file);
    try {
      return await planned(given, file, input);
    } catch (problem) {
      if (!isOfTheSystem(problem)) throw problem;
      tell(`error: ${problem.message}`);
      return exit.failed;
    }
  },
};

const planned = async (given: Given, file: string, input: CheckInput): Promise<number> => {
  const { checked, gathered } = checkedFor(input);
  if (checked.part) {
    tell(`error: ${file} says no length of training: it is a part of other pipelines.`);
    tell('help: Plan a file that uses it, or write a dataset and train { length = … } here.');
    return exit.failed;
  }
  const fits = given.on('fit') ? fitting(input, checked) : undefined;
  if (given.on('fix') && fits) return fixFitting(file, input, fits);
  const code = exitOf(checked, fits);
  const forecast = {
    ...forecastOf(checked, { ...aroundOf(given), exit: code, gathered }),
    ...(fits ? { fit: fits.map(({ proposal }) => proposal) } : {}),
  };
  write(
    1,
    given.text('format') === 'json'
      ? `${JSON.stringify(forecast, null, 2)}\n`
      : printed(forecast, { values: given.on('values') }),
  );
  if (fits === null) tell('note: --fit needs to know the card: say cluster { gpu = … }.');
  await writePage(given.text('html'), forecast);
  return code;
};

const exitOf = ({ diagnostics }: Checked, fits: readonly unknown[] | null | undefined): number => {
  const isWrong = diagnostics.some(({ severity }) => severity === 'error');
  return isWrong || fits?.length === 0 ? exit.failed : exit.fine;
};

const aroundOf = (given: Given): Omit<Parameters<typeof forecastOf>[1], 'exit' | 'gathered'> => {
  const [file = ''] = given.words;
  const measured = readMeasured(file);
  if (typeof measured === 'string') tell(`warning: ${measured}`);
  return {
    file: shownPath(file),
    profiles: given.texts('profile'),
    version,
    measured: typeof measured === 'string' ? undefined : measured,
  };
};

const writePage = async (path: string | undefined, forecast: Forecast): Promise<void> => {
  if (path === undefined) return;
  const { planPage } = await import('../report/plan/page.ts');
  writeFileSync(path, planPage(forecast));
  tell(`${path} shows it with pictures.`);
};
