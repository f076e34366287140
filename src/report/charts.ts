import { type Html, html } from './html.ts';
import { number } from './numbers.ts';

/** One bar of a histogram. */
export type Bin = {
  readonly label: string;
  readonly count: number;
  /** Not as it should be. */
  readonly isLow?: boolean;
};

const chart = { width: 340, row: 20, letter: 7.4, letters: 22, count: 56 };

/** Bars that lie, a row each: readable on a phone, with any number of them. */
export const histogram = (title: string, bins: readonly Bin[]): Html => {
  const most = Math.max(1, ...bins.map(({ count }) => count));
  const letters = Math.max(...bins.map(({ label }) => cut(label).length), 1);
  const left = round(letters * chart.letter + 12);
  const room = chart.width - left - chart.count;
  const rows = bins.map(({ label, count, isLow }, index) => {
    const y = index * chart.row;
    const length = count === 0 ? 0 : Math.max(1.5, (count / most) * room);
    return html`<g><text x="${left - 8}" y="${y + 14}" text-anchor="end">${cut(label)}</text><rect class="${isLow ? 'low' : 'bar'}" x="${left}" y="${y + 4}" width="${round(length)}" height="12" rx="1"/><text x="${round(left + length + 6)}" y="${y + 14}">${number(count)}</text><title>${label}: ${number(count)}</title></g>`;
  });
  const said = bins.map(({ label, count }) => `${label}: ${number(count)}`).join(', ');
  return html`<figure class="chart"><figcaption class="name">${title}</figcaption><svg viewBox="0 0 ${chart.width} ${bins.length * chart.row}" width="${chart.width}" role="img" aria-label="${title}: ${said}">${rows}</svg></figure>`;
};

/** As many letters as the room of a label holds. */
const cut = (label: string): string => (label.length > chart.letters ? `${label.slice(0, chart.letters - 1)}…` : label);

/** A part of a whole, and how it is drawn: as it should be, not quite, bad, or nothing of the kind. */
export type Share = { readonly label: string; readonly count: number; readonly kind: 'good' | 'low' | 'bad' | 'rest' };

/** What became of a whole, as one bar with its words below; parts of nothing are left out. */
export const shares = (title: string, all: readonly Share[]): Html => {
  const parts = all.filter(({ count }) => count > 0);
  const whole = parts.reduce((sum, { count }) => sum + count, 0) || 1;
  let from = 0;
  const rects = parts.map(({ count, kind }) => {
    const x = from;
    from += (count / whole) * 1000;
    return html`<rect class="${kind}" x="${round(x)}" width="${round(Math.max(2, from - x))}" height="14"/>`;
  });
  const said = parts.map(({ label, count }) => `${number(count)} ${label}`).join(', ');
  return html`<figure class="shares"><figcaption class="name">${title}</figcaption><svg viewBox="0 0 1000 14" preserveAspectRatio="none" role="img" aria-label="${title}: ${said}">${rects}</svg><ul>${parts.map(({ label, count, kind }) => html`<li><span class="dot ${kind}"></span>${number(count)} ${label}</li>`)}</ul></figure>`;
};

export const round = (value: number): number => Number(value.toFixed(1));
