import { spawnSync } from 'node:child_process';
import {
  appendFileSync,
  copyFileSync,
  existsSync,
  mkdirSync,
  readFileSync,
  renameSync,
  rmSync,
  utimesSync,
  writeFileSync,
} from 'node:fs';
import { join } from 'node:path';
import { suite } from 'uvu';
import * as assert from 'uvu/assert';
import { readInventory } from '../../src/cli/disk/inventory.ts';
import { cogx, folder } from './cogx.ts';
import { makeClip } from './make-clips.ts';

const scanning = suite('cogx scan');

const pipeline = (rest: string) => `model cogvideox-5b-t2v\n${rest}\ntrain { length = 10 steps }\n`;

/** Two clips, made once. */
const clips = folder();
const made = Promise.all([
  makeClip(clips, { file: 'twelve.mp4', rate: '12', frames: 30 }),
  makeClip(clips, { file: 'ntsc.mkv', rate: '30000/1001', frames: 40, width: 128, height: 96 }),
]);

/** A folder with a pipeline and the clips under `data`. */
const place = async (text = pipeline('dataset birds { videos = "data" }')): Promise<string> => {
  await made;
  const where = folder();
  mkdirSync(join(where, 'data/deep'), { recursive: true });
  copyFileSync(join(clips, 'twelve.mp4'), join(where, 'data/twelve.mp4'));
  copyFileSync(join(clips, 'ntsc.mkv'), join(where, 'data/deep/[ntsc].mkv'));
  writeFileSync(join(where, 'data/twelve.txt'), 'twelve a second\n');
  writeFileSync(join(where, 'birds.cogx'), text);
  return where;
};

const inventory = (where: string) => [...readInventory(join(where, 'birds.clips.jsonl'))];
const scan = (where: string, ...words: readonly string[]) => {
  const { code, out, err } = cogx(where, 'scan', 'birds.cogx', ...words);
  assert.is(code, 0, out + err);
  return out;
};

scanning('a clip is told as its packets are', async () => {
  const where = await place();
  assert.match(
    scan(where),
    /^birds\.clips\.jsonl: 2 clips, 2 of them looked at now\n {2}birds: 2 clips, 3\.8 s, 1 without a caption\n {4}data\/deep\/\[ntsc\]\.mkv has no caption\n/,
  );
  const [ntsc, twelve] = inventory(where);
  assert.equal([ntsc?.path, ntsc?.captions], ['data/deep/[ntsc].mkv', []]);
  // Matroska counts milliseconds
  assert.equal(
    [ntsc?.video?.frames, ntsc?.video?.span, ntsc?.video?.constant_rate, ntsc?.video?.width],
    [40, 1.301, true, 128],
  );
  assert.equal([twelve?.path, twelve?.captions], ['data/twelve.mp4', [{ text: 'twelve a second' }]]);
  assert.equal(twelve?.video, {
    codec: 'h264',
    width: 320,
    height: 180,
    pixel_aspect: '1:1',
    pixel_format: 'yuv420p',
    frames: 30,
    span: 2.416667,
    duration: 2.5,
    start: 0,
    constant_rate: true,
    interlaced: false,
    colour: {},
  });
});

scanning('what has not changed is not looked at again, and the inventory is the same byte for byte', async () => {
  const where = await place();
  scan(where);
  const before = readFileSync(join(where, 'birds.clips.jsonl'), 'utf8');
  assert.match(scan(where, '--jobs', '1'), /2 clips, 0 of them looked at now/);
  utimesSync(join(where, 'data/twelve.mp4'), 1, 1);
  assert.match(scan(where), /2 clips, 1 of them looked at now/);
  assert.is(readFileSync(join(where, 'birds.clips.jsonl'), 'utf8'), before);
  rmSync(join(where, 'birds.clips.cache.json'));
  assert.match(scan(where), /2 clips, 2 of them looked at now/);
  assert.is(readFileSync(join(where, 'birds.clips.jsonl'), 'utf8'), before);
});

scanning('a caption that changes is seen though the clip is not looked at', async () => {
  const where = await place();
  scan(where);
  writeFileSync(join(where, 'data/deep/[ntsc].txt'), 'now it has one');
  assert.match(scan(where), /0 of them looked at now/);
  assert.equal(inventory(where)[0]?.captions, [{ text: 'now it has one' }]);
});

scanning('a scan that was interrupted goes on where it stopped', async () => {
  const where = await place();
  scan(where);
  const cache = join(where, 'birds.clips.cache.json');
  const [head = '', first = '', second = ''] = readFileSync(cache, 'utf8').split('\n');
  writeFileSync(cache, [head, first, second.slice(0, 40)].join('\n'));
  assert.match(scan(where), /2 clips, 1 of them looked at now/);
});

scanning('the fingerprint is that of size, first and last MiB', async () => {
  const where = await place();
  const big = join(where, 'data/big.mp4');
  writeFileSync(big, Buffer.alloc(3_000_000, 'nothing to see '));
  scan(where);
  const said = `{ printf '%s\\n' "$(($(wc -c <"$1")))"; head -c 1048576 <"$1"; tail -c 1048576 <"$1"; } | sha256sum | cut -d ' ' -f 1`;
  for (const { path, fingerprint } of inventory(where)) {
    const { stdout } = spawnSync('sh', ['-c', said, 'sh', join(where, path)], { encoding: 'utf8' });
    assert.is(fingerprint, stdout.trim(), path);
  }
});

scanning('clips that are gone leave the inventory; where they come back they are known', async () => {
  const where = await place();
  scan(where);
  renameSync(join(where, 'data/twelve.mp4'), join(where, 'twelve.mp4'));
  scan(where);
  assert.is(inventory(where).length, 1);
  renameSync(join(where, 'twelve.mp4'), join(where, 'data/twelve.mp4'));
  assert.match(scan(where), /2 clips, 0 of them looked at now/);
});

scanning('without any clip the inventory stays, because the data may be elsewhere', async () => {
  const where = await place();
  scan(where);
  const before = readFileSync(join(where, 'birds.clips.jsonl'), 'utf8');
  renameSync(join(where, 'data'), join(where, 'elsewhere'));
  const { code, out } = cogx(where, 'scan', 'birds.cogx');
  assert.is(code, 1);
  assert.match(out, /birds\.clips\.jsonl is left as it was: there is no clip\./);
  assert.match(out, /dataset birds: no clip is found in data\./);
  assert.is(readFileSync(join(where, 'birds.clips.jsonl'), 'utf8'), before);
});

scanning('patterns, lists of them, and single files are found, hidden files are not', async () => {
  const where = await place(
    pipeline('dataset birds { videos = ["data/*.mp4", "data/deep/[ntsc].mkv"] }\ndataset all { videos = "data/**/*" }'),
  );
  writeFileSync(join(where, 'data/.hidden.mp4'), '');
  scan(where);
  assert.equal(
    inventory(where).map(({ dataset, path }) => [dataset, path]),
    [
      ['all', 'data/deep/[ntsc].mkv'],
      ['all', 'data/twelve.mp4'],
      ['birds', 'data/deep/[ntsc].mkv'],
      ['birds', 'data/twelve.mp4'],
    ],
  );
});

scanning('a caption table with other columns is told', async () => {
  const where = await place(
    pipeline('captions { from csv { file = "data/captions.csv" } }\ndataset birds { videos = "data" }'),
  );
  writeFileSync(join(where, 'data/captions.csv'), 'file,caption\ntwelve.mp4,one\n');
  assert.match(scan(where), /data\/captions\.csv has no column video and no column text; it has file, caption\./);
});

scanning('timed captions of a table are told in seconds, and what is wrong with them by line', async () => {
  const columns = 'video = clip, text = says, start = from, end = to, unit = s';
  const where = await place(
    pipeline(`captions { from csv { file = "data/captions.csv", ${columns} } }\ndataset birds { videos = "data" }`),
  );
  const rows = ['twelve.mp4,late,1.5,2.5', 'twelve.mp4,early,0,1.5', 'deep/[ntsc].mkv,after,2,1', 'gone.mp4,none,0,1'];
  writeFileSync(join(where, 'data/captions.csv'), `clip,says,from,to\n${rows.join('\n')}\ntwelve.mp4,far,9,12\n`);
  const out = scan(where);
  assert.equal(
    inventory(where).map(({ captions }) => captions),
    [
      [{ text: 'after', start: 2, end: 1 }],
      [
        { text: 'early', start: 0, end: 1.5 },
        { text: 'late', start: 1.5, end: 2.5 },
        { text: 'far', start: 9, end: 12 },
      ],
    ],
  );
  assert.match(out, /1 caption ends before it starts: data\/captions\.csv:4\./);
  assert.match(out, /1 caption lies beyond the end of its clip: data\/captions\.csv:6 \(9 to 12 s of 2\.5 s\)\./);
  assert.match(
    out,
    /1 clip is named by a caption table and taken by no dataset: data\/captions\.csv:5 "data\/gone\.mp4"\./,
  );
  assert.match(cogx(where, 'check', 'birds.cogx').err + cogx(where, 'check', 'birds.cogx').out, /\[caption-times\]/);
});

scanning('times in another unit than the file says are known', async () => {
  const where = await place(
    pipeline(
      'captions { from jsonl { file = "c.jsonl", start = from, end = to, unit = s } }\ndataset birds { videos = "data" }',
    ),
  );
  const row = (video: string) => JSON.stringify({ video, text: 'a bird', from: 200, to: 1300 });
  writeFileSync(join(where, 'c.jsonl'), `${row('data/twelve.mp4')}\n${row('data/deep/[ntsc].mkv')}\n`);
  scan(where);
  const { out, err } = cogx(where, 'check', 'birds.cogx');
  assert.match(
    out + err,
    /The captions of dataset birds do not fit their clips as s, and fit as ms\. \[caption-times\]/,
  );
});

scanning('subtitles beside clips are timed captions', async () => {
  const where = await place(
    pipeline(
      'captions { from srt }\ndataset birds { videos = "data", captions { from vtt { suffix = ".en.vtt" } } }\ndataset again { videos = "data/*.mp4" }',
    ),
  );
  writeFileSync(join(where, 'data/twelve.en.vtt'), 'WEBVTT\n\n00:00.500 --> 00:02.000 align:start\n<b>It</b> flies\n');
  writeFileSync(join(where, 'data/twelve.srt'), '1\r\n00:00:00,000 --> 00:00:02,500\r\nIt sits\r\n');
  scan(where);
  assert.equal(
    inventory(where).map(({ captions }) => captions),
    [[{ text: 'It sits', start: 0, end: 2.5 }], [], [{ text: 'It flies', start: 0.5, end: 2 }]],
  );
});

scanning('a pipeline that can not be read is told, and nothing is written', async () => {
  const where = await place(pipeline('dataset birds { video = "data" }'));
  const { code, err } = cogx(where, 'scan', 'birds.cogx');
  assert.is(code, 1);
  assert.match(err, /videos/);
  assert.not(existsSync(join(where, 'birds.clips.jsonl')));
});

scanning('an inventory that was broken by hand is an error with its line, not a bug', async () => {
  const where = await place();
  scan(where);
  appendFileSync(join(where, 'birds.clips.jsonl'), '<<<<<<< ours\n');
  const { code, err } = cogx(where, 'check', 'birds.cogx');
  assert.is(code, 1);
  assert.match(
    err,
    /^error: birds\.clips\.jsonl:3 is no clip, because it is no JSON: write the inventory again with cogx scan\.\n/,
  );
});

scanning.run();
