import { appendFileSync, copyFileSync, existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { suite } from 'uvu';
import * as assert from 'uvu/assert';
import { readInventory } from '../../src/cli/disk/inventory.ts';
import { inChromium } from './chromium.ts';
import { cogx, folder } from './cogx.ts';
import { exact, ffmpeg, h264 } from './make-clips.ts';

const pipeline = `model cogvideox-5b-t2v
captions { from = beside, missing = "a film" }
dataset films { videos = "films", frames { shorter = hold } }
train { length = 10 steps }
`;

/** Films of three seconds with one thing wrong with each. */
const films: Readonly<Record<string, string>> = {
  'plain.mp4': 'testsrc2=s=320x180:r=24:d=3',
  'cut.mp4': 'testsrc2=s=320x180:r=24:d=1.5[a];mandelbrot=s=320x180:r=24,trim=duration=1.5[b];[a][b]concat=n=2',
  'frozen.mp4': 'testsrc2=s=320x180:r=24:d=1,tpad=stop_duration=2:stop_mode=clone',
  'black.mp4': 'testsrc2=s=320x180:r=24:d=2,tpad=start_duration=1:color=black',
  'bars.mp4': 'testsrc2=s=320x136:r=24:d=3,pad=320:180:0:22',
};

const place = async (): Promise<string> => {
  const where = folder();
  writeFileSync(join(where, 'films.cogx'), pipeline);
  mkdirSync(join(where, 'films'));
  for (const [name, graph] of Object.entries(films))
    await ffmpeg(where, ['-f', 'lavfi', '-i', graph, ...h264, '-threads', '1', ...exact, `films/${name}`]);
  return where;
};

const looking = suite('cogx scan --look');
let where = '';

const looked = () =>
  Object.fromEntries([...readInventory(join(where, 'films.clips.jsonl'))].map((clip) => [clip.path, clip.looked]));

looking('a plain scan decodes nothing, and check says nothing of pictures', async () => {
  where = await place();
  assert.is(cogx(where, 'scan', 'films.cogx').code, 0);
  assert.equal(Object.values(looked()), [undefined, undefined, undefined, undefined, undefined]);
  assert.not.match(cogx(where, 'check', 'films.cogx').out, 'scene cut');
});

looking('it finds the cut, the still, the black and the bars, and nothing where nothing is', () => {
  const { code, out } = cogx(where, 'scan', 'films.cogx', '--look');
  assert.is(code, 0);
  assert.match(out, '5 decoded now for cuts, frozen and black stretches and bars');
  const nothing = { cuts: [], frozen: [], black: [] };
  const seen = looked();
  assert.equal(seen['films/plain.mp4'], nothing);
  assert.equal(seen['films/cut.mp4'], { ...nothing, cuts: [1.5] });
  assert.equal(seen['films/frozen.mp4'], { ...nothing, frozen: [[0.958, 3]] });
  assert.equal(seen['films/black.mp4'], { cuts: [1], frozen: [[0, 1]], black: [[0, 1]] });
  assert.equal(seen['films/bars.mp4'], { ...nothing, bars: { left: 0, right: 0, top: 0.122, bottom: 0.122 } });
});

looking('check says how many, what share, and which', () => {
  const { out } = cogx(where, 'check', 'films.cogx');
  for (const sentence of [
    '1 of 5 clips (20 %) of dataset films has a scene cut inside a sample: films/cut.mp4.',
    '1 of 5 clips (20 %) of dataset films stands still for half of a sample or longer: films/frozen.mp4.',
    '1 of 5 clips (20 %) of dataset films is black for a tenth of a sample or longer: films/black.mp4.',
    '1 of 5 clips (20 %) of dataset films has black bars in its picture: films/bars.mp4.',
  ])
    assert.ok(out.includes(sentence), out);
});

looking('a clip is decoded once, wherever it lies, and later scans keep what is known', () => {
  const before = readFileSync(join(where, 'films.clips.jsonl'), 'utf8');
  assert.match(cogx(where, 'scan', 'films.cogx', '--look').out, '0 decoded now');
  assert.is(cogx(where, 'scan', 'films.cogx').code, 0);
  assert.is(readFileSync(join(where, 'films.clips.jsonl'), 'utf8'), before);
  copyFileSync(join(where, 'films/cut.mp4'), join(where, 'films/again.mp4'));
  assert.is(cogx(where, 'scan', 'films.cogx').code, 0);
  assert.equal(looked()['films/again.mp4']?.cuts, [1.5]);
});

looking('what an interrupted look saw is not decoded again', () => {
  appendFileSync(join(where, 'films/plain.mp4'), 'changed');
  assert.is(cogx(where, 'scan', 'films.cogx').code, 0);
  const clip = [...readInventory(join(where, 'films.clips.jsonl'))].find(({ path }) => path === 'films/plain.mp4');
  assert.is(clip?.looked, undefined);
  const line = { fingerprint: clip?.fingerprint, looked: { cuts: [1.25], frozen: [], black: [] } };
  const journal = join(where, 'films.clips.looked.cache.jsonl');
  writeFileSync(journal, `${JSON.stringify(line)}\n{"fingerprint":"to`);
  assert.match(cogx(where, 'scan', 'films.cogx', '--look').out, '0 decoded now');
  assert.equal(looked()['films/plain.mp4']?.cuts, [1.25]);
  assert.not.ok(existsSync(journal));
});

looking('an inventory whose looks are no looks is refused in words', () => {
  const inventory = join(where, 'films.clips.jsonl');
  const before = readFileSync(inventory, 'utf8');
  writeFileSync(inventory, before.replace(/"looked":\{"cuts":\[/, '"looked":{"cut":['));
  const { code, out, err } = cogx(where, 'check', 'films.cogx');
  writeFileSync(inventory, before);
  assert.is(code, 1, out + err);
  assert.match(out + err, 'its looked is no list of cuts and stretches');
});

const statistics = suite('cogx scan --stats');

statistics('tells lengths, rates, sizes, codecs and captions in 100 columns, from the inventory alone', () => {
  const { code, out } = cogx(where, 'scan', 'films.cogx', '--stats');
  assert.is(code, 0);
  assert.match(out, /^films: 6 clips, 18 s, \d\.\d MB, 6 without a caption$/m);
  assert.match(out, /^ {2}length +2 to 4 s +6 {2}#{40}$/m);
  assert.match(out, /^ {2}rate +24 fps +6 {2}#{40}$/m);
  assert.match(out, /^ {2}size +320x180 +6 {2}#{40}$/m);
  assert.ok(out.split('\n').every((line) => line.length <= 100));
});

statistics('writes a page of histograms that Chromium shows whole', async () => {
  assert.is(cogx(where, 'scan', 'films.cogx', '--stats', '--html', 'films.html').code, 0);
  await inChromium(
    join(where, 'films.html'),
    { width: 390, scheme: 'dark' },
    async ({ read, requests, complaints }) => {
      assert.equal(await read(`[...document.querySelectorAll('figcaption')].map((each) => each.innerText)`), [
        ...['length', 'rate', 'size', 'picture', 'codec'],
      ]);
      assert.ok(await read('document.documentElement.scrollWidth <= innerWidth'));
      assert.is(requests.filter((url) => !url.startsWith('data:')).length, 1);
      assert.equal(complaints, []);
    },
  );
});

statistics('without an inventory it says who writes it; --html without --stats is a slip', () => {
  const empty = folder();
  writeFileSync(join(empty, 'films.cogx'), pipeline);
  const none = cogx(empty, 'scan', 'films.cogx', '--stats');
  assert.is(none.code, 1);
  assert.match(none.err, 'error: There is no films.clips.jsonl: cogx scan writes it.');
  assert.is(cogx(empty, 'scan', 'films.cogx', '--html', 'x.html').code, 2);
});

looking.run();
statistics.run();
