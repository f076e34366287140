import { clipId } from '../media/clip-id.ts';
import { isExcluded } from '../media/exclude.ts';
import { isHeldOut } from '../media/held-out.ts';
import type { Clip } from '../media/inventory.ts';
import { isLeftOut, samplesOf } from '../media/sampling.ts';
import { wayFrom } from '../plan/file-path.ts';
import { clipGraph } from './clip-graph.ts';
import type { Job } from './job.ts';
import { hashOf } from './manifest.ts';

/**
 * What prepare.sh and encode.py read: a line for each clip that gives samples. Those that are held out repeat 0 times. The last two are for people: the clip's length, and from
 * when to when each sample shows it.
 */
const columns = 'clip source fingerprint dataset repeats windows coverage graph captions seconds shown'.split(' ');

/** Made as they are asked for, and again each time. */
export const clipLines = (job: Job, inventory: () => Iterable<Clip>): Iterable<string> => ({
  *[Symbol.iterator]() {
    yield `${columns.join('\t')}\n`;
    for (const clip of inventory()) {
      const fields = fieldsOf(job, clip);
      if (fields) yield `${fields.join('\t')}\n`;
    }
  },
});

const fieldsOf = ({ plan, sha256 }: Job, clip: Clip): (string | number)[] | undefined => {
  const dataset = Object.hasOwn(plan.dataset, clip.dataset) ? plan.dataset[clip.dataset] : undefined;
  const { video } = clip;
  if (!dataset || !video || isExcluded(clip.path, dataset.exclude)) return undefined;
  const sampling = samplesOf(clip, dataset, plan.frames);
  if (!sampling || isLeftOut(sampling)) return undefined;
  const samples = sampling.windows;
  return [
    clipId(clip, (text) => hashOf(text, sha256)),
    octal(wayFrom(plan.storage.data, clip.path)),
    clip.fingerprint,
    clip.dataset,
    isHeldOut(clip, plan.train.validate.held_out) ? 0 : dataset.repeats,
    samples.length,
    samples.map(({ coverage }) => Number(coverage.toFixed(4))).join(),
    clipGraph({ video, sampling, policy: dataset.frames, frames: plan.frames }),
    ascii(samples.map(({ caption }) => caption)),
    seconds(video.duration),
    samples.map(({ shown }) => `${seconds(shown.start)}-${seconds(shown.end)}`).join(),
  ];
};

/** Every byte that is more than a plain letter as `\0ooo`, which POSIX `printf %b` reads: no name breaks a line or a shell. */
export const octal = (path: string): string => (/[^A-Za-z0-9._/,=+@-]/.test(path) ? escaped(path) : path);

const escaped = (path: string): string =>
  Array.from(new TextEncoder().encode(path), (byte) => {
    const letter = String.fromCharCode(byte);
    return /[A-Za-z0-9._/,=+@-]/.test(letter) ? letter : `\\0${byte.toString(8).padStart(3, '0')}`;
  }).join('');

const seconds = (value: number): number => Number(value.toFixed(3));

/** JSON without a letter that a reader of bytes could mistake. */
const ascii = (texts: readonly string[]): string =>
  JSON.stringify(texts).replace(
    /[\u007f-\uffff]/g,
    (letter) => `\\u${letter.charCodeAt(0).toString(16).padStart(4, '0')}`,
  );
