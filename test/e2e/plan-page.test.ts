import { cpSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { suite } from 'uvu';
import * as assert from 'uvu/assert';
import { planPage } from '../../src/report/plan/page.ts';
import { hostile, planView } from '../report/plan-view.ts';
import { root } from '../support.ts';
import { inChromium, type Viewed } from './chromium.ts';
import { cogx, folder } from './cogx.ts';
import { faint, overlapping, unnamed } from './readable.ts';

const showing = suite('the page of a plan');

const page = join(folder(), 'plan.html');
writeFileSync(page, planPage(planView));

const wide: Viewed = { width: 1200, scheme: 'light' };
const views: readonly Viewed[] = [wide, { width: 1200, scheme: 'dark' }, { width: 390, scheme: 'light' }];

for (const viewed of views)
  showing(`${viewed.width} pixels wide, in ${viewed.scheme}, it is whole, quiet and readable`, () =>
    inChromium(page, viewed, async ({ read, picture, requests, complaints }) => {
      assert.equal(requests.filter((url) => !url.startsWith('data:')).length, 1, requests.join('\n'));
      assert.equal(complaints, []);
      assert.is(await read('document.scripts.length'), 0);
      assert.ok(await read<boolean>('document.documentElement.scrollWidth <= innerWidth'), 'nothing sticks out');
      assert.equal(await read(faint), []);
      assert.equal(await read(overlapping), []);
      assert.equal(await read(unnamed), []);
      assert.ok((await picture()).length > 50_000);
    }),
  );

showing('a reader finds the answer first, and everything by its heading', () =>
  inChromium(page, wide, async ({ read }) => {
    assert.equal(await read(`[...document.querySelectorAll('h2')].map((each) => each.innerText)`), [
      ...['In short', 'Findings', 'Memory of a GPU', 'Time and price', 'The run from start to end', 'Learning'],
      ...['Data', `Dataset ${hostile}`, 'Disk and memory of a machine', 'Where each value comes from'],
    ]);
    const top = await read<number>(`document.querySelector('.answers').getBoundingClientRect().bottom`);
    assert.ok(top < 900, `the short answers end at ${top} pixels: below the fold`);
    const rows = await read<string[]>(
      `[...document.querySelectorAll('tbody tr')].map((row) => [...row.cells].map((cell) => cell.innerText).join(' | '))`,
    );
    assert.ok(rows.includes('activations | – | 4.30 | 14.2 | 18.8 | – | 9.30'), rows.join('\n'));
    assert.ok(rows.includes('updates | 17.5 h | 13.1 and 21.9 h | 280 | 700 USD | 1,500 updates of 42 s'));
    assert.ok(rows.includes('cluster.gpu | a100-80gb | ../clusters/a100x16.cogx:3 used file'));
  }),
);

showing('the line of the card stands where its memory ends, as wide as the page may be', () =>
  inChromium(page, wide, async ({ read }) => {
    const share = await read<number>(`(() => {
      const [figure] = document.querySelectorAll('#memory ~ .stacked');
      const box = (each) => each.getBoundingClientRect();
      const row = [...figure.querySelectorAll('.row')].find((each) => each.innerText.startsWith('backward'));
      const drawn = [...row.querySelectorAll('rect')].at(-1);
      const left = box(row.querySelector('svg')).left;
      return (box(drawn).right - left) / (box(row.querySelector('.limit')).left - left);
    })()`);
    assert.ok(Math.abs(share - 35.1 / 79.15) < 0.01, `${share}`);
  }),
);

showing('checkpoints stand where they are on the axis of updates', () =>
  inChromium(page, wide, async ({ read }) => {
    const ends = await read<[number, number]>(`(() => {
      const [curve, checkpoints] = [...document.querySelectorAll('.over .area svg')];
      const path = [...checkpoints.querySelectorAll('path')].at(-1);
      const [first] = path.getAttribute('d').slice(1).split(' ');
      return [Number(first), curve.getBoundingClientRect().left - checkpoints.getBoundingClientRect().left];
    })()`);
    assert.ok(Math.abs(ends[0] - (39 / 1500) * 100) < 0.02, `${ends[0]}`);
    assert.is(ends[1], 0);
  }),
);

showing('all of it can be reached and opened by the keyboard', () =>
  inChromium(page, { width: 390, scheme: 'light' }, async ({ read }) => {
    const stuck = await read<string[]>(`[...document.querySelectorAll('.wide, .strips')]
      .filter((each) => each.scrollWidth > each.clientWidth && each.tabIndex < 0).map((each) => each.ariaLabel)`);
    assert.equal(stuck, []);
    assert.is(await read(`document.querySelector('summary').tabIndex`), 0);
  }),
);

showing('on paper it is light, whole, and its defaults are open', () =>
  inChromium(page, { width: 790, scheme: 'dark', isPrint: true }, async ({ read, pdf }) => {
    assert.is(await read(`getComputedStyle(document.body).backgroundColor`), 'rgb(255, 255, 255)');
    assert.is.not(await read(`document.querySelector('details table').getBoundingClientRect().height`), 0);
    assert.equal(await read(faint), []);
    const cut = `[...document.querySelectorAll('.wide')].filter((each) => each.scrollWidth > innerWidth).map((each) => each.ariaLabel)`;
    assert.equal(await read(cut), []);
    const pages = (await pdf()).toString('latin1').match(/\/Type \/Page\b/g)?.length ?? 0;
    assert.ok(pages >= 3 && pages <= 9, `${pages} pages`);
  }),
);

const pipeline = `model cogvideox-5b-t2v
dataset "<script>alert(1)</script>" { videos = "clips" }
train { length = 1000 steps }
`;

showing('cogx plan --html writes it: without an inventory, a kind of GPU or a price, and for the CPU', async () => {
  const where = folder();
  writeFileSync(join(where, '<b>.cogx'), pipeline);
  for (const [file, ...words] of [['bare.html'], ['cpu.html', '--set', 'cluster.gpu=cpu']] as const) {
    const { code, err } = cogx(where, 'plan', '<b>.cogx', '--html', file, ...words);
    assert.is(code, 0, err);
    assert.match(err, `${file} shows it with pictures.`);
    await inChromium(join(where, file), wide, async ({ read, complaints }) => {
      assert.equal(complaints, []);
      assert.equal([await read('document.scripts.length'), await read(unnamed), await read(overlapping)], [0, [], []]);
      const text = await read<string>('document.body.innerText');
      assert.match(text, 'There is no inventory');
      assert.match(text, '<b>.cogx');
      assert.not.match(text, /NaN|undefined|Infinity|\[object/);
    });
  }
});

showing(
  'of an example with an inventory it draws how clips become samples, with the numbers of the terminal',
  async () => {
    const where = folder();
    cpSync(join(root, 'examples'), where, { recursive: true });
    const { code, out } = cogx(join(where, 'birds'), 'plan', 'birds.cogx', '--html', '../plan.html');
    assert.is(code, 0, out);
    await inChromium(join(where, 'plan.html'), wide, async ({ read, complaints }) => {
      assert.equal(complaints, []);
      assert.equal([await read(faint), await read(unnamed), await read(overlapping)], [[], [], []]);
      const answers = await read<string[]>(
        `[...document.querySelectorAll('.answer .big')].map((each) => each.innerText)`,
      );
      assert.is(answers.length, 6);
      const flat = out.replace(/\s+/g, ' ');
      for (const answer of answers) assert.match(flat, answer);
      const ways = await read<string[]>(
        `[...document.querySelectorAll('.picks figcaption')].map((each) => each.innerText)`,
      );
      assert.is(ways.length, 6);
      assert.is(ways[0], 'data/pexels/avocet/1370.mp4 36 clips: above_rate = drop, longer = head');
    });
  },
);

showing.run();
