/** Runs of letters that are right elsewhere. */

/** What such a run is here; `text` only where one spelling can be told. */
export type Elsewhere = { readonly help: string; readonly text?: string; readonly isSure?: true };

const size = /^(\d+)[xX×*](\d+)$/;
const clock = /^(\d+):(\d\d)(?::(\d\d))?$/;
const price = /^\$(\d+(?:\.\d+)?)$/;

/** `720*480`, `24:00:00`, `1-12:00:00`, `1h30m`, `$2.50`, `+42`, `(0.9`, `glob(` */
export const fromElsewhere = (image: string): Elsewhere | undefined => {
  const [, width, height] = size.exec(image) ?? [];
  if (width !== undefined && height !== undefined) return written(`${width}x${height}`, true);
  const dollars = price.exec(image)?.[1];
  if (dollars !== undefined) return written(`${dollars} USD`);
  const plain = /^\+([\d.]+(?:e[+-]?\d+)?)$/i.exec(image)?.[1];
  if (plain !== undefined) return written(plain, true);
  const [, days, ofDay] = /^(\d+)-(\d+)(?::00)*$/.exec(image.includes(':') ? image : '') ?? [];
  if (days !== undefined) return written(`${Number(days) * 24 + Number(ofDay)} h`);
  const [, hours, minutes] = /^(\d+)h(\d+)m(?:in)?$/.exec(image) ?? [];
  if (hours !== undefined) return written(`${Number(hours) * 60 + Number(minutes)} min`, true);
  const number = fromFormula(image);
  if (number) return number;
  if (image.endsWith('(')) return { help: 'Write the value itself: nothing is called in a file.' };
  const time = clock.exec(image);
  if (time) return ofClock(time);
  if (image.startsWith('(') !== image.endsWith(')')) return { help: 'Write a list in brackets: `[1, 2]`.' };
  return undefined;
};

/** `1e-4.`, `1e–4` of a word processor, `10^-4`, `5*10**-5`, `24000/1001`, `16:9` */
const fromFormula = (image: string): Elsewhere | undefined => {
  const plain = image.replace(/[–−]/g, '-');
  const isNumber = /^-?\d+(\.\d*)?(e[+-]?\d+)?\.?$/i.test(plain);
  if (isNumber) return written(plain.replace(/\.(?=e|$)/i, ''), true);
  const [, factor = '1', exponent] = /^(?:(\d+(?:\.\d+)?)[*x×])?10(?:\^|\*\*)(-?\d+)$/.exec(plain) ?? [];
  if (exponent !== undefined) return written(`${factor}e${exponent}`, true);
  const [, above, below] = /^(\d+)\/(\d+)$/.exec(image) ?? [];
  if (above !== undefined && Number(below) > 0)
    return written(`${Number((Number(above) / Number(below)).toPrecision(6))}`);
  if (/^\d{1,2}:\d{1,2}$/.test(image) && !clock.test(image))
    return { help: 'Write a size in pixels, such as `1360x768`.' };
  return undefined;
};

const written = (text: string, isSure = false): Elsewhere => ({
  help: `Write \`${text}\`.`,
  text,
  ...(isSure ? { isSure } : {}),
});

/** `1:30` may be hours or minutes; with seconds it is clear. */
const ofClock = ([, hours = '', minutes = '', seconds]: RegExpExecArray): Elsewhere => {
  if (seconds === undefined) return { help: 'Write a time with its unit, such as `90 min`.' };
  const total = Number(hours) * 60 + Number(minutes) + Math.ceil(Number(seconds) / 60);
  return written(total % 60 === 0 ? `${total / 60} h` : `${total} min`);
};
