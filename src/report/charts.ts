import { type Html, html } from './html.ts';

/** One bar of a histogram. */
export type Bin = {
  readonly label: string;
  readonly count: number;
  /** Not as it should be. */
  readonly isLow?: boolean;
};

const chart = { width: 340, row: 20, label: 92, count: 56 };

/** Bars that lie, a row each: readable on a phone, with any number of them. */
export const histogram = (title: string, bins: readonly Bin[]): Html => {
  const most = Math.max(1, ...bins.map(({ count }) => count));
  const room = chart.width - chart.label - chart.count;
  const height = bins.length * chart.row;
  const rows = bins.map(({ label, count, isLow }, index) => {
    const y = index * chart.row;
    const length = count === 0 ? 0 : Math.max(1.5, (count / most) * room);
    return html`<g><text x="${chart.label - 8}" y="${y + 14}" text-anchor="end">${label}</text><rect class="${isLow ? 'low' : 'bar'}" x="${chart.label}" y="${y + 4}" width="${round(length)}" height="12" rx="1"/><text x="${round(chart.label + length + 6)}" y="${y + 14}">${count.toLocaleString('en')}</text></g>`;
  });
  const said = bins.map(({ label, count }) => `${label}: ${count}`).join(', ');
  return html`<figure><figcaption class="name">${title}</figcaption><svg viewBox="0 0 ${chart.width} ${height}" width="${chart.width}" role="img" aria-label="${title}: ${said}">${rows}</svg></figure>`;
};

/** Where a part lies on the time of a whole, in seconds. */
export const timeLine = (whole: number, part: { readonly start: number; readonly end: number }): Html => {
  const scale = (seconds: number): number => round((Math.min(whole, Math.max(0, seconds)) / whole) * 1000);
  const [start, end] = [scale(part.start), scale(part.end)];
  const label = `${seconds(part.start)} to ${seconds(part.end)} of ${seconds(whole)}`;
  return html`<svg viewBox="0 0 1000 8" width="1000" preserveAspectRatio="none" style="width:100%;height:8px" role="img" aria-label="${label}"><rect class="track" width="1000" height="8"/><rect class="bar" x="${start}" width="${round(Math.max(2, end - start))}" height="8"/></svg>`;
};

export const seconds = (value: number): string => `${Number(value.toFixed(2))} s`;

const round = (value: number): number => Number(value.toFixed(1));
