import type { Forecast } from '../../forecast/document.ts';
import type { Around, ForecastTime } from '../../forecast/document-run.ts';
import { inSeconds } from '../../forecast/time-parts.ts';
import { between, hours, lasting, percent } from '../../rules/common.ts';
import { type Html, html } from '../html.ts';
import type { Section } from '../page.ts';
import { stacked } from '../plot/stacked.ts';
import { clockTicks } from '../plot/ticks.ts';
import { type Cell, table } from '../table.ts';
import { usd } from './units.ts';

export const timeSection = ({ time }: Forecast): readonly Section[] =>
  time
    ? [
        {
          id: 'time',
          heading: 'Time and price',
          body: html`${barOf(time)}${costOf(time)}${limitsOf(time)}${notesOf(time)}`,
        },
      ]
    : [];

const barOf = ({ parts, total, update }: ForecastTime): Html =>
  stacked({
    title: 'Where the time goes',
    says: `${lasting(total.expected)} in all, between ${clock(total)}; an update takes ${inSeconds(update.expected)}, between ${bounds(update, inSeconds)}.`,
    bars: [
      {
        label: 'in all',
        parts: parts.map(({ name, seconds }, index) => ({ name, value: seconds?.expected ?? 0, colour: index + 1 })),
        said: lasting(total.expected),
      },
    ],
    unit: lasting,
    ticks: clockTicks,
  });

const bounds = ({ least, most }: Around, written: (value: number) => string): string =>
  least === most ? '–' : `${written(least)} and ${written(most)}`;

const clock = (seconds: Around): string => (seconds.least === seconds.most ? '–' : between(seconds, 'and'));

/** On one line. */
const whole = (text: string): Html => html`<span class="whole">${text}</span>`;

/** What takes no time is left out; what nobody knows is not. */
const isTold = ({ seconds }: ForecastTime['parts'][number]): boolean => seconds === null || seconds.expected > 0;

const costOf = ({ parts, total, gpu_hours, price }: ForecastTime): Html => {
  const hasPrice = price !== null;
  const priced = (value: number | null | undefined): Cell[] => (hasPrice ? [value == null ? '–' : usd(value)] : []);
  return table({
    caption: 'What each part takes; a GPU that waits is paid for, too.',
    columns: ['part', 'takes', 'between', 'GPU hours', ...(hasPrice ? ['price'] : []), 'how it comes about'],
    rows: [
      ...parts
        .filter(isTold)
        .map((part) => [
          ...(part.seconds
            ? [part.name, lasting(part.seconds.expected), whole(clock(part.seconds)), hours(part.gpu_hours)]
            : [part.name, 'not known', '', '–']),
          ...[...priced(part.seconds && part.price), part.from],
        ]),
      [
        ...[html`<strong>in all</strong>`, html`<strong>${lasting(total.expected)}</strong>`, whole(clock(total))],
        ...[hours(gpu_hours.expected), ...priced(price?.expected), price ? `between ${bounds(price, usd)}` : ''],
      ],
    ],
  });
};

const stands = {
  within: { kind: 'good', mark: '✓' },
  'may be over': { kind: 'low', mark: '!' },
  over: { kind: 'bad', mark: '✗' },
} as const;

const limitsOf = ({ limits }: ForecastTime): Html | false =>
  limits.length > 0 &&
  html`
${table({
  caption: 'Against what the file allows.',
  columns: ['limit', 'stands', 'planned'],
  rows: limits.map(({ name, stands: how, says }) => [
    name,
    html`<span class="${stands[how].kind}"><span aria-hidden="true">${stands[how].mark}</span> ${how}</span>`,
    says,
  ]),
})}`;

const notesOf = ({ achieved, flops, measured, price_of }: ForecastTime): Html => {
  const { peak, share, band, source } = achieved;
  const reached =
    peak !== null &&
    share !== null &&
    `One GPU does ${percent(share)} of its ${peak} TFLOP/s (${source}); the time of an update may be off by ${percent(band)} either way. `;
  return html`<p class="quiet">${reached}A sample is ${(flops.sample / 1e12).toFixed(0)} TFLOP, of which attention is ${percent(flops.attention)}.</p>
${measured !== null && html`<p class="quiet">${measured.file}: ${Number(measured.seconds.toPrecision(3))} s an update, the median of ${measured.updates} on ${measured.gpu}. ${measured.says}</p>\n`}<p class="quiet">${price_of}</p>`;
};
