import { isWide } from '../media/colour.ts';
import type { Video } from '../media/inventory.ts';
import { type Filter, filter, withOptions } from './filters.ts';

/** Names that both ffprobe writes and `setparams` reads. */
const known = {
  space: ['bt709', 'fcc', 'bt470bg', 'smpte170m', 'smpte240m', 'bt2020nc', 'bt2020c'],
  transfer: [
    'bt709',
    'bt470m',
    'bt470bg',
    'smpte170m',
    'smpte240m',
    'linear',
    'iec61966-2-1',
    'bt2020-10',
    'bt2020-12',
  ],
  primaries: ['bt709', 'bt470m', 'bt470bg', 'smpte170m', 'smpte240m', 'film', 'bt2020', 'smpte431', 'smpte432'],
};

const tags = (space: string, transfer: string, primaries: string): Filter =>
  withOptions('setparams', { range: 'tv', colorspace: space, color_trc: transfer, color_primaries: primaries });

/**
 * Colours as a sample has them, with every tag said: readers take what is untagged as BT.601, at any size. The matrix is kept,
 * because to convert costs more than it gives.
 */
export const colourOf = (video: Video): Filter[] => {
  if (isWide(video)) return toneMapped(video);
  const { space, transfer, primaries } = video.colour;
  const guess = guessOf(video);
  const kept = space !== undefined && known.space.includes(space) ? space : guess;
  const own = belonging[kept] ?? belonging.bt709;
  return [
    tags(
      kept,
      transfer !== undefined && known.transfer.includes(transfer) ? transfer : own.transfer,
      primaries !== undefined && known.primaries.includes(primaries) ? primaries : own.primaries,
    ),
  ];
};

/** What an untagged clip was meant to be: HD is BT.709, the rest BT.601. What was no YUV becomes BT.601 in `scale`. */
const guessOf = ({ width, height, pixel_format, colour }: Video): string => {
  const isRgb = colour.space === 'gbr' || /^(rgb|bgr|gbr|argb|abgr|0rgb|0bgr|pal8)/.test(pixel_format);
  return !isRgb && (height >= 720 || width >= 1280) ? 'bt709' : 'smpte170m';
};

type Curve = { readonly transfer: string; readonly primaries: string };

/** Transfer and primaries that belong to a matrix (ITU-T H.273). */
const belonging: Readonly<Record<string, Curve>> & { readonly bt709: Curve } = {
  bt709: { transfer: 'bt709', primaries: 'bt709' },
  fcc: { transfer: 'bt470m', primaries: 'bt470m' },
  bt470bg: { transfer: 'smpte170m', primaries: 'bt470bg' },
  smpte170m: { transfer: 'smpte170m', primaries: 'smpte170m' },
  smpte240m: { transfer: 'smpte240m', primaries: 'smpte240m' },
  bt2020nc: { transfer: 'bt2020-10', primaries: 'bt2020' },
  bt2020c: { transfer: 'bt2020-10', primaries: 'bt2020' },
};

/**
 * White of 203 cd/m2 (ITU-R BT.2408) becomes white. Left as they are such pictures lie under a grey veil. `zscale` finds no way
 * between colours whose tags are incomplete, so they are said first.
 */
const toneMapped = ({ colour }: Video): Filter[] => [
  withOptions('setparams', {
    colorspace: colour.space === 'bt2020c' ? 'bt2020c' : 'bt2020nc',
    color_trc: colour.transfer ?? 'smpte2084',
    color_primaries: 'bt2020',
  }),
  withOptions('zscale', { t: 'linear', npl: 203 }),
  filter('format', 'gbrpf32le'),
  withOptions('zscale', { p: 'bt709' }),
  withOptions('tonemap', { tonemap: 'mobius', desat: 0 }),
  withOptions('zscale', { t: 'bt709', m: 'bt709', r: 'tv' }),
  tags('bt709', 'bt709', 'bt709'),
];
