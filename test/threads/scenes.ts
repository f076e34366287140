import type { Clip } from '../../src/media/inventory.ts';
import { both, clips, damaged, described, video } from '../../src/rules/examples.ts';

/** The clips of a thread, as far as it tells of them: those of the mistake and those of its twin. */
type Scene = Readonly<Record<'bad' | 'good', Iterable<Clip>>>;

const said = (text: (path: string) => string): Scene => ({ bad: described(clips(200), text), good: clips(200) });
const same = (each: Iterable<Clip>): Scene => ({ bad: each, good: each });
const renamed = (each: Iterable<Clip>, to: Partial<Clip>, path: (path: string) => string): readonly Clip[] =>
  [...each].map((clip) => ({ ...clip, ...to, path: path(clip.path) }));

const short = (count: number, from = 1) => clips(count, { video: video(20, 24) }, from);

export const scenes: Readonly<Record<string, Scene>> = {
  sixty: same(clips(60)),
  'two hundred': same(clips(200)),
  'four seconds': same(clips(200, { video: video(101, 23.976) })),
  'few captions': { bad: both(clips(134), clips(66, { captions: [] }, 135)), good: clips(200) },
  'ten and a thousand': { bad: clips(10), good: clips(1000) },
  apologies: {
    bad: both(
      clips(180),
      described(clips(20, {}, 181), () => "I'm sorry, I cannot view or describe this video."),
    ),
    good: clips(200),
  },
  prefixes: said((path) => `The video depicts a bird that takes off from branch ${path}`),
  braces: said((path) => `{"prompt": "a bird takes off from branch ${path}"}`),
  chinese: said((path) => `一只小鸟从树枝上起飞，飞向蓝天，镜头跟随着它 ${path.slice(-8, -4)}`),
  german: said((path) => `Ein Vogel sitzt auf einem Ast und fliegt mit der Herde von ${path} zu den anderen`),
  'one caption': said(() => 'A person in a white shirt stands in a lush, green forest.'),
  names: said((path) => path.replace(/^.*\//, '').replace('.mp4', '')),
  held: {
    bad: both(
      clips(56),
      renamed(clips(56), { dataset: 'val' }, (path) => path.replace('birds', 'val')),
    ),
    good: both(clips(56), clips(56, { dataset: 'val' })),
  },
  backup: {
    bad: both(
      clips(200),
      renamed(clips(60), {}, (path) => path.replace('birds/', 'birds/backup/')),
    ),
    good: clips(200),
  },
  portraits: { bad: clips(200, { video: video(150, 24, { width: 720, height: 1280 }) }), good: clips(200) },
  drowned: {
    bad: both(clips(3000), clips(10, { dataset: 'tomato' })),
    good: both(clips(300), clips(100, { dataset: 'tomato' })),
  },
  'written triggers': { bad: described(clips(200), (path) => `ohwx bird takes off from ${path}`), good: clips(200) },
  'mostly short': { bad: both(clips(20), short(180, 21)), good: clips(200) },
  truncated: { bad: both(clips(150), damaged(50, 151)), good: clips(200) },
  'eight frames': same(clips(200, { video: video(72, 8) })),
  'thirty frames': same(clips(200, { video: video(190, 30) })),
};
