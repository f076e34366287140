import { gib } from '../../rules/common.ts';

/** Numbers as the page of a plan writes them. */

/** On an axis nothing is `0`, whatever its unit. */
export const gibAxis = (number: number): string => (number === 0 ? '0' : gib(number));

/** `680 USD`, `3,350 USD`, `12.40 USD`: to as many digits as the terminal tells. */
export const usd = (price: number): string =>
  price >= 100 ? `${Number(price.toPrecision(3)).toLocaleString('en')} USD` : `${price.toFixed(2)} USD`;

/** `0:30`, `2:00`, `3 d 4:00`: a place on a clock. */
export const clock = (seconds: number): string => {
  if (seconds > 0 && seconds < 60) return `${Math.round(seconds)} s`;
  const minutes = Math.round(seconds / 60);
  const [days, left] = [Math.floor(minutes / 1440), minutes % 1440];
  const day = `${Math.floor(left / 60)}:${String(left % 60).padStart(2, '0')}`;
  if (days === 0) return day;
  return left === 0 ? `${days} d` : `${days} d ${day}`;
};
