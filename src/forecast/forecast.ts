import { type Checked, type CheckInput, check } from '../check.ts';
import { lineOf } from '../diagnostics/lines.ts';
import { eventsOf } from '../estimate/events.ts';
import type { Measured } from '../estimate/measured.ts';
import { jobOf } from '../estimate/run-time.ts';
import { isTrial } from '../estimate/schedule.ts';
import type { Plan } from '../plan/pipeline.ts';
import { fps, printedSize } from '../rules/common.ts';
import { dataForecast, type Gathered, gathering } from './data.ts';
import type { Forecast } from './document.ts';
import { learningForecast } from './learning.ts';
import { memoryForecast } from './memory.ts';
import { originsOf } from './origins.ts';
import { diskForecast, ramForecast } from './storage.ts';
import { timeForecast } from './time.ts';
import { verdictOf } from './verdict.ts';

export type Around = {
  readonly file: string;
  readonly profiles: readonly string[];
  readonly version: string;
  readonly exit: number;
  /** What was seen of the clips; absent where there is no inventory. */
  readonly gathered?: Gathered | undefined;
  /** What a run has measured, and the file that says so. */
  readonly measured?: { readonly file: string; readonly measured: Measured } | undefined;
};

/** A check, and what else there is to be seen of the clips, in one pass over them. */
export const checkedFor = (
  input: CheckInput,
): { readonly checked: Checked; readonly gathered: Gathered | undefined } => {
  let looking: ReturnType<typeof gathering> | undefined;
  const watch = (plan: Plan) => {
    looking = gathering(plan);
    return looking.look;
  };
  const checked = check({ ...input, watch });
  return { checked, gathered: looking?.seen() };
};

/** What a run will need, take and cost. The file is no part: it has a `train` block. */
export const forecastOf = (checked: Checked, around: Around): Forecast => {
  const { plan, schedule, survey } = checked;
  const { file, profiles, version, exit, gathered, measured } = around;
  const samples = survey ? survey.samples : null;
  const time = schedule && timeForecast({ plan, schedule, survey, measured });
  const known = {
    memory: memoryForecast(plan),
    time,
    disk: diskForecast(plan, samples),
    learning: learningForecast({ plan, schedule, survey }),
    data: survey && gathered ? dataForecast({ plan, survey, gathered }) : [],
    inventory: survey !== undefined,
  };
  return {
    schema: 1,
    ...{ version, exit, file, profiles: [...profiles], name: plan.name, says: saysOf(plan), trial: isTrial(plan) },
    verdict: verdictOf(plan, known),
    ...known,
    ram: ramForecast(plan),
    schedule: schedule ? eventsOf({ plan, schedule, update: time?.update.expected ?? null, job: jobOf(plan) }) : [],
    origins: originsOf(checked, { file, profiles }),
    findings: checked.diagnostics.map((each) => findingOf(each, checked)),
  };
};

/** `A LoRA of rank 128 on all attention of cogvideox-1.5-5b-t2v, from samples of 81 frames, …` */
const saysOf = ({ model, frames, train, cluster }: Plan): string => {
  const what = train.adapter.kind === 'lora' ? `A LoRA of rank ${train.adapter.rank}` : 'All weights';
  const gpus = cluster.nodes * cluster.gpus_per_node;
  const one = cluster.gpu === 'cpu' ? 'the CPU' : (cluster.gpu ?? 'GPU of a kind that is not said');
  const where = gpus === 1 ? `one ${one}`.replace('one the', 'the') : `${gpus} x ${one}`;
  const seconds = Number((frames.count / frames.rate).toFixed(2));
  return `${what} of ${model.kind}, samples of ${frames.count} frames of ${printedSize(frames.size)} at ${fps(frames.rate)} (${seconds} s), ${train.precision}, on ${where}.`;
};

const findingOf = (
  { code, severity, message, help, place }: Checked['diagnostics'][number],
  { sources }: Checked,
): Forecast['findings'][number] => ({
  code,
  severity,
  message,
  ...(help === undefined ? {} : { help }),
  ...(place === undefined ? {} : { place: placed(place.file, sources.get(place.file), place.span.start) }),
});

/** `birds.cogx:12`; a value of the command line has no line. */
const placed = (file: string, text: string | undefined, start: number): string =>
  text === undefined || file.startsWith('--set ') ? file : `${file}:${lineOf(text, start).line}`;
