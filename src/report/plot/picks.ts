import { type Html, html } from '../html.ts';
import { seconds as written } from '../numbers.ts';

/** Which pictures of a clip become which frames of a sample. */
export type Picks = {
  /** The clip that shows it, and what is done to it and to how many others. */
  readonly clip: string;
  readonly says: string;
  /** Pictures of the clip, and the seconds that it lasts. */
  readonly pictures: number;
  readonly seconds: number;
  /** For each frame of a sample the picture that it shows, from 0; between two where it is made up. */
  readonly sample: readonly number[];
  readonly sample_seconds: number;
};

/** Heights of the clip, of the lines between, and of the sample; so wide that marks of 600 pictures keep apart. */
const room = { width: 1200, clip: 26, lines: 46, sample: 26 };

/** A clip above and a sample below, a mark a picture; a line leads from each picture that is taken to the frame that it becomes. */
export const picks = (
  shown: Picks,
): Html => html`<figure class="picks"><figcaption><span class="name">${shown.clip}</span> <span class="quiet">${shown.says}</span></figcaption>
<div class="drawn"><div class="sides" aria-hidden="true"><span>clip, ${written(shown.seconds)}</span><span>sample, ${written(shown.sample_seconds)}</span></div>${drawn(shown)}</div></figure>
`;

/** What the marks of all strips mean. */
export const picksLegend: Html = html`<ul class="legend"><li><span class="dot good"></span>taken</li><li><span class="dot p9"></span>not taken</li><li><span class="dot low"></span>the picture before, again</li></ul>`;

type Places = { readonly picture: (index: number) => number; readonly frame: (index: number) => number };

/** On one scale of time where the clip is not much longer than the sample; else each fills the width. */
const placesOf = ({ pictures, seconds, sample, sample_seconds }: Picks): Places => {
  const longest = seconds > 2 * sample_seconds ? undefined : Math.max(seconds, sample_seconds);
  const at = (share: number, lasts: number): number =>
    Number((share * (longest === undefined ? 1 : lasts / longest) * room.width).toFixed(1));
  return {
    picture: (index) => at((index + 0.5) / pictures, seconds),
    frame: (index) => at((index + 0.5) / sample.length, sample_seconds),
  };
};

const drawn = (shown: Picks): Html => {
  const { pictures, sample } = shown;
  const { picture, frame } = placesOf(shown);
  const taken = new Set(sample.map(Math.floor));
  const below = room.clip + room.lines;
  const path = (values: Iterable<number>, of: (value: number) => string): string => [...values].map(of).join('');
  const isAgain = (index: number): boolean => index > 0 && sample[index] === sample[index - 1];
  const frames = (again: boolean): string =>
    path(sample.keys(), (index) => (isAgain(index) === again ? `M${frame(index)} ${below}v22` : ''));
  const ways = path(sample.keys(), (index) => `M${picture(sample[index] ?? 0)} ${room.clip}L${frame(index)} ${below}`);
  return html`<svg viewBox="0 0 ${room.width} ${below + room.sample}" preserveAspectRatio="none" role="img"><title>${shown.clip}</title><desc>${shown.says}. Of ${pictures} pictures ${taken.size} are taken, for ${sample.length} frames.</desc>${notTaken(shown, { picture, taken })}<path class="kept" d="${path(taken, (each) => `M${picture(each)} 4V${room.clip}`)}"/><path class="way" d="${ways}"/><path class="kept" d="${frames(false)}"/><path class="again" d="${frames(true)}"/></svg>`;
};

type Taken = { readonly picture: Places['picture']; readonly taken: ReadonlySet<number> };

/** So many that marks would touch are one band. */
const notTaken = ({ pictures }: Picks, { picture, taken }: Taken): Html => {
  if (pictures > 600)
    return html`<rect class="p9" x="0" y="14" width="${Number((picture(pictures) - picture(0)).toFixed(1))}" height="12"/>`;
  const left = Array.from({ length: pictures }, (_, index) => index).filter((index) => !taken.has(index));
  return html`<path class="left" d="${left.map((index) => `M${picture(index)} 12V${room.clip}`).join('')}"/>`;
};
