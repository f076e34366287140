import { suite } from 'uvu';
import * as assert from 'uvu/assert';
import { inSeconds } from '../../src/media/caption-times.ts';
import { readSubtitles } from '../../src/media/subtitles.ts';
import { troubles } from '../../src/media/troubles.ts';

const subtitles = suite('subtitles');

const read = (text: string) => {
  const told = troubles();
  const cues = readSubtitles({ name: 'birds/a.srt', text }, told);
  return {
    cues: cues.map((cue) => inSeconds(cue, undefined)),
    lines: cues.map(({ line }) => line),
    problems: told.sentences(),
  };
};

subtitles('SubRip is read with its byte order mark, Windows line ends, tags and places', () => {
  const { cues, lines, problems } = read(
    '\uFEFF1\r\n00:00:01,500 --> 00:00:04,000 X1:40 X2:600\r\n<i>A heron</i> {\\an8}lands\r\non <font color="#fff">5 < 6</font> legs\r\n\r\n2\r\n0:00:05.25 --> 01:00:06,5\r\nIt waits\r\n\r\nand waits\r\n\r\n3\r\n00:10,0 --> 00:12,0\r\n\r\n',
  );
  assert.equal(cues, [
    { text: 'A heron lands on 5 < 6 legs', start: 1.5, end: 4 },
    { text: 'It waits and waits', start: 5.25, end: 3606.5 },
  ]);
  assert.equal([lines, problems], [[2, 7], []]);
});

subtitles('WebVTT loses its notes, styles, regions, names of cues, settings, tags and entities', () => {
  const { cues, problems } = read(`WEBVTT - birds
Kind: captions

STYLE
::cue { color: red }

NOTE
00:00 is where it begins

REGION
id:fred

intro
00:01.500 --> 00:04.000 line:0 position:20% align:start
<v Ada>A <c.red>heron</c> <00:00:02.000>lands &amp; waits

NOTE nothing more

01:00:05.000 --> 01:00:06.000
- <b>It</b>&nbsp;waits
- and 5 &lt; 6
`);
  assert.equal(cues, [
    { text: 'A heron lands & waits', start: 1.5, end: 4 },
    { text: '- It waits - and 5 < 6', start: 3605, end: 3606 },
  ]);
  assert.equal(problems, []);
});

subtitles('cues that overlap, or lack their number or the last line break, are read', () => {
  const { cues } = read('00:00:03,000 --> 00:00:05,000\ntwo\n\n1\n00:00:01,000 --> 00:00:04,000\n42');
  assert.equal(cues, [
    { text: 'two', start: 3, end: 5 },
    { text: '42', start: 1, end: 4 },
  ]);
});

subtitles('a line that was meant as times is told with its place', () => {
  const { cues, problems } = read(
    '1\n00:00:01,000 -> 00:00:02,000\none\n\n2\n00:00:03,000 --> 00:99:04,000\ntwo\n\n3\n00:00:05,000 --> 00:00:06,000\nthree\n',
  );
  assert.equal(
    cues.map(({ text }) => text),
    ['three'],
  );
  assert.equal(problems, [
    '2 lines of subtitles are no time lines: birds/a.srt:2, birds/a.srt:6. Write them as 00:00:01,500 --> 00:00:04,000.',
  ]);
});

subtitles.run();
