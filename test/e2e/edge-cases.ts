import { edgeNames } from './edge-clips.ts';
import type { Lies } from './grid.ts';

/** The edge cases: which clips, and how each ends. 81 frames of 16 fps, 240x160, cover, head, shorter rejected. */

export const count = 81;

/** The dataset is the folder, where no other is said. */
export type Case = {
  readonly path: string;
  readonly dataset?: string;
  /** The frame that each tick shows. */
  readonly shows?: (tick: number) => number;
  /** As clips.tsv has it. */
  readonly coverage?: number;
  readonly lies?: Partial<Lies>;
  /** Where it gives no sample: `policy`, what scan calls its damage, `none` where scan takes it for no clip, or prepare.sh's reason. */
  readonly ends?: string;
};

/** Number and title, then the clips. `unlike` says where and why it ends otherwise than the note it was taken from. */
export type Row = readonly [number: number, title: string, cases: readonly Case[], unlike?: string];

/** What is a good millisecond late is in time: containers round. */
const late = 0.00107;
const held =
  (rate: number, frames: number, first = 0) =>
  (tick: number): number =>
    first + Math.min(frames - 1, Math.floor((tick / 16 + late) * rate));
/** The newest of frames at any times. */
const timed =
  (frames: readonly (readonly [id: number, seconds: number])[]) =>
  (tick: number): number =>
    frames.filter(([, seconds]) => seconds <= tick / 16 + late).at(-1)?.[0] ?? Number.NaN;
const frames = (many: number, time: (n: number) => number, taken: (n: number) => boolean = () => true) =>
  Array.from({ length: many }, (_, n) => [n, time(n)] as const).filter(([n]) => taken(n));

const shows = (path: string, at: (tick: number) => number, more: Partial<Case> = {}): Case => ({
  path,
  shows: at,
  ...more,
});
const ends = (path: string, how: string): Case => ({ path, ends: how });

/** Once cut to fill the frame, once with bars. */
const shaped = (name: string, at: (tick: number) => number, lies: Partial<Lies>): Case[] =>
  (['cover', 'contain'] as const).map((fit) => ({
    path: `shapes/${name}`,
    dataset: fit,
    shows: at,
    lies: { ...lies, fit },
  }));
const source = (width: number, height: number): Partial<Lies> => ({ source: { width, height } });

const film = held(25, 200);
const six = held(25, 150);
const thirty = held(30, 180);
const small = { lies: source(160, 90) };

export const rows: readonly Row[] = [
  [
    1,
    'even rates from 24 to 120',
    [
      shows('plain/cfr24.mp4', held(24, 144), { coverage: 0.8438 }),
      shows('plain/cfr25.mp4', held(25, 250), { coverage: 0.5062 }),
      shows('plain/cfr30.mp4', held(30, 300), { coverage: 0.5062 }),
      shows('plain/cfr50.mp4', held(50, 300), { coverage: 0.8438 }),
      shows('plain/cfr60.mp4', held(60, 360), { coverage: 0.8438 }),
      shows('plain/cfr120.mp4', held(120, 720), { coverage: 0.8438, ...small }),
    ],
  ],
  [
    2,
    'rates of NTSC',
    [
      shows('plain/ntsc23.mp4', held(24000 / 1001, 144), { coverage: 0.8429 }),
      shows('plain/ntsc29.mp4', held(30000 / 1001, 180), { coverage: 0.8429 }),
    ],
  ],
  [
    3,
    'rates below the target',
    [
      shows('plain/cfr12.mp4', held(12, 96), { coverage: 0.6328 }),
      shows('plain/cfr5.mp4', held(5, 40), { coverage: 0.6328 }),
      shows('plain/cfr1.mp4', held(1, 20), { coverage: 0.2531, ...small }),
    ],
  ],
  [4, 'exactly a sample', [shows('plain/exact81.mp4', held(16, 81), { coverage: 1 })]],
  [
    5,
    'one tick short',
    [shows('plain/one less.mp4', held(16, 80), { coverage: 1 })],
    'one tick is held whatever `shorter` says: no person can tell, and whole folders are one tick short',
  ],
  [6, 'one tick too long', [shows('plain/one more.mp4', held(16, 82), { coverage: 0.9878 })]],
  [7, 'five seconds of 30 fps are 80 ticks', [shows('plain/edge 150.mp4', held(30, 150))]],
  [8, 'the last tick lies on the last frame', [shows('plain/edge ntsc.mp4', held(30000 / 1001, 151))]],
  [9, 'far too short', [ends('plain/five.mp4', 'policy'), ends('plain/two.mp4', 'policy')]],
  [10, 'one frame', [ends('plain/one.mp4', 'still-picture')]],
  [
    11,
    'a minute',
    [shows('long/minute.mp4', held(24, 1440), { coverage: 0.0844, ...small })],
    'its windows, 9 of 49 at 8 fps, are a test of their own',
  ],
  [
    12,
    'other shapes',
    [
      ...shaped('portrait.mp4', thirty, source(180, 320)),
      ...shaped('ultrawide.mp4', thirty, source(640, 128)),
      ...shaped('square.mp4', thirty, source(240, 240)),
      ...shaped('tiny.mp4', thirty, source(64, 48)),
      ...shaped('four thirds.mp4', six, source(320, 240)),
    ],
  ],
  [13, 'odd sides, chroma in full', shaped('odd 444.mp4', thirty, source(321, 181))],
  [14, 'odd sides, VP9', [ends('short/odd vp9.webm', 'policy')], '17 of it at 8 fps are a test of their own'],
  [
    15,
    'pixels that are not square',
    shaped('anamorphic.mp4', six, { ...source(240, 240), shown: { width: 320, height: 240 } }),
  ],
  [16, 'the size changes, and there are no times', [ends('odd/grows.h264', 'no-timestamps')]],
  [
    17,
    '10, 30 and 60 fps in one clip',
    [
      shows(
        'plain/vfr 10 30 60.mp4',
        timed(frames(200, (n) => (n < 20 ? n / 10 : n < 80 ? 2 + (n - 20) / 30 : 4 + (n - 80) / 60))),
      ),
    ],
  ],
  [
    18,
    'times that jitter',
    [
      shows(
        'plain/vfr jitter.mp4',
        timed(frames(180, (n) => Math.floor((n / 30 + 0.012 * Math.sin(n * 1.7)) * 90000) / 90000)),
      ),
    ],
  ],
  [
    19,
    'a hole of two seconds',
    [
      shows(
        'plain/vfr gap.mp4',
        timed(
          frames(
            240,
            (n) => n / 30,
            (n) => n < 60 || n > 119,
          ),
        ),
      ),
    ],
  ],
  [
    20,
    'variable rate in Matroska',
    [
      shows(
        'plain/vfr.mkv',
        timed(
          frames(
            180,
            (n) => Math.round(n / 0.03) / 1000,
            (n) => n % 3 === 0 || n % 7 === 1,
          ),
        ),
      ),
    ],
  ],
  [21, 'times in whole milliseconds', [shows('plain/milliseconds.mkv', held(16, 81), { coverage: 1 })]],
  [22, 'an edit list hides the start', [shows('plain/edit list.mp4', held(25, 167, 33))]],
  [23, 'pictures start after two seconds', [shows('plain/late.mp4', film)]],
  [24, 'MPEG-TS', [shows('plain/transport.ts', film)]],
  [25, 'fragments', [shows('plain/fragmented.mp4', film)]],
  [
    26,
    'AVI, whose times count frames; Matroska; QuickTime',
    ['avi', 'mkv', 'mov'].map((each) => shows(`plain/film.${each}`, film)),
  ],
  [
    27,
    'turned and mirrored',
    [
      ...['turned 90.mp4', 'turned 270.mp4'].flatMap((each) => shaped(each, thirty, source(180, 320))),
      ...['turned 180.mp4', 'mirrored.mp4'].flatMap((each) => shaped(each, thirty, source(320, 180))),
    ],
  ],
  [
    28,
    'HEVC and H.264 of 8 and 10 bits',
    ['hevc8', 'hevc10', 'high 10'].map((each) => shows(`plain/${each}.mp4`, thirty)),
  ],
  [29, 'HDR is tone mapped', ['hdr10', 'hlg'].map((each) => shows(`plain/${each}.mp4`, thirty))],
  [
    30,
    'full range, BT.709, BT.601',
    ['full range.mov', 'tagged 709.mp4', 'tagged 601.mp4'].map((each) => shows(`plain/${each}`, six)),
  ],
  [
    31,
    'gray, RGB, ProRes',
    [shows('plain/gray.mkv', six), shows('plain/rgb.mkv', six, small), shows('plain/prores.mov', six, small)],
  ],
  [32, 'interlaced: 50 fields a second', [shows('plain/fields.mpg', held(50, 300))]],
  [33, 'GIF', [shows('plain/ten.gif', held(10, 60), small), shows('plain/seven.gif', held(100 / 7, 90), small)]],
  [34, 'VP9 with alpha', [shows('plain/alpha.webm', six)]],
  [35, 'sound only', [ends('plain/sound only.mp4', 'no-video'), ends('odd/sound only.m4v', 'no-video')]],
  [36, 'a cover picture only', [ends('odd/cover only.m4v', 'no-video')]],
  [37, 'a film with a cover picture', [shows('plain/cover.mp4', six)]],
  [38, 'sound longer than the film', [shows('plain/longer sound.mp4', six, { coverage: 0.8438 })]],
  [39, 'sound first', [shows('plain/sound first.mkv', six)]],
  [40, 'two films, the second larger', [shows('plain/two films.mkv', six)]],
  [41, 'subtitles', [shows('plain/subtitles.mp4', six)]],
  [42, 'no bytes', [ends('broken/zero.mp4', 'empty')]],
  [
    43,
    'text and a web page',
    [ends('broken/text.mp4', 'unreadable'), ends('broken/page.mp4', 'unreadable')],
    'a file that ffprobe opens as nothing is unreadable; no-video is what has sound, say, and no pictures',
  ],
  [44, 'the index is lost', [ends('broken/index lost.mp4', 'unreadable')], 'as 43'],
  [
    45,
    'cut behind its index',
    [ends('broken/cut.mp4', 'damaged')],
    'ffprobe sees the partial file before lengths are compared; cut-short is for what it does not see',
  ],
  [46, 'Matroska cut', [ends('broken/cut.mkv', 'damaged')]],
  [47, '960 bytes overwritten', [ends('broken/scratched.mp4', 'damaged')]],
  [48, 'starts between key frames', [ends('odd/mid.m2v', 'damaged')]],
  [
    49,
    'a folder, a link to nowhere, a pipe',
    [
      ends('broken/folder.mp4', 'none'),
      ends('broken/pipe.mp4', 'not-a-file'),
      ends('broken/dangling.mp4', 'not-a-file'),
      ...['folder', 'dangling', 'pipe'].map((each) => ends(`touched/${each}.mp4`, 'not-a-file')),
    ],
    'scan takes a folder for no clip; what becomes one after the scan is in quarantine',
  ],
  [
    50,
    'wrong suffixes',
    [
      shows('odd/film.avi', held(16, 81)),
      shows('plain/matroska.mp4', film),
      ends('broken/picture.mp4', 'still-picture'),
    ],
  ],
  [51, 'playlists', [ends('broken/list.mp4', 'unreadable'), ends('broken/concat.mp4', 'unreadable')]],
  [
    52,
    'black, frozen, a hard cut',
    [
      shows('plain/black.mp4', () => 0),
      shows('plain/frozen.mp4', (tick) => {
        const n = thirty(tick);
        return n < 119 ? Math.min(29, n) : n - 89; // picture 29 is shown 90 times
      }),
      shows('plain/hard cut.mp4', thirty),
    ],
  ],
  [
    53,
    'names',
    [
      ...edgeNames.map((name) => shows(`names/${name}`, held(16, 81))),
      ends('names/\uFFFD\uFFFD-bytes.mp4', 'name'),
      ends('names/.hidden.mp4', 'none'),
    ],
    'a name that is no UTF-8 can not stand in an inventory that people commit: it is named and left out',
  ],
];
