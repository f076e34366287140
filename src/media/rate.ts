/** A rate as the quotient that ffmpeg writes: `30000/1001`. */
export type Fraction = { readonly numerator: number; readonly denominator: number };

const nearWhole = (value: number): boolean => Math.abs(value - Math.round(value)) < 1e-6 * Math.max(1, value);

/** The quotient meant by a rate: 23.976, 29.97 and 59.94 are the thousand-and-first parts that NTSC made of 24, 30 and 60. */
export const fractionOf = (rate: number): Fraction => {
  const whole = Math.round((rate * 1001) / 1000);
  if (!nearWhole(rate) && Math.abs(rate - (whole * 1000) / 1001) < 0.005)
    return { numerator: whole * 1000, denominator: 1001 };
  for (let denominator = 1; denominator < 1000; denominator++)
    if (nearWhole(rate * denominator)) return { numerator: Math.round(rate * denominator), denominator };
  return { numerator: Math.round(rate * 1000), denominator: 1000 };
};

/** `16`, `30000/1001`: as filters take it. */
export const printRate = ({ numerator, denominator }: Fraction): string =>
  denominator === 1 ? String(numerator) : `${numerator}/${denominator}`;

export const exactRate = (rate: number): number => {
  const { numerator, denominator } = fractionOf(rate);
  return numerator / denominator;
};
