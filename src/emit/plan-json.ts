import type { DatasetSurvey } from '../media/survey.ts';
import { type Path, printPath } from '../plan/path.ts';
import { structureOf, typeAt } from '../plan/structure.ts';
import type { Emitter, Job } from './job.ts';

/** One value of the plan: by its path, with where it comes from. */
type Entry = readonly [path: string, value: unknown, from: string];

/** Every value of the plan, blocks taken apart. */
export const entries = ({ plan, origins }: Pick<Job, 'plan' | 'origins'>): readonly Entry[] => {
  const walk = (value: unknown, path: Path): readonly Entry[] =>
    isBlock(value, path)
      ? Object.entries(value).flatMap(([key, item]) => walk(item, [...path, key]))
      : [[printPath(path), value, from(origins, value, path)]];
  return Object.entries(plan).flatMap(([key, value]) => walk(value, [key]));
};

/** A size or an interval has parts too, and is one value. */
const isBlock = (value: unknown, path: Path): value is Readonly<Record<string, unknown>> => {
  if (typeof value !== 'object' || value === null) return false;
  const type = typeAt(path);
  return type !== undefined && structureOf(type).kind !== 'value' && Object.keys(value).length > 0;
};

/** `birds.cogx:12`, or `default: …`; the label of a choice comes from where the choice is written. */
const from = (origins: Job['origins'], value: unknown, path: Path): string => {
  const above = path.at(-1) === 'kind' ? origins.get(printPath(path.slice(0, -1))) : undefined;
  return origins.get(printPath(path)) ?? above ?? (value === null ? 'unsaid' : 'default');
};

/** What becomes of the clips of a dataset's inventory. */
const dataOf = ({ clips, damaged, captionless, left_out, kept, samples }: DatasetSurvey) => ({
  ...{ clips, damaged: damaged.count, captionless: captionless.count },
  left_out: Object.fromEntries(Object.entries(left_out).map(([reason, { count }]) => [reason, count])),
  ...{ kept, samples },
});

export const planJson: Emitter = function* (job) {
  const { source, command, schedule, docs, survey } = job;
  const said = (path: string) => (docs.has(path) ? { says: docs.get(path) } : {});
  const data =
    survey && Object.fromEntries(Object.entries(survey.datasets).map(([name, each]) => [name, dataOf(each)]));
  const head = Object.entries({ source, command, schedule, ...(data && { data }) }).map(
    ([key, value]) => `  ${JSON.stringify(key)}: ${JSON.stringify(value)},`,
  );
  const values = entries(job).map(
    ([path, value, origin]) => `    ${JSON.stringify(path)}: ${JSON.stringify({ value, from: origin, ...said(path) })}`,
  );
  yield { path: 'plan.json', text: ['{', ...head, '  "values": {', values.join(',\n'), '  }', '}', ''].join('\n') };
};
