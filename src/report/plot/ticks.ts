/** Where an axis from 0 says a number: at most about so many round steps, none above `most`. */
export const ticksTo = (most: number, about = 5): readonly number[] => {
  if (!(most > 0)) return [0];
  const rough = most / about;
  const power = 10 ** Math.floor(Math.log10(rough));
  const step = [1, 2, 5, 10].map((each) => each * power).find((each) => each >= rough * 0.8) ?? rough;
  // Multiplied and not added up: 0.1 + 0.2 is not 0.3.
  return Array.from({ length: Math.floor(most / step + 1e-9) + 1 }, (_, index) =>
    Number((index * step).toPrecision(12)),
  );
};

/** A place on a line from 0 to 100, as a style and SVG write it. */
export const place = (value: number, most: number): number =>
  Number(((Math.min(Math.max(value, 0), most) / (most || 1)) * 100).toFixed(2));

/** Steps of a clock, not of tens: minutes, quarters of an hour, hours, days. */
const clock = [1, 5, 15, 30, 60, 300, 900, 1800, 3600, 7200, 14_400, 21_600, 43_200, 86_400];

/** Where an axis of seconds says a time. */
export const clockTicks = (seconds: number): readonly number[] => {
  const step = clock.find((each) => seconds / each <= 6) ?? Math.ceil(seconds / 6 / 86_400) * 86_400;
  return Array.from({ length: Math.floor(seconds / step) + 1 }, (_, index) => index * step);
};
