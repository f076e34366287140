import type { Video } from './inventory.ts';

/** Colours that need a wider range than a sample has: PQ (HDR10, Dolby Vision) and HLG. */
const wide = ['smpte2084', 'arib-std-b67'];

export const isWide = ({ colour }: Video): boolean => wide.includes(colour.transfer ?? '');

/** What ffmpeg calls pictures that can be seen through; `alpha` is said where the decoder does not tell (VP9 in WebM). */
export const isTransparent = ({ pixel_format, alpha }: Video): boolean =>
  alpha === true || /^(yuva|rgba|bgra|argb|abgr|gbrap|ya8|ya16|ayuv|vuya)/.test(pixel_format);
