import { statSync } from 'node:fs';
import { normalize } from 'node:path';
import { isPattern, patternOf } from '../../media/exclude.ts';
import { bytewise } from './inventory.ts';
import { placeOf } from './place.ts';
import { type Met, walk } from './walk.ts';

/** What clips are called; a pattern that ends in a suffix of its own finds what it says. */
const suffixes = 'mp4 m4v mov mkv webm avi ts mts m2ts mpg mpeg gif flv wmv ogv 3gp mxf'.split(' ');

/** What is also called so, and is taken where a pattern says it; what people make of frames, one picture a file. */
const otherFilms =
  'asf vob f4v 3g2 divx dv m2v m1v mpe mod tod ogg ogm rm rmvb h264 264 hevc h265 265 y4m nut webp apng avif insv lrv r3d braw'.split(
    ' ',
  );
export const pictures = 'png jpg jpeg bmp tif tiff exr dpx ppm'.split(' ');

const suffixOf = (path: string): string => /\.([A-Za-z0-9]+)$/.exec(path)?.[1] ?? '';

const isVideo = (path: string): boolean => suffixes.includes(suffixOf(path).toLowerCase());

/** As a person sees it: a space behind a name is seen by nobody. */
const looksLikeFilm = (path: string): boolean => {
  const suffix = suffixOf(path.trimEnd()).toLowerCase();
  return suffixes.includes(suffix) || otherFilms.includes(suffix) || pictures.includes(suffix);
};

const isHidden = (path: string): boolean => path.slice(path.lastIndexOf('/') + 1).startsWith('.');

/** Hears of each file that is found, and of what looks like a clip and is not taken. */
export type Finding = {
  readonly found?: () => void;
  readonly passed?: (path: string, why: Passed) => void;
};

/** Why something is not taken: a hidden file or folder, a folder that can't be read or is a circle of links, another suffix. */
export type Passed = 'hidden' | 'circle' | 'unreadable' | `.${string}`;

/** The clips that folders and patterns name, relative to the folder of the pipeline, each once, in the order of bytes. */
export const findClips = (folder: string, videos: readonly string[], heard: Finding = {}): string[] => {
  const [only = [], ...others] = videos.map((each) => findIn(folder, each, heard));
  if (others.length === 0) return only;
  return [...new Set([only, ...others].flat())].sort(bytewise);
};

const findIn = (folder: string, named: string, heard: Finding): string[] => {
  const place = statSync(placeOf(folder, named), { throwIfNoEntry: false });
  if (place?.isDirectory())
    return walked(folder, { base: normalize(named), depth: Number.POSITIVE_INFINITY, takes: isVideo }, heard);
  if (place) return [normalize(named)];
  return isPattern(named) ? walked(folder, wayOf(normalize(named)), heard) : [];
};

/** Where a pattern begins, how far down it reaches, and what it takes. */
type Way = { readonly base: string; readonly depth: number; readonly takes: (path: string) => boolean };

const wayOf = (pattern: string): Way => {
  const parts = pattern.split('/');
  const first = parts.findIndex(isPattern);
  const deep = parts.slice(first).some((part) => part.includes('**'));
  const expression = patternOf(pattern);
  const saysSuffix = suffixOf(pattern) !== '' || /\{[^/]*\}$/.test(pattern);
  return {
    base: parts.slice(0, first).join('/') || (pattern.startsWith('/') ? '/' : '.'),
    depth: deep ? Number.POSITIVE_INFINITY : parts.length - first - 1,
    takes: (path) => expression.test(path) && (saysSuffix || isVideo(path)),
  };
};

const walked = (folder: string, { base, depth, takes }: Way, heard: Finding): string[] => {
  const paths: string[] = [];
  const met: Met = {
    file: (path) => {
      if (isHidden(path)) {
        if (isVideo(path)) heard.passed?.(path, 'hidden');
      } else if (takes(path)) {
        paths.push(path);
        heard.found?.();
      } else if (looksLikeFilm(path)) heard.passed?.(path, `.${path.slice(path.lastIndexOf('.') + 1)}`);
    },
    passed: (path, why) => heard.passed?.(path, why),
  };
  walk({ place: placeOf(folder, base), path: base === '.' ? '' : base.replace(/\/$/, ''), depth, met });
  return paths;
};

/** An absolute path stays what it is. */
