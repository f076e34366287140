import { spawnSync } from 'node:child_process';
import {
  appendFileSync,
  copyFileSync,
  existsSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs';
import { join } from 'node:path';
import { suite } from 'uvu';
import * as assert from 'uvu/assert';
import { inChromium, type Viewed } from './chromium.ts';
import { cogx, folder } from './cogx.ts';
import { makeClip } from './make-clips.ts';
import { faint } from './readable.ts';

const pipeline = `cogx = 1
name = made
model tiny-cogvideox-1.5-5b-t2v
frames { count = 17, rate = 16 fps }
captions { from = beside, missing = "a film" }
dataset birds { videos = "birds", tolerate = 90 % }
dataset long { videos = "long", tolerate = 90 %, frames { longer windows { stride = 20 } } }
train { length = 20 steps }
cluster { gpu = cpu }
`;

const hostile = `<img src=x onerror=alert(1)> "quoted" & it's\n\u202enew.mp4`;
const caption = '</p><script>alert("caption")</script>';

/** Prepared clips of two datasets: hostile names, one that is damaged, one too short, one that changed after the scan, one lost. */
const prepared = async (): Promise<string> => {
  const where = folder();
  await makeClip(where, { file: 'birds/plain.mp4', rate: '24', frames: 40 });
  await makeClip(where, { file: 'birds/short.mp4', rate: '24', frames: 10 });
  await makeClip(where, { file: 'long/three.mkv', rate: '30', frames: 90, width: 180, height: 320 });
  for (const name of [hostile, 'changed.mp4', 'lost.mp4'])
    copyFileSync(join(where, 'birds/plain.mp4'), join(where, 'birds', name));
  writeFileSync(join(where, 'birds/torn.mp4'), readFileSync(join(where, 'birds/plain.mp4')).subarray(0, 9000));
  writeFileSync(join(where, 'birds/plain.txt'), caption);
  writeFileSync(join(where, 'made.cogx'), pipeline);
  for (const words of [
    ['scan', 'made.cogx'],
    ['compile', 'made.cogx', '-o', 'build/made'],
  ]) {
    const { code, out, err } = cogx(where, ...words);
    assert.is(code, 0, out + err);
  }
  appendFileSync(join(where, 'birds/changed.mp4'), 'x');
  rmSync(join(where, 'birds/lost.mp4'));
  return where;
};

const showing = suite('the page of the prepared clips');
let where = '';
const page = (): string => join(where, 'work/made/prepared.html');

showing('prepare ends with a page, and says where it is', async () => {
  where = await prepared();
  const { code, err } = cogx(where, 'run', 'build/made', 'prepare');
  assert.is(code, 0, err);
  assert.match(err, 'What became of the clips, with pictures: work/made/prepared.html');
  assert.ok(existsSync(page()));
});

showing('it counts what was verified, quarantined and left out, with reasons', async () => {
  const cells = await inChromium(page(), wide, ({ read }) =>
    read<string[]>(
      `[...document.querySelectorAll('tbody tr')].map((row) => [...row.cells].map((cell) => cell.innerText).join(' | '))`,
    ),
  );
  assert.ok(cells.includes('birds | 4 | 2 | 2 | 0 | 2 | 63.7 %'), cells.join('\n'));
  assert.ok(cells.includes('birds | damaged | 1'), cells.join('\n'));
  assert.ok(cells.includes('birds | shorter | 1'), cells.join('\n'));
  assert.ok(cells.includes('birds/changed.mp4 | birds | open | changed | it is not the file that cogx scan saw'));
  assert.ok(cells.some((line) => line.startsWith('birds/lost.mp4 | birds | open | not-a-file')));
});

const wide: Viewed = { width: 1200, scheme: 'light' };
const views: readonly Viewed[] = [wide, { width: 1200, scheme: 'dark' }, { width: 390, scheme: 'light' }];

for (const viewed of views)
  showing(`${viewed.width} pixels wide, in ${viewed.scheme}, it is whole, quiet and readable`, () =>
    inChromium(page(), viewed, async ({ read, picture, requests, complaints }) => {
      const images = await read<[boolean, number, string][]>(
        '[...document.images].map((image) => [image.complete, image.naturalWidth, image.alt])',
      );
      assert.is(images.length, 8, 'four samples, each with its clip');
      assert.ok(images.every(([complete, width, alt]) => complete && width > 100 && alt.length > 10));
      assert.equal(requests.filter((url) => !url.startsWith('data:')).length, 1, requests.join('\n'));
      assert.equal(complaints, []);
      assert.ok(await read<boolean>('document.documentElement.scrollWidth <= innerWidth'), 'nothing sticks out');
      assert.equal(await read(faint), []);
      assert.is(await read('document.scripts.length'), 0);
      assert.ok((await picture()).length > 20_000);
    }),
  );

showing('names and captions are text, whatever is in them', () =>
  inChromium(page(), wide, async ({ read }) => {
    const text = await read<string>('document.body.innerText');
    assert.ok(text.includes(`birds/<img src=x onerror=alert(1)> "quoted" & it's\\u000a\\u202enew.mp4`), text);
    assert.ok(text.includes(caption));
    assert.is(await read(`document.querySelectorAll('img[src=x]').length`), 0);
  }),
);

showing('its headings, tables and links are such that a reader finds its way', () =>
  inChromium(page(), wide, async ({ read }) => {
    assert.equal(
      await read(`['header', 'nav', 'main'].map((each) => document.querySelectorAll(each).length)`),
      [1, 1, 1],
    );
    assert.ok(await read(`[...document.querySelectorAll('nav a')].every((link) => document.querySelector(link.hash))`));
    assert.ok(
      await read(
        `[...document.querySelectorAll('table')].every((each) => each.caption && each.querySelector('th[scope=col]'))`,
      ),
    );
    assert.equal(await read(`[document.documentElement.lang, document.title]`), ['en', 'made: prepared clips']);
  }),
);

showing('the frame stands where the part that is kept lies', () =>
  inChromium(page(), wide, async ({ read }) => {
    const shares = await read<number[][]>(`[...document.querySelectorAll('#samples-2 ~ * .kept')].map((kept) => {
      const width = kept.closest('svg').viewBox.baseVal.width;
      return [kept.x.baseVal.value / width, (kept.x.baseVal.value + kept.width.baseVal.value) / width];
    })`);
    // Three seconds; samples of 17 frames at 16 a second begin at 0, 1.25 and so on.
    const spans = shares.map((share) => share.map((each) => Math.round(each * 3 * 4) / 4)).sort();
    assert.equal(spans[0], [0, 1]);
    assert.equal(spans[1], [1.25, 2.25]);
  }),
);

showing('what a second run knows it does not draw again, and what is not shown any more goes', () => {
  const pictures = join(where, 'work/made/pictures');
  const times = () => readdirSync(pictures).map((name) => [name, statSync(join(pictures, name)).mtimeMs]);
  const before = times();
  writeFileSync(join(pictures, 'old.jpg'), '');
  const { code } = cogx(where, 'run', 'build/made', 'page');
  assert.is(code, 0);
  assert.equal(times(), before);
});

showing('shares of other machines that are missing are named, and their clips have not ended', () => {
  rmSync(join(where, 'work/made/summary.0-of-1.tsv'));
  const ran = spawnSync('sh', ['build/made/prepare.sh', '--shard', '1/3'], { cwd: where, encoding: 'utf8' });
  assert.is(ran.status, 0, ran.stderr);
  assert.is(cogx(where, 'run', 'build/made', 'page').code, 0);
  assert.match(
    readFileSync(page(), 'utf8'),
    '2 of 3 shares have no summary here, so their clips count as not ended: 0, 2.',
  );
});

showing('without ffmpeg the page says that there are no pictures', () => {
  rmSync(join(where, 'work/made/pictures'), { recursive: true });
  process.env.FFMPEG = '/nowhere';
  const { code } = cogx(where, 'run', 'build/made', 'page');
  delete process.env.FFMPEG;
  assert.is(code, 0);
  assert.match(readFileSync(page(), 'utf8'), 'There is no picture of the sample.');
});

showing.run();
