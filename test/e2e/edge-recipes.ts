import { h264, hevc, type Recipe } from './make-clips.ts';

/** Clips of the edge cases that one command makes; edge-clips.ts makes what needs more. The folder is the dataset. */

const crf = ['-preset', 'veryfast', '-crf', '20'];
const vfr = ['-fps_mode', 'vfr', ...h264];
const vp9 = ['-c:v', 'libvpx-vp9', '-deadline', 'realtime', '-cpu-used', '8', '-b:v', '400k'];
const gif = [
  '-filter_complex',
  '[0:v]split[a][b];[a]palettegen=max_colors=32[p];[b][p]paletteuse=dither=none',
  '-c:v',
  'gif',
];
/** Fields, which are told behind the source: in it the encoder would not hear which of them comes first. */
const fields = ['-vf', 'tinterlace=interleave_top,fieldorder=tff', '-c:v', 'mpeg2video', '-flags:v', '+ilme+ildct'];
const hdr = (transfer: string) => [
  ...hevc,
  ...['-pix_fmt', 'yuv420p10le', '-color_primaries', 'bt2020', '-color_trc', transfer, '-colorspace', 'bt2020nc'],
  ...['-x265-params', `colorprim=bt2020:colormatrix=bt2020nc:transfer=${transfer}:log-level=none`],
];
const tagged = (all: string) => ['-color_primaries', all, '-color_trc', all, '-colorspace', all, ...h264];
const small = { width: 160, height: 90 };

export const edgeRecipes: readonly Recipe[] = [
  { file: 'plain/cfr24.mp4', rate: '24', frames: 144 },
  { file: 'plain/cfr25.mp4', rate: '25', frames: 250 },
  { file: 'plain/cfr30.mp4', rate: '30', frames: 300 },
  { file: 'plain/cfr50.mp4', rate: '50', frames: 300 },
  { file: 'plain/cfr60.mp4', rate: '60', frames: 360 },
  { file: 'plain/cfr120.mp4', rate: '120', frames: 720, ...small },
  { file: 'plain/ntsc23.mp4', rate: '24000/1001', frames: 144 },
  { file: 'plain/ntsc29.mp4', rate: '30000/1001', frames: 180 },
  { file: 'plain/cfr12.mp4', rate: '12', frames: 96 },
  { file: 'plain/cfr5.mp4', rate: '5', frames: 40 },
  { file: 'plain/cfr1.mp4', rate: '1', frames: 20, ...small },
  { file: 'plain/exact81.mp4', rate: '16', frames: 81 },
  { file: 'plain/one less.mp4', rate: '16', frames: 80 },
  { file: 'plain/one more.mp4', rate: '16', frames: 82 },
  { file: 'plain/edge 150.mp4', rate: '30', frames: 150 },
  { file: 'plain/edge ntsc.mp4', rate: '30000/1001', frames: 151 },
  { file: 'plain/five.mp4', rate: '30', frames: 5 },
  { file: 'plain/two.mp4', rate: '30', frames: 2 },
  { file: 'plain/one.mp4', rate: '30', frames: 1 },
  { file: 'long/minute.mp4', rate: '24', frames: 1440, ...small },
  { file: 'shapes/portrait.mp4', rate: '30', frames: 180, width: 180, height: 320 },
  { file: 'shapes/ultrawide.mp4', rate: '30', frames: 180, width: 640, height: 128 },
  { file: 'shapes/square.mp4', rate: '30', frames: 180, width: 240, height: 240 },
  { file: 'shapes/tiny.mp4', rate: '30', frames: 180, width: 64, height: 48 },
  { file: 'shapes/four thirds.mp4', rate: '25', frames: 150, width: 320, height: 240 },
  { file: 'shapes/anamorphic.mp4', rate: '25', frames: 150, width: 240, height: 240, filters: 'setsar=4/3' },
  {
    file: 'shapes/odd 444.mp4',
    rate: '30',
    frames: 180,
    width: 321,
    height: 181,
    with: ['-c:v', 'libx264', ...crf, '-pix_fmt', 'yuv444p'],
  },
  { file: 'short/odd vp9.webm', rate: '30', frames: 90, width: 321, height: 181, with: vp9 },
  { file: 'shapes/turned 90.mp4', rate: '30', frames: 180, width: 180, height: 320, filters: 'transpose=cclock' },
  { file: 'shapes/turned 180.mp4', rate: '30', frames: 180, filters: 'hflip,vflip' },
  { file: 'shapes/turned 270.mp4', rate: '30', frames: 180, width: 180, height: 320, filters: 'transpose=clock' },
  { file: 'shapes/mirrored.mp4', rate: '30', frames: 180, filters: 'hflip' },
  {
    file: 'plain/vfr 10 30 60.mp4',
    rate: '30',
    frames: 200,
    filters: "setpts='if(lt(N,20),N/10,if(lt(N,80),2+(N-20)/30,4+(N-80)/60))/TB'",
    with: ['-enc_time_base', '1/60', '-video_track_timescale', '60000', ...vfr],
  },
  {
    file: 'plain/vfr jitter.mp4',
    rate: '30',
    frames: 180,
    filters: "settb=1/90000,setpts='(N/30+0.012*sin(N*1.7))*90000'",
    with: ['-enc_time_base', '1/90000', '-video_track_timescale', '90000', ...vfr],
  },
  {
    file: 'plain/vfr gap.mp4',
    rate: '30',
    frames: 240,
    filters: "select='not(between(n,60,119))'",
    with: ['-enc_time_base', '1/30', ...vfr],
  },
  {
    file: 'plain/vfr.mkv',
    rate: '30',
    frames: 180,
    filters: "select='not(mod(n,3))+eq(mod(n,7),1)'",
    with: ['-enc_time_base', '1/30', ...vfr],
  },
  {
    file: 'plain/hevc8.mp4',
    rate: '30',
    frames: 180,
    with: [...hevc, '-pix_fmt', 'yuv420p', '-x265-params', 'log-level=none'],
  },
  {
    file: 'plain/hevc10.mp4',
    rate: '30',
    frames: 180,
    with: [...hevc, '-pix_fmt', 'yuv420p10le', '-x265-params', 'log-level=none'],
  },
  { file: 'plain/high 10.mp4', rate: '30', frames: 180, with: ['-c:v', 'libx264', ...crf, '-pix_fmt', 'yuv420p10le'] },
  { file: 'plain/hdr10.mp4', rate: '30', frames: 180, with: hdr('smpte2084') },
  { file: 'plain/hlg.mp4', rate: '30', frames: 180, with: hdr('arib-std-b67') },
  {
    file: 'plain/full range.mov',
    rate: '25',
    frames: 150,
    filters: 'scale=out_range=full,format=yuvj420p',
    with: ['-c:v', 'mjpeg', '-q:v', '4', '-color_range', 'pc'],
  },
  {
    file: 'plain/tagged 709.mp4',
    rate: '25',
    frames: 150,
    filters: 'scale=out_color_matrix=bt709',
    with: tagged('bt709'),
  },
  { file: 'plain/tagged 601.mp4', rate: '25', frames: 150, with: tagged('smpte170m') },
  { file: 'plain/gray.mkv', rate: '25', frames: 150, with: ['-c:v', 'ffv1', '-pix_fmt', 'gray'] },
  { file: 'plain/rgb.mkv', rate: '25', frames: 150, ...small, with: ['-c:v', 'ffv1', '-pix_fmt', 'bgr0'] },
  {
    file: 'plain/prores.mov',
    rate: '25',
    frames: 150,
    ...small,
    with: ['-c:v', 'prores_ks', '-profile:v', '0', '-pix_fmt', 'yuv422p10le'],
  },
  { file: 'plain/fields.mpg', rate: '50', frames: 300, with: [...fields, '-q:v', '3'] },
  { file: 'plain/ten.gif', rate: '10', frames: 60, ...small, with: gif },
  { file: 'plain/seven.gif', rate: '100/7', frames: 90, ...small, with: gif },
  { file: 'plain/alpha.webm', rate: '25', frames: 150, with: ['-pix_fmt', 'yuva420p', ...vp9] },
  {
    file: 'plain/frozen.mp4',
    rate: '30',
    frames: 120,
    filters: 'loop=loop=89:size=1:start=30,setpts=N/30/TB,trim=end_frame=180',
  },
];
