import { type Html, html } from '../html.ts';
import { place, ticksTo } from './ticks.ts';

/** A part of a bar: one of ten colours of the page, counted from 1, by its name. */
export type Part = { readonly name: string; readonly value: number; readonly colour: number };

export type Bar = {
  readonly label: string;
  readonly parts: readonly Part[];
  /** Said behind the bar instead of its sum. */
  readonly said?: string;
  /** The one to look at. */
  readonly isMost?: boolean;
};

export type Stacked = {
  readonly title: string;
  /** What the chart tells, in a sentence: for who does not see it. */
  readonly says: string;
  readonly bars: readonly Bar[];
  /** What no bar may pass. */
  readonly limit?: { readonly label: string; readonly value: number };
  readonly unit: (value: number) => string;
  /** Where the axis says a value, up to the most; round numbers where nothing is said. */
  readonly ticks?: (most: number) => readonly number[];
};

/** Bars of parts that lie, all on one scale, each with its sum: readable on a phone, as their words are not in the picture. */
export const stacked = ({ title, says, bars, limit, unit, ticks = ticksTo }: Stacked): Html => {
  const most = Math.max(...bars.map(sumOf), limit?.value ?? 0) * 1.02 || 1;
  const parts = bars.flatMap((bar) => bar.parts);
  const names = [...new Map(parts.map(({ name, colour }) => [name, colour]))].filter(([each]) =>
    parts.some(({ name, value }) => name === each && value > 0),
  );
  const rows = bars.map((bar) => {
    const value = bar.said ?? unit(sumOf(bar));
    return html`<div class="row${bar.isMost && ' most'}"><span class="label">${bar.label}</span>${barOf(bar, { most, limit, unit })}<span class="value">${value}</span></div>\n`;
  });
  return html`<figure class="stacked"><figcaption class="name">${title}</figcaption>
<p class="said">${says}</p>
${rows}<div class="row" aria-hidden="true"><span class="none"></span><div class="ticks">${ticks(most).map((tick) => html`<span class="${place(tick, most) > 92 && 'last'}" style="left:${place(tick, most)}%">${unit(tick)}</span>`)}</div><span class="none"></span></div>
<ul class="legend">${names.map(([name, colour]) => html`<li><span class="dot p${colour}"></span>${name}</li>`)}${limit && html`<li><span class="dash"></span>${limit.label}</li>`}</ul></figure>`;
};

type Scale = { readonly most: number; readonly limit: Stacked['limit'] | undefined; readonly unit: Stacked['unit'] };

/** Drawn from 0 to 1000 and stretched to the room that there is. */
const barOf = ({ label, parts }: Bar, { most, limit, unit }: Scale): Html => {
  let from = 0;
  const drawn = parts.filter(({ value }) => value > 0);
  const rects = drawn.map(({ name, value, colour }) => {
    const x = place(from, most);
    from += value;
    const width = Number((place(from, most) - x).toFixed(2));
    return html`<rect class="p${colour}" x="${x}" width="${width}" height="20"><title>${name}: ${unit(value)}</title></rect>`;
  });
  const said = drawn.map(({ name, value }) => `${name} ${unit(value)}`).join(', ');
  const line =
    limit &&
    html`<path class="halo" d="M${place(limit.value, most)} -2v24"/><path class="limit" d="M${place(limit.value, most)} -2v24"/>`;
  return html`<svg viewBox="0 0 100 20" preserveAspectRatio="none" role="img"><title>${label}</title><desc>${said}</desc>${rects}${line}</svg>`;
};

const sumOf = ({ parts }: Bar): number => parts.reduce((sum, { value }) => sum + value, 0);
