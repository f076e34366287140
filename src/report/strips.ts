import { round } from './charts.ts';
import { type Html, html } from './html.ts';
import { percent, seconds } from './numbers.ts';

/** A JPEG of pictures side by side, as a data URI, and its size on the page. */
export type Picture = { readonly uri: string; readonly width: number; readonly height: number };

/** A sample beside the clip that it was made from. */
export type Strip = {
  readonly source: string;
  /** Which of the clip's samples, from 1, and how many there are. */
  readonly window: number;
  readonly windows: number;
  /** Length of the clip, and what the sample shows of it, in seconds. */
  readonly seconds: number;
  readonly shown: Span;
  readonly coverage: number;
  readonly caption: string;
  /** The clip from its start to its end, and the sample; absent where there is no picture of it. */
  readonly clip?: Picture;
  readonly sample?: Picture;
};

type Span = { readonly start: number; readonly end: number };

/** Height of the lens between two strips; its width where a clip has no picture. */
const lens = { height: 22, width: 1045 };

/** Below this a sample shows too little of what its caption says, as the rule `coverage` has it. */
export const low = 0.8;

/** Above the clip with what is kept of it in a frame, below the sample; the lens between them says which part became it. */
export const stripOf = (strip: Strip): Html => {
  const { source, window, windows, coverage, caption } = strip;
  const which = windows > 1 && `sample ${window} of ${windows}, `;
  const part = `${seconds(strip.shown.start)} to ${seconds(strip.shown.end)} of ${seconds(strip.seconds)}`;
  return html`<figure class="sample">
<figcaption><span class="name">${source}</span> <span class="quiet">${which}${part}, <span class="${coverage < low ? 'bad' : 'good'}">coverage ${percent(coverage)}</span></span></figcaption>
<div class="strips" role="group" tabindex="0" aria-label="Pictures of ${source}">
${clipOf(strip, `The clip from its start to its end; ${part} are in the sample`)}
${lensOf(strip)}
${strip.sample ? image(strip.sample, `The sample from its start to its end`) : html`<p class="bad">There is no picture of the sample.</p>`}
</div>
<p class="said">${caption}</p>
</figure>
`;
};

const image = ({ uri, width, height }: Picture, alt: string): Html =>
  html`<img src="${uri}" width="${width}" height="${height}" alt="${alt}">`;

/** Where seconds of a clip lie on a strip of it. */
const scaleOf = ({ clip, seconds: whole }: Strip) => {
  const width = clip?.width ?? lens.width;
  return { width, at: (time: number): number => round((Math.min(whole, Math.max(0, time)) / (whole || 1)) * width) };
};

const clipOf = (strip: Strip, alt: string): Html => {
  const { clip, shown } = strip;
  if (!clip) return html`<p class="bad">There is no picture of the clip.</p>`;
  const { width, at } = scaleOf(strip);
  const [start, end, height] = [at(shown.start), at(shown.end), clip.height];
  return html`<div class="pictures" style="width:${width}px">${image(clip, alt)}<svg viewBox="0 0 ${width} ${height}" width="${width}" height="${height}" aria-hidden="true"><rect class="off" width="${start}" height="${height}"/><rect class="off" x="${end}" width="${round(width - end)}" height="${height}"/><rect class="kept" x="${round(Math.min(start + 1, width - 3))}" y="1" width="${round(Math.max(2, end - start - 2))}" height="${height - 2}"/></svg></div>`;
};

const lensOf = (strip: Strip): Html => {
  const { width, at } = scaleOf(strip);
  const [start, end] = [at(strip.shown.start), at(strip.shown.end)];
  const below = strip.sample?.width ?? lens.width;
  const wide = Math.max(width, below);
  return html`<svg class="lens" viewBox="0 0 ${wide} ${lens.height}" width="${wide}" height="${lens.height}" aria-hidden="true"><polygon points="${start},0 ${Math.max(end, start + 2)},0 ${below},${lens.height} 0,${lens.height}"/></svg>`;
};
