import { gib as some } from '../../rules/common.ts';

/** Numbers as the page of a plan writes them. */

/** Nothing is `0`, whatever its unit. */
export const gib = (number: number): string => (number === 0 ? '0' : some(number));

/** `680 USD`, `12.40 USD` */
export const usd = (price: number): string => {
  if (price >= 100) return `${Math.round(price).toLocaleString('en')} USD`;
  return `${price.toFixed(2)} USD`;
};

/** `0:30`, `2:00`, `3 d 4:00`: a place on a clock. */
export const clock = (seconds: number): string => {
  const minutes = Math.round(seconds / 60);
  const days = Math.floor(minutes / 1440);
  const day = `${Math.floor((minutes % 1440) / 60)}:${String(minutes % 60).padStart(2, '0')}`;
  if (seconds > 0 && seconds < 60) return `${Math.round(seconds)} s`;
  return days > 0 ? `${days} d${minutes % 1440 === 0 ? '' : ` ${day}`}` : day;
};
