/** Runs of letters that are right elsewhere. */

/** What such a run is here; `text` only where one spelling can be told. */
export type Elsewhere = { readonly help: string; readonly text?: string; readonly isSure?: true };

const size = /^(\d+)[xX×*](\d+)$/;
const clock = /^(\d+):(\d\d)(?::(\d\d))?$/;
const price = /^\$(\d+(?:\.\d+)?)$/;

/** `720*480`, `24:00:00`, `$2.50`, `(0.9` */
export const fromElsewhere = (image: string): Elsewhere | undefined => {
  const [, width, height] = size.exec(image) ?? [];
  if (width !== undefined && height !== undefined) return written(`${width}x${height}`, true);
  const dollars = price.exec(image)?.[1];
  if (dollars !== undefined) return written(`${dollars} USD`);
  const time = clock.exec(image);
  if (time) return ofClock(time);
  if (image.startsWith('(') !== image.endsWith(')')) return { help: 'Write a list in brackets: `[1, 2]`.' };
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
