import { suite } from 'uvu';
import * as assert from 'uvu/assert';
import { besidePath, cleanCaption, readCsv, readJsonl } from '../../src/media/captions.ts';
import { pathFrom } from '../../src/plan/file-path.ts';

const captions = suite('captions');

const columns = { video: 'path', text: 'caption' };
const table = (text: string) => ({ name: 'drone/captions.csv', folder: 'drone', text });

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

captions('a CSV table gives the text of each clip, quotes and commas included', () => {
  const { texts, problems } = readCsv(
    table('\uFEFFpath,caption\r\na.mp4,"A ""red"" bird, flying"\r\nb.mp4,  two\nb.mp4,three\nc.mp4,\n'),
    columns,
  );
  assert.equal(problems, []);
  assert.equal(
    [...texts],
    [
      ['drone/a.mp4', ['A "red" bird, flying']],
      ['drone/b.mp4', ['two', 'three']],
    ],
  );
});

captions('a backslash is a folder of Windows, or a letter', () => {
  const { texts } = readCsv(table('path,caption\nsub\\a.mp4,one\n'), columns);
  assert.equal([...texts.keys()], ['drone/sub\\a.mp4', 'drone/sub/a.mp4']);
});

captions('a table without the column says which it has', () => {
  const { texts, problems } = readCsv(table('file,text\na.mp4,one\n'), columns);
  assert.is(texts.size, 0);
  assert.equal(problems, ['drone/captions.csv has no column path and no column caption; it has file, text.']);
});

captions('a table that is broken says where', () => {
  const { problems } = readCsv(table('path,caption\na.mp4,"open\n'), columns);
  assert.is(problems.length, 1);
  assert.match(problems[0] ?? '', /^drone\/captions\.csv is no CSV table: Quote Not Closed/);
});

captions('a caption with a comma and no quotes is told, not cut at the comma', () => {
  const { problems } = readCsv(table('path,caption\na.mp4,a bird, flying\n'), columns);
  assert.match(problems[0] ?? '', /is no CSV table: Invalid Record Length: .* on line 2/);
});

captions('a line of JSONL that holds no texts is told and the others are read', () => {
  const text =
    '{"path":"a.mp4","caption":"one"}\n{"path":"b.mp4"}\n\nnonsense\n{"path":"c.mp4","caption":"three","more":1}\n';
  const { texts, problems } = readJsonl({ name: 'c.jsonl', folder: '.', text }, columns);
  assert.equal([...texts.keys()], ['a.mp4', 'c.mp4']);
  assert.equal(problems, [
    'c.jsonl:2 is no JSON object with the texts path and caption.',
    'c.jsonl:4 is no JSON object with the texts path and caption.',
  ]);
});

captions.run();
