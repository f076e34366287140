import type { Clip, Damage, Video } from '../media/inventory.ts';
import type { Looked } from '../media/looked.ts';

/** The smallest whole pipelines, and clips for their inventories: what the examples of rules are made of. */

type Parts = {
  /** What the inventory holds, for who reads the example. */
  readonly about?: string;
  readonly model?: string;
  /** Lines inside `dataset birds`. */
  readonly dataset?: readonly string[];
  readonly length?: string;
  /** Lines inside `train`. */
  readonly train?: readonly string[];
  /** Lines after all. */
  readonly more?: readonly string[];
};

export const pipeline = ({
  about,
  model = 'cogvideox-5b-t2v',
  dataset,
  length = '1000 steps',
  train,
  more,
}: Parts): string =>
  `${about ? `# ${about}\n` : ''}model ${model}\n\n` +
  `${block('dataset birds', 'videos = "birds"', dataset)}\n${block('train', `length = ${length}`, train)}` +
  `${more ? `\n${more.join('\n')}\n` : ''}`;

/** Made for each rule at every start: so of pieces of text, and not of lists. */
const block = (head: string, first: string, more: readonly string[] = []): string =>
  more.length === 0 ? `${head} { ${first} }\n` : `${head} {\n  ${first}\n  ${more.join('\n  ')}\n}\n`;

/** A clip that gives one sample of cogvideox-5b-t2v, described whole: 6.25 s of 720p at 24 frames a second. */
const fitting: Video = {
  codec: 'h264',
  width: 1280,
  height: 720,
  pixel_aspect: '1:1',
  pixel_format: 'yuv420p',
  frames: 150,
  span: 149 / 24,
  duration: 150 / 24,
  start: 0,
  constant_rate: true,
  interlaced: false,
  colour: {},
};

/** A video of so many frames at a rate. */
export const video = (frames: number, rate: number, over: Partial<Video> = {}): Video => ({
  ...fitting,
  frames,
  span: (frames - 1) / rate,
  duration: frames / rate,
  ...over,
});

/** So many clips of dataset birds, numbered from 1; made when they are read, since a check reads no example. */
export const clips = (count: number, over: Partial<Clip> = {}, from = 1): Iterable<Clip> => ({
  *[Symbol.iterator]() {
    for (let index = from; index < from + count; index++) yield clip(index, over);
  },
});

const clip = (index: number, over: Partial<Clip>): Clip => {
  const number = String(index).padStart(4, '0');
  const folder = over.dataset ?? 'birds';
  return {
    dataset: 'birds',
    path: `${folder}/${number}.mp4`,
    size: 1_000_000,
    fingerprint: fingerprint(number, folder),
    video: fitting,
    captions: [{ text: `a bird takes off from branch ${number}` }],
    ...over,
  };
};

/** Clips of another folder are other clips. */
const fingerprint = (number: string, folder: string): string =>
  folder === 'birds'
    ? number.repeat(16)
    : `${number}${[...folder].map((letter) => letter.charCodeAt(0).toString(16)).join('')}`
        .padEnd(64, '0')
        .slice(0, 64);

/** Some clips, then others. */
export const both = (some: Iterable<Clip>, others: Iterable<Clip>): Iterable<Clip> => ({
  *[Symbol.iterator]() {
    yield* some;
    yield* others;
  },
});

/** The same clips with other captions, made from their paths. */
export const described = (some: Iterable<Clip>, text: (path: string) => string): Iterable<Clip> => ({
  *[Symbol.iterator]() {
    for (const each of some) yield { ...each, captions: [{ text: text(each.path) }] };
  },
});

const cutShort: Damage = { reason: 'cut-short', detail: 'moov atom not found' };

/** Clips that are no video. */
export const damaged = (count: number, from = 1, damage = cutShort): Iterable<Clip> => ({
  *[Symbol.iterator]() {
    const over = { damage, captions: [] };
    for (const { video: _, ...rest } of clips(count, over, from)) yield rest;
  },
});

/** What `cogx scan --look` says of a clip, over nothing that stands out. */
export const lookedAt = (over: Partial<Looked>): Partial<Clip> => ({
  looked: { cuts: [], frozen: [], black: [], ...over },
});
