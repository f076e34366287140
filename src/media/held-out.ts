import type { Clip } from './inventory.ts';

/**
 * Whether a clip is kept out of training. Its content alone decides, so the same clips stay out when others are added, when files are
 * renamed and when the share grows; copies of one clip go together. A fingerprint is a sha256 in hex, and so as good as a throw of dice.
 */
export const isHeldOut = ({ fingerprint }: Pick<Clip, 'fingerprint'>, share: number | null): boolean =>
  share !== null && placeOf(fingerprint) < share;

/** From 0 to 1; 1 for what has no content. */
export const placeOf = (fingerprint: string): number => {
  const place = Number.parseInt(fingerprint.slice(0, 12), 16) / 16 ** 12;
  return Number.isNaN(place) ? 1 : place;
};
