import type { Forecast } from '../../forecast/document.ts';
import type { Event } from '../../forecast/document-learning.ts';
import { scientific } from '../../rules/common.ts';
import { type Html, html } from '../html.ts';
import { counted, number } from '../numbers.ts';
import type { Section } from '../page.ts';
import { overTime } from '../plot/over-time.ts';
import { table } from '../table.ts';
import { clock } from './units.ts';

export const scheduleSection = (forecast: Forecast): readonly Section[] => {
  const { updates } = forecast.learning;
  if (updates === null) return [];
  return [{ id: 'schedule', heading: 'The run from start to end', body: scheduleOf(forecast, updates) }];
};

const scheduleOf = ({ learning, schedule }: Forecast, updates: number): Html => {
  const { curve, warmup, rates } = learning;
  const peak = Math.max(0, ...curve.map(({ rate }) => rate));
  const of = (kind: Event['kind']) => schedule.filter((event) => event.kind === kind);
  const seconds = of('end')[0]?.seconds ?? undefined;
  return html`${overTime({
    title: 'Learning rate, checkpoints and validations',
    says: saysOf(learning, updates, peak),
    curve: {
      label: 'learning rate',
      lines: [{ name: 'learning rate', points: pointsOf(curve), colour: 1 }],
      most: peak,
    },
    written: scientific,
    moments: [
      { label: 'checkpoints', at: of('checkpoint').map(({ update }) => update), colour: 1 },
      { label: 'validations', at: of('validation').map(({ update }) => update), colour: 2 },
    ],
    updates,
    ...(seconds === undefined ? {} : { lasting: { seconds, written: clock } }),
    lines: [
      ...((warmup ?? 0) > 1 ? [{ label: 'warm-up ends', at: warmup ?? 0 }] : []),
      ...of('job ends').map(({ update }) => ({ label: 'the time of the job is over', at: update, isLimit: true })),
    ],
  })}
${table({
  caption: 'The learning rate along the way.',
  columns: ['share of the run', 'update', 'learning rate'],
  rows: rates.map(({ at, rate }) => [
    `${Math.round(at * 100)} %`,
    Math.max(1, Math.round(at * updates)),
    scientific(rate),
  ]),
})}`;
};

export const pointsOf = (curve: Forecast['learning']['curve']) =>
  curve.map(({ update, rate }) => ({ update, value: rate }));

const ways: Readonly<Record<string, string>> = {
  constant: 'stays there',
  cosine: 'falls to 0 along a cosine',
  linear: 'falls to 0 along a line',
};

const saysOf = ({ schedule, warmup }: Forecast['learning'], updates: number, peak: number): string => {
  const way = ways[schedule] ?? `follows ${schedule}`;
  const climbs = warmup
    ? `climbs to ${scientific(peak)} over the first ${number(warmup)}`
    : `starts at ${scientific(peak)}`;
  return `${counted(updates, 'update')}; the rate ${climbs} and ${way}. The last update is saved, too.`;
};
