import { type Html, html } from '../html.ts';

/** A number of the plan beside the range that is advised for it. */
export type Ranged = {
  readonly label: string;
  readonly value: number;
  readonly written: string;
  readonly least: number;
  readonly most: number;
  /** The range as its source writes it. */
  readonly advised: string;
};

const width = 100;

/** One number on its own scale of powers of ten, with the advised range behind it: for a cell of a table. */
export const onRange = ({ label, value, written, least, most, advised }: Ranged): Html => {
  const [low, high] = [Math.min(value, least) / 2, Math.max(value, most) * 2].map((each) =>
    Math.log(Math.max(each, 1e-12)),
  );
  const at = (number: number): number =>
    Number((((Math.log(Math.max(number, 1e-12)) - (low ?? 0)) / ((high ?? 1) - (low ?? 0) || 1)) * width).toFixed(1));
  const isInside = value >= least && value <= most;
  return html`<svg class="ranged" viewBox="0 0 ${width} 16" width="140" role="img"><title>${label}</title><desc>${written}; advised ${advised}${isInside ? '' : ', which it is outside of'}</desc><rect class="track" y="6" width="${width}" height="4" rx="2"/><rect class="advised" x="${at(least)}" y="4" width="${Math.max(2, Number((at(most) - at(least)).toFixed(1)))}" height="8" rx="2"/><circle class="${isInside ? 'good' : 'low'}" cx="${at(value)}" cy="8" r="5"/></svg>`;
};
