import { spawnSync } from 'node:child_process';
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { suite } from 'uvu';
import * as assert from 'uvu/assert';
import { cogx } from './cogx.ts';
import { readNumbers } from './grid.ts';
import { oracle, type Span, type Words } from './oracle.ts';
import { filmOf, makeAll } from './sampled.ts';

/** From a table of timed captions to samples on disk, by the commands that a person types. */

const timed = suite('timed captions, scanned, compiled, prepared');

const size = { width: 160, height: 96 };

/** Each of two captions, one longer than a sample and one shorter, under words that ask for several ways through the clip. */
const spans: readonly Span[] = [
  [0.5, 2.75],
  [3, 3.6],
];
const policies: Readonly<Record<string, { readonly written: string; readonly words: Words }>> = {
  swung: { written: 'longer = retime, shorter = boomerang', words: { longer: 'retime', shorter: 'boomerang' } },
  slowed: {
    written: 'longer windows { stride = 9 }, shorter = retime',
    words: { longer: 'windows', stride: 9, shorter: 'retime' },
  },
  every: {
    written: 'above_rate = stride, longer span { by = index }',
    words: { above: 'stride', longer: 'span', by: 'index' },
  },
};

const pipeline = `cogx = 1
model cogvideox-5b-t2v
frames { count = 17, rate = 8 fps, size = 160x96, fit = stretch }
captions { from csv { file = "captions.csv", start = "from", end = "to", unit = s } }
${Object.entries(policies)
  .map(([name, { written }]) => `dataset ${name} { videos = "thirty.mp4", frames { ${written} } }`)
  .join('\n')}
train { length = 10 steps }
`;

timed('each sample shows what its caption describes', async () => {
  const where = await makeAll([{ file: 'thirty.mp4', rate: '30', frames: 180, ...size }]);
  const texts = ['it sits', 'it turns'];
  const rows = spans.map(([start, end], index) => `thirty.mp4,${texts[index]},${start},${end}`);
  writeFileSync(join(where, 'captions.csv'), ['video,text,from,to', ...rows, ''].join('\n'));
  writeFileSync(join(where, 'birds.cogx'), pipeline);
  for (const words of [['scan'], ['compile', '-o', 'out']]) {
    const [command = '', ...more] = words;
    const { code, out, err } = cogx(where, command, 'birds.cogx', ...more);
    assert.is(code, 0, out + err);
  }
  const run = spawnSync('sh', ['out/prepare.sh'], { cwd: where, encoding: 'utf8' });
  assert.is(run.status, 0, run.stderr);
  const film = await filmOf(where, 'thirty.mp4', false);
  const [, ...lines] = readFileSync(join(where, 'out/clips.tsv'), 'utf8').trimEnd().split('\n');
  assert.is(lines.length, 3);
  for (const line of lines) {
    const [id = '', , , dataset = '', , , , , captions = '[]'] = line.split('\t');
    const sets = oracle(film, policies[dataset]?.words ?? {}, { count: 17, rate: 8 }, spans);
    const wanted = sets.flatMap((set, index) => set.map((frames) => JSON.stringify([texts[index], frames])));
    const got = (JSON.parse(captions) as string[]).map(async (caption, index) => {
      const sample = join(where, `work/birds/clips/${id}.w${index}.mp4`);
      return JSON.stringify([caption, await readNumbers(sample, size, { source: size, fit: 'stretch' })]);
    });
    assert.equal((await Promise.all(got)).sort(), wanted.sort(), dataset);
  }
});

timed.run();
