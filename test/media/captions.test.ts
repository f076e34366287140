import { suite } from 'uvu';
import * as assert from 'uvu/assert';
import { readCsv } from '../../src/media/caption-csv.ts';
import { faultOf } from '../../src/media/caption-faults.ts';
import { readJsonl } from '../../src/media/caption-jsonl.ts';
import type { Columns } from '../../src/media/caption-rows.ts';
import { byTime, inSeconds, momentOf, type Unit } from '../../src/media/caption-times.ts';
import { besidePath, type CaptionTable, cleanCaption } from '../../src/media/captions.ts';
import { troubles } from '../../src/media/troubles.ts';
import { pathFrom } from '../../src/plan/file-path.ts';
import { video } from '../../src/rules/examples.ts';

const captions = suite('captions');

const columns: Columns = { video: 'path', text: 'caption' };
const timed = (unit: Unit): Columns => ({ ...columns, start: 'from', end: 'to', unit });

/** What a table says of clips of 10 s at 24 frames a second, and what is wrong with it. */
const read = (text: string, { kind = 'csv', said = columns }: { kind?: 'csv' | 'jsonl'; said?: Columns } = {}) => {
  const told = troubles();
  const kept: string[] = [];
  const store = { put: (said: string) => kept.push(said) - 1, at: (place: number) => kept[place] ?? '' };
  const file = { name: `drone/captions.${kind}`, folder: 'drone', lines: text.split('\n'), store };
  const table: CaptionTable = kind === 'csv' ? readCsv(file, said, told) : readJsonl(file, said, told);
  return {
    of: (clip: string) => table.of(clip).map((each) => inSeconds(each, video(240, 24))),
    unused: () => [...table.unused()].map(({ path, line }) => `${line} ${path}`),
    problems: told.sentences(),
  };
};

captions('a caption loses its byte order mark and its line breaks', () => {
  assert.is(cleanCaption('\uFEFF  A kingfisher\r\ndives.\n'), 'A kingfisher dives.');
  assert.is(cleanCaption(' \n'), '');
});

captions('a caption beside a clip has the name of the clip', () => {
  assert.is(besidePath('data/a.b/clip.1.mp4', '.txt'), 'data/a.b/clip.1.txt');
  assert.is(besidePath('data/a.b/clip', '.txt'), 'data/a.b/clip.txt');
});

captions('paths in a table start where the table lies', () => {
  assert.is(pathFrom('drone', './a/../b.mp4'), 'drone/b.mp4');
  assert.is(pathFrom('drone', '../pexels/b.mp4'), 'pexels/b.mp4');
  assert.is(pathFrom('.', 'b.mp4'), 'b.mp4');
  assert.is(pathFrom('..', 'b.mp4'), '../b.mp4');
  assert.is(pathFrom('drone', '/data/b.mp4'), '/data/b.mp4');
});

captions('a CSV table gives the text of each clip, quotes, commas and line breaks included', () => {
  const { of, problems, unused } = read(
    '\uFEFFpath,caption\r\na.mp4,"A ""red"" bird,\r\nflying"\r\nb.mp4,  two\nb.mp4,three\nc.mp4,\n',
  );
  assert.equal(problems, []);
  assert.equal(of('drone/a.mp4'), [{ text: 'A "red" bird, flying' }]);
  assert.equal(of('drone/b.mp4'), [{ text: 'two' }, { text: 'three' }]);
  assert.equal(of('drone/c.mp4'), []);
  assert.equal(of('drone/d.mp4'), []);
  assert.equal(unused(), []);
});

captions('rows that no clip asks for are known by their line', () => {
  const { of, unused } = read('path,caption\na.mp4,one\nb.mp4,two\nb.mp4,more\n');
  of('drone/a.mp4');
  assert.equal(unused(), ['3 drone/b.mp4']);
});

captions('semicolons and tabs are read where they give the columns that are named', () => {
  for (const mark of [';', '\t']) {
    const { of, problems } = read(`path${mark}caption\na.mp4${mark}a bird, flying\n`);
    assert.equal([of('drone/a.mp4'), problems], [[{ text: 'a bird, flying' }], []]);
  }
});

captions('a backslash is a folder of Windows, or a letter', () => {
  const text = 'path,caption\nsub\\a.mp4,one\n';
  assert.equal(read(text).of('drone/sub/a.mp4'), [{ text: 'one' }]);
  assert.equal(read(text).of('drone/sub\\a.mp4'), [{ text: 'one' }]);
});

captions('a table without the column says which it has', () => {
  assert.equal(read('file,text\na.mp4,one\n').problems, [
    'drone/captions.csv has no column path and no column caption; it has file, text.',
  ]);
  assert.equal(read('').problems, ['drone/captions.csv is empty.']);
});

captions('a row that is broken is told with its place, and the others are read', () => {
  const { problems, of } = read('path,caption\na.mp4,a bird, flying\nb.mp4,whole\n');
  assert.equal([of('drone/a.mp4'), of('drone/b.mp4')], [[], [{ text: 'whole' }]]);
  assert.match(
    problems[0] ?? '',
    /^1 row is no CSV and is left out: drone\/captions\.csv:2 \(Invalid Record Length: .*\)\. Put quotes around/,
  );
});

captions('a quote that is never closed is told', () => {
  const { problems, of } = read('path,caption\nb.mp4,whole\na.mp4,"open\nc.mp4,swallowed\n');
  assert.equal(of('drone/c.mp4'), []);
  assert.match(problems.join(), /drone\/captions\.csv:\d+ \(Quote Not Closed/);
});

captions('rows of a long table keep their lines', () => {
  const rows = Array.from({ length: 5000 }, (_, index) => `${index}.mp4,"caption\nof ${index}"`);
  const { of, unused } = read(['path,caption', ...rows].join('\n'));
  assert.equal(of('drone/4999.mp4'), [{ text: 'caption of 4999' }]);
  assert.is(unused().at(-1), '9999 drone/4998.mp4');
});

captions('a line of JSONL that holds no texts is told and the others are read', () => {
  const { of, problems } = read(
    '{"path":"a.mp4","caption":"one"}\n{"path":"b.mp4"}\n\nnonsense\n{"path":"c.mp4","caption":"three","more":1}\n',
    { kind: 'jsonl' },
  );
  assert.equal([of('drone/a.mp4'), of('drone/c.mp4')], [[{ text: 'one' }], [{ text: 'three' }]]);
  assert.equal(problems, [
    '2 lines are no JSON objects with the text path and the text caption: drone/captions.jsonl:2, drone/captions.jsonl:4.',
  ]);
  assert.match(read('[{"path":"a.mp4"}]', { kind: 'jsonl' }).problems[0] ?? '', /is one JSON list/);
});

captions('times are read in each unit', () => {
  const cells: Readonly<Record<Unit, readonly [string, string]>> = {
    s: ['1.5', '4'],
    ms: ['1500', '4000'],
    frames: ['36', '96'],
    timecode: ['00:00:01.500', '0:04'],
  };
  for (const [unit, [from, to]] of Object.entries(cells)) {
    const { of, problems } = read(`path,caption,from,to\na.mp4,one,${from},${to}\n`, { said: timed(unit as Unit) });
    assert.equal([of('drone/a.mp4'), problems], [[{ text: 'one', start: 1.5, end: 4 }], []], unit);
  }
});

captions('a timecode counts hours, minutes, seconds, a fraction or frames', () => {
  assert.is(momentOf('1:02:03,25', 'timecode'), 3723.25);
  assert.is(momentOf('02:03', 'timecode'), 123);
  assert.equal(momentOf('00:00:01:12', 'timecode'), { seconds: 1, frames: 12 });
  assert.equal(inSeconds({ text: 'a', line: 1, start: 0, end: { seconds: 1, frames: 12 } }, video(240, 24)), {
    text: 'a',
    start: 0,
    end: 1.5,
  });
  for (const none of ['5', '1:75', '-1:00', '1:2:3:4:5', '']) assert.is(momentOf(none, 'timecode'), undefined, none);
  for (const none of ['-1', '1,5', '0x10', 'NaN', '1:02', null, {}]) assert.is(momentOf(none, 's'), undefined);
});

captions('what is no time is told with its place and leaves the caption out', () => {
  const rows = ['a.mp4,one,1:02,5', 'a.mp4,two,1,', 'a.mp4,three,,', 'a.mp4,four,1,2'];
  const { of, problems } = read(`path,caption,from,to\n${rows.join('\n')}\n`, { said: timed('s') });
  assert.equal(of('drone/a.mp4'), [{ text: 'three' }, { text: 'four', start: 1, end: 2 }]);
  assert.equal(problems, [
    '1 caption has a start or an end that is no number of seconds and is left out: drone/captions.csv:2 "1:02". Write them so, or say their unit: s, ms, frames or timecode.',
    '1 caption has only one of start and end and is left out: drone/captions.csv:3. Write both, or neither where a caption describes the whole clip.',
  ]);
});

captions('one column may hold both times, as people write them', () => {
  const said: Columns = { ...columns, start: 'span', end: 'span', unit: 's' };
  for (const pair of ['"[1.5, 4]"', '"(1.5, 4.0)"', '1.5-4'])
    assert.equal(read(`path,caption,span\na.mp4,one,${pair}\n`, { said }).of('drone/a.mp4'), [
      { text: 'one', start: 1.5, end: 4 },
    ]);
  const codes: Columns = { ...said, unit: 'timecode' };
  assert.equal(read(`path,caption,span\na.mp4,one,"['0:00:01.5', '0:00:04']"\n`, { said: codes }).of('drone/a.mp4'), [
    { text: 'one', start: 1.5, end: 4 },
  ]);
});

captions('a line of JSONL may hold segments, lists side by side, or a list of pairs', () => {
  const wanted = [
    { text: 'one', start: 0, end: 2.5 },
    { text: 'two', start: 2.5, end: 5 },
  ];
  const shapes: readonly (readonly [object, Columns])[] = [
    [
      {
        parts: [
          { caption: 'one', from: 0, to: 2.5 },
          { caption: 'two', from: '2.5', to: 5 },
        ],
      },
      { ...timed('s'), segments: 'parts' },
    ],
    [{ caption: ['one', 'two'], from: [0, 2500], to: [2500, 5000] }, timed('ms')],
    [
      {
        caption: ['one', 'two'],
        at: [
          [0, 2.5],
          [2.5, 5],
        ],
      },
      { ...columns, start: 'at', end: 'at', unit: 's' },
    ],
  ];
  for (const [shape, said] of shapes) {
    const { of, problems } = read(JSON.stringify({ path: 'a.mp4', ...shape }), { kind: 'jsonl', said });
    assert.equal([of('drone/a.mp4'), problems], [wanted, []]);
  }
  const uneven = read('{"path":"a.mp4","caption":["one","two"],"from":[1],"to":[2]}', {
    kind: 'jsonl',
    said: timed('s'),
  });
  assert.match(
    uneven.problems[0] ?? '',
    /^1 line has lists of texts and times of unequal length and is left out: drone/,
  );
});

captions('captions come in the order of their times', () => {
  const { of } = read('path,caption,from,to\na.mp4,late,4,6\na.mp4,early,1,3\n', { said: timed('s') });
  assert.equal(
    of('drone/a.mp4')
      ?.sort(byTime)
      .map(({ text }) => text),
    ['early', 'late'],
  );
});

captions('times that can not be are known', () => {
  const clip = video(240, 24);
  assert.is(faultOf({ text: 'a', start: 3, end: 2 }, clip), 'backwards');
  assert.is(faultOf({ text: 'a', start: 2, end: 2 }, clip), 'backwards');
  assert.is(faultOf({ text: 'a', start: 10, end: 10.5 }, clip), 'beyond');
  assert.is(faultOf({ text: 'a', start: 0, end: 11.1 }, clip), 'beyond');
  assert.is(faultOf({ text: 'a', start: 0, end: 10.9 }, clip), undefined);
  assert.is(faultOf({ text: 'a' }, clip), undefined);
});

captions.run();
