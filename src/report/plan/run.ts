import { lasting, scientific } from '../../rules/common.ts';
import { type Html, html } from '../html.ts';
import { counted, number } from '../numbers.ts';
import type { Section } from '../page.ts';
import { overTime } from '../plot/over-time.ts';
import { stacked } from '../plot/stacked.ts';
import { clockTicks } from '../plot/ticks.ts';
import { table } from '../table.ts';
import { clock, usd } from './units.ts';
import type { PlanView, ScheduleView, TimeView } from './view.ts';

export const scheduleSection = ({ schedule }: PlanView): readonly Section[] =>
  schedule ? [{ id: 'schedule', heading: 'The run from start to end', body: scheduleOf(schedule) }] : [];

const scheduleOf = (schedule: ScheduleView): Html => {
  const { updates, warmup, peak, rateAt, kind, checkpoints, validations, seconds, stopped } = schedule;
  return html`${overTime({
    title: 'Learning rate, checkpoints and validations',
    says: `${counted(updates, 'update')}; the rate climbs to ${scientific(peak)} over ${number(warmup)} of them and then ${ways[kind] ?? `follows ${kind}`}.`,
    curve: { label: 'learning rate', at: rateAt, most: peak },
    written: scientific,
    moments: [
      { label: 'checkpoints', at: checkpoints, colour: 1 },
      { label: 'validations', at: validations, colour: 2 },
    ],
    updates,
    ...(seconds === undefined ? {} : { lasting: { seconds, written: clock } }),
    lines: [
      ...(warmup > 1 ? [{ label: 'warm-up ends', at: warmup }] : []),
      ...(stopped ? [{ ...stopped, isLimit: true }] : []),
    ],
  })}
${ratesOf(schedule)}`;
};

const ways: Readonly<Record<string, string>> = {
  constant: 'stays',
  cosine: 'falls to 0 along a cosine',
  linear: 'falls to 0 along a line',
};

const ratesOf = ({ updates, rateAt }: ScheduleView): Html =>
  table({
    caption: 'The learning rate along the way.',
    columns: ['share of the run', 'update', 'learning rate'],
    rows: [0, 0.25, 0.5, 0.75, 1].map((share) => {
      const update = Math.max(1, Math.round(share * updates));
      return [`${share * 100} %`, update, scientific(rateAt(update))];
    }),
  });

export const timeSection = ({ time }: PlanView): readonly Section[] =>
  time ? [{ id: 'time', heading: 'Time and price', body: timeOf(time) }] : [];

const timeOf = ({ says, parts, limits, notes }: TimeView): Html => {
  const whole = parts.map(({ name, seconds }, index) => ({ name, value: seconds, colour: index + 1 }));
  const sum = (of: (part: TimeView['parts'][number]) => number): number =>
    parts.reduce((all, each) => all + of(each), 0);
  const hasPrice = parts.some(({ price }) => price !== null);
  const priced = (price: number | null): string[] => (hasPrice ? [price === null ? '–' : usd(price)] : []);
  return html`${stacked({ title: 'Where the time goes', says, bars: [{ label: 'in all', parts: whole }], unit: lasting, ticks: clockTicks })}
${table({
  caption: 'What each part takes; a GPU that waits is paid for, too.',
  columns: ['part', 'takes', 'between', 'GPU hours', ...(hasPrice ? ['price'] : []), 'how it comes about'],
  rows: [
    ...parts.map(({ name, seconds, least, most, gpu_hours, price, from }) => [
      ...[name, lasting(seconds), `${lasting(least)} and ${lasting(most)}`, hoursOf(gpu_hours), ...priced(price), from],
    ]),
    [
      ...[html`<strong>in all</strong>`, lasting(sum(({ seconds }) => seconds))],
      `${lasting(sum(({ least }) => least))} and ${lasting(sum(({ most }) => most))}`,
      ...[hoursOf(sum((each) => each.gpu_hours)), ...priced(sum(({ price }) => price ?? 0)), ''],
    ],
  ],
})}
${limitsOf(limits)}${notes.map((note) => html`<p class="quiet">${note}</p>\n`)}`;
};

const hoursOf = (hours: number): string => String(Number(hours.toPrecision(hours < 100 ? 2 : 3)));

const stands = { good: 'within', low: 'close', bad: 'over', rest: 'not known' } as const;

const limitsOf = (limits: TimeView['limits']): Html | false =>
  limits.length > 0 &&
  table({
    caption: 'Against what the file allows.',
    columns: ['limit', 'allowed', 'planned', 'stands'],
    rows: limits.map(({ name, limit, planned, stand }) => [
      name,
      limit,
      planned,
      html`<span class="${stand}">${stands[stand]}</span>`,
    ]),
  });
