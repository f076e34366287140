import { type Html, html } from '../html.ts';
import { clockTicks, place, ticksTo } from './ticks.ts';

/** What happens at moments of a run: `checkpoint`, and after how many updates. */
export type Moments = { readonly label: string; readonly at: readonly number[]; readonly colour: number };

type Point = { readonly update: number; readonly value: number };

/** A curve: points in order, in one of the colours of the page. */
type Line = { readonly name: string; readonly points: readonly Point[]; readonly colour: number };

export type OverTime = {
  readonly title: string;
  readonly says: string;
  /** What is drawn, and the most that it is: one curve, or two to compare, each by its name. */
  readonly curve: { readonly label: string; readonly lines: readonly Line[]; readonly most: number };
  readonly written: (value: number) => string;
  readonly moments: readonly Moments[];
  /** The last update. */
  readonly updates: number;
  /** Seconds that all take, where that is known: a second axis. */
  readonly lasting?: { readonly seconds: number; readonly written: (seconds: number) => string };
  /** Updates that end a part of the run: the warm-up, or all of it where a time limit stops it. */
  readonly lines: readonly { readonly label: string; readonly at: number; readonly isLimit?: boolean }[];
};

/** A curve, and below it what happens while it runs, on one axis of updates. */
export const overTime = (
  shown: OverTime,
): Html => html`<figure class="over"><figcaption class="name">${shown.title}</figcaption>
<p class="said">${shown.says}</p>
${curveOf(shown)}
${shown.moments.map((each) => momentsOf(each, shown.updates))}
${axis('updates', ticksTo(shown.updates), { most: shown.updates, written: (value) => value.toLocaleString('en') })}
${timeAxis(shown)}${shown.curve.lines.length > 1 && legendOf(shown.curve.lines)}</figure>`;

const heights = { curve: 100 };

const curveOf = ({ curve, written, updates, lines }: OverTime): Html => {
  const most = curve.most || 1;
  const y = (value: number): number => Number((heights.curve - (place(value, most) * heights.curve) / 100).toFixed(2));
  const path = (points: readonly Point[]): string =>
    points.map(({ update, value }) => `${place(update, updates)} ${y(value)}`).join('L');
  const drawn = curve.lines.map(({ points, colour }) => html`<path class="line s${colour}" d="M${path(points)}"/>`);
  const told = curve.lines.map(({ name, points }) => `${name}: ${describe(points, written)}`).join('; ');
  const marks = lines.map(
    ({ label, at }) =>
      html`<span class="mark${place(at, updates) > 60 && ' left'}" style="left:${place(at, updates)}%">${label}</span>`,
  );
  const rules = lines.map(
    ({ at, isLimit }) => html`<path class="${isLimit ? 'limit' : 'rule'}" d="M${place(at, updates)} 0V100"/>`,
  );
  return html`<div class="row curve"><span class="label">${curve.label}</span><div class="area"><div class="values" aria-hidden="true"><span>${written(most)}</span><span>0</span></div><svg viewBox="0 0 100 ${heights.curve}" preserveAspectRatio="none" role="img"><title>${curve.label}</title><desc>${told}</desc><path class="grid" d="M0 0H100M0 50H100M0 100H100"/>${rules}${drawn}</svg>${marks}</div></div>`;
};

const legendOf = (lines: readonly Line[]): Html =>
  html`<ul class="legend">${lines.map(({ name, colour }) => html`<li><span class="dot p${colour}"></span>${name}</li>`)}</ul>`;

/** Quarters of the way, as words say them. */
const describe = (points: readonly Point[], written: (value: number) => string): string =>
  [0, 0.25, 0.5, 0.75, 1]
    .map((share) => `${share * 100} %: ${written(points[Math.round(share * (points.length - 1))]?.value ?? 0)}`)
    .join(', ');

const momentsOf = ({ label, at, colour }: Moments, updates: number): Html => {
  // So close together that single marks can't be told apart: a dotted band says as much.
  const shown = at.length > 400 ? at.filter((_, index) => index % Math.ceil(at.length / 400) === 0) : at;
  const marks = shown.map((update) => `M${place(update, updates)} 3v14`).join('');
  const many = at.length === 0 ? 'none' : at.length === 1 ? 'once' : `${at.length.toLocaleString('en')} times`;
  return html`<div class="row"><span class="label">${label} <span class="quiet">${many}</span></span><div class="area"><svg class="moments" viewBox="0 0 100 20" preserveAspectRatio="none" role="img"><title>${label}</title><desc>${many}${firstOf(at)}</desc><path class="grid" d="M0 10H100"/><path class="s${colour}" d="${marks}"/></svg></div></div>\n`;
};

const firstOf = (at: readonly number[]): string =>
  at.length === 0
    ? ''
    : `, after updates ${at.slice(0, 5).map(Math.round).join(', ')}${at.length > 5 ? ' and so on' : ''}`;

type Axis = { readonly most: number; readonly written: (value: number) => string };

const axis = (label: string, ticks: readonly number[], { most, written }: Axis): Html =>
  html`<div class="row" aria-hidden="true"><span class="label quiet">${label}</span><div class="ticks">${ticks.map((tick) => html`<span class="${place(tick, most) > 92 && 'last'}" style="left:${place(tick, most)}%">${written(tick)}</span>`)}</div></div>`;

const timeAxis = ({ lasting }: OverTime): Html | false =>
  lasting !== undefined &&
  axis('time', clockTicks(lasting.seconds), { most: lasting.seconds, written: lasting.written });
