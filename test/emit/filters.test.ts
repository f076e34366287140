import { suite } from 'uvu';
import * as assert from 'uvu/assert';
import { clipGraph } from '../../src/emit/clip-graph.ts';
import { octal } from '../../src/emit/clip-lines.ts';
import { filter, printGraph, withOptions } from '../../src/emit/filters.ts';
import { stretchesOf } from '../../src/media/captioned.ts';
import type { Video } from '../../src/media/inventory.ts';
import { isLeftOut, sample } from '../../src/media/sampling.ts';
import { wayFrom } from '../../src/plan/file-path.ts';
import type { FramePolicy } from '../../src/plan/pipeline.ts';
import { defaults, video } from '../media/videos.ts';

const filters = suite('filter graphs');

const frames = { count: 81, rate: 16, size: { width: 1360, height: 768 } };

const graph = (seen: Video, but: Partial<FramePolicy> = {}): string => {
  const policy = { ...defaults, ...but };
  const sampling = sample({ video: seen, stretches: stretchesOf([{ text: 'a bird' }], seen, false) }, policy, frames);
  if (isLeftOut(sampling)) throw new Error(sampling.reason);
  return clipGraph({ video: seen, sampling, policy, frames });
};

const hd = video(30, 300);
const tick =
  "settb=AVTB,tpad=stop_duration=0.3125:stop_mode=clone,setpts='max(0,ceil((T-STARTT-0.00107)*16))/16/TB',fps=16:start_time=0";
const scale = 'scale=1366:768:flags=bicubic+accurate_rnd+bitexact:out_range=tv,crop=1360:768:2:0';
const tags = 'setparams=range=tv:colorspace=bt709:color_trc=bt709:color_primaries=bt709';

filters('a graph is printed as ffmpeg reads it', () => {
  const chains = [
    { from: ['0:V:0'], filters: [filter('scale', 16, 8), filter('split', 2)], to: ['a', 'b'] },
    { from: ['a'], filters: [withOptions('setpts', { expr: 'max(0,N)' })], to: ['c'] },
  ];
  assert.is(printGraph(chains), "[0:V:0]scale=16:8,split=2[a][b];[a]setpts=expr='max(0,N)'[c]");
});

filters('a value that would need a second level of quotes is a bug', () => {
  assert.throws(() => printGraph([{ from: [], filters: [filter('drawtext', "it's")], to: [] }]), /too wild/);
});

filters('an HD clip above the rate: time first, then picture, colour, pixels', () => {
  assert.is(
    graph(hd),
    `[0:V:0]${tick},trim=end_frame=81,${scale},${tags},sidedata=mode=delete,setsar=1,format=yuv420p[w0]`,
  );
});

filters('motion is made up behind the scaler, and the copies behind the last frame let it be reached', () => {
  assert.is(
    graph(video(12, 96), { below_rate: { kind: 'interpolate', by: 'motion' } }),
    `[0:V:0]${scale},${tags},sidedata=mode=delete,setsar=1,format=yuv420p,tpad=stop=3:stop_mode=clone,settb=AVTB,setpts=PTS-STARTPTS,minterpolate=fps=16:mi_mode=mci:scd=none,trim=end_frame=81[w0]`,
  );
});

filters('a loop repeats small pictures', () => {
  const made = graph(video(16, 40), { shorter: 'loop' });
  assert.ok(
    made.endsWith('format=yuv420p,loop=loop=-1:size=40,settb=1/16,setpts=N,fps=16:start_time=0,trim=end_frame=81[w0]'),
  );
  assert.ok(made.includes('fps=16:start_time=0,trim=end_frame=40,scale='));
});

filters('HDR is mapped to what a sample can show, and says so', () => {
  const pq = graph({ ...hd, colour: { transfer: 'smpte2084', space: 'bt2020nc' }, pixel_format: 'yuv420p10le' });
  assert.ok(
    pq.includes(
      'zscale=t=linear:npl=203,format=gbrpf32le,zscale=p=bt709,tonemap=tonemap=mobius:desat=0,zscale=t=bt709:m=bt709:r=tv,setparams=range=tv:colorspace=bt709',
    ),
  );
});

filters('colours keep their matrix and get every tag', () => {
  const of = (colour: Video['colour'], but: Partial<Video> = {}) =>
    graph({ ...hd, colour, ...but }).match(/setparams=range=tv:([^,]*)/)?.[1];
  assert.is(of({ space: 'smpte170m' }), 'colorspace=smpte170m:color_trc=smpte170m:color_primaries=smpte170m');
  assert.is(of({ space: 'bt470bg' }), 'colorspace=bt470bg:color_trc=smpte170m:color_primaries=bt470bg');
  assert.is(of({}, { width: 640, height: 480 }), 'colorspace=smpte170m:color_trc=smpte170m:color_primaries=smpte170m');
  assert.is(
    of({ space: 'gbr' }, { pixel_format: 'gbrp' }),
    'colorspace=smpte170m:color_trc=smpte170m:color_primaries=smpte170m',
  );
  assert.is(of({ space: 'bt709', transfer: 'strange' }), 'colorspace=bt709:color_trc=bt709:color_primaries=bt709');
});

filters('fields become pictures before anything else', () => {
  assert.ok(graph(video(25, 250, { interlaced: true })).startsWith('[0:V:0]bwdif=mode=send_field,settb=AVTB,'));
});

filters('a path is written so that neither a table nor a shell minds it', () => {
  assert.is(octal("a b/it's\n.mp4"), 'a\\0040b/it\\0047s\\0012.mp4');
  assert.is(octal('é'), '\\0303\\0251');
});

filters('a path is found from the root of the data', () => {
  assert.is(wayFrom('.', 'data/a.mp4'), 'data/a.mp4');
  assert.is(wayFrom('data', 'data/a.mp4'), 'a.mp4');
  assert.is(wayFrom('./data/', 'other/a.mp4'), '../other/a.mp4');
  assert.is(wayFrom('/data', '/data/birds/a.mp4'), 'birds/a.mp4');
  assert.is(wayFrom('..', '../a.mp4'), 'a.mp4');
});

filters.run();
