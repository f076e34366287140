import { execFileSync } from 'node:child_process';
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { suite } from 'uvu';
import * as assert from 'uvu/assert';
import { printClip } from '../../src/media/clip-line.ts';
import { clips, video } from '../../src/rules/examples.ts';
import { golden } from '../support.ts';
import { inChromium } from './chromium.ts';
import { cogx, folder } from './cogx.ts';
import { faint, overlapping, unnamed } from './readable.ts';

const test = suite('cogx diff');

const before = `use "clusters/big.cogx"
model cogvideox-5b-t2v
dataset birds { videos = "birds" }
train {
  length = 1000 steps
  optimizer adamw { learning_rate = 1e-4 }
  schedule cosine { warmup = 50 steps }
}
`;
const big = 'cluster { gpu = a100-80gb, gpus_per_node = 4 }\n';

const git = (where: string, ...words: readonly string[]): string =>
  execFileSync('git', ['-c', 'user.name=a', '-c', 'user.email=a@b', '-c', 'init.defaultBranch=main', ...words], {
    cwd: where,
    encoding: 'utf8',
  });

/** A repository with a pipeline, a file that it uses, and its inventory, all committed. */
const repository = (): string => {
  const made = folder();
  mkdirSync(join(made, 'clusters'));
  writeFileSync(join(made, 'a.cogx'), before);
  writeFileSync(join(made, 'clusters/big.cogx'), big);
  writeInventory(made, 200, 0);
  git(made, 'init', '-q');
  git(made, 'add', '.');
  git(made, 'commit', '-q', '-m', 'one');
  return made;
};

const writeInventory = (where: string, long: number, short: number): void => {
  const all = [...clips(long), ...clips(short, { video: video(30, 24) }, long + 1)];
  writeFileSync(join(where, 'a.clips.jsonl'), all.map((clip) => `${printClip(clip)}\n`).join(''));
};

test('a file that is as it was committed is the same plan', () => {
  const where = repository();
  const { code, out } = cogx(where, 'diff', 'a.cogx');
  assert.is(out, 'HEAD:a.cogx and a.cogx are the same plan.\n');
  assert.is(code, 0);
});

test('other words for the same plan are no difference', () => {
  const where = repository();
  writeFileSync(join(where, 'a.cogx'), `# moved\n\n${before.replace('1e-4', '0.0001')}`);
  assert.is(cogx(where, 'diff', 'a.cogx').code, 0);
});

/** Another length, learning rate, cluster and inventory than were committed. */
const changed = (): string => {
  const where = repository();
  writeFileSync(
    join(where, 'a.cogx'),
    before
      .replace('1000 steps', '2 epochs')
      .replace('1e-4', '5e-5')
      .replace('dataset birds { videos = "birds" }', 'dataset birds { videos = "birds", repeats = 40 }'),
  );
  writeFileSync(join(where, 'clusters/big.cogx'), big.replace('4 }', '8 }'));
  writeInventory(where, 180, 20);
  return where;
};

test('what changes is told by path, with where it stands and what it comes to', () => {
  const { code, out, err } = cogx(changed(), 'diff', 'a.cogx');
  assert.is(err, '');
  assert.is(code, 3);
  golden('diff/revisions.txt', out);
});

test('a pull request gets it as a comment: the numbers at once, the rest behind a click', () => {
  const { code, out, err } = cogx(changed(), 'diff', 'a.cogx', '--format', 'markdown');
  assert.is(err, '');
  assert.is(code, 3);
  golden('diff/revisions.md', out);
});

test('a name of a dataset or a file is text in the comment, whatever is in it', () => {
  const where = repository();
  const nasty = '<img src=x> | **a** `b` @octocat #1 ~~c~~ [d](http://e)';
  writeFileSync(join(where, 'a|<b>.cogx'), before.replace('dataset birds', `dataset "${nasty}"`));
  const { code, out } = cogx(where, 'diff', 'a.cogx', 'a|<b>.cogx', '--format', 'markdown', '--set', 'name=a');
  assert.is(code, 3, out);
  golden('diff/nasty.md', out);
});

test('a comment says which side has errors', () => {
  const where = repository();
  writeFileSync(join(where, 'a.cogx'), before.replace('1e-4', 'fast'));
  const { code, out } = cogx(where, 'diff', 'a.cogx', '--format', 'markdown');
  assert.is(code, 1);
  assert.match(
    out,
    "**1 error**; a value that can't be read is compared as its default:\n\n- `a.cogx`: learning_rate takes",
  );
});

test('it is a page, too', async () => {
  const where = changed();
  const { code, err } = cogx(where, 'diff', 'a.cogx', '--html', 'diff.html');
  assert.is(code, 3);
  assert.is(err, 'diff.html shows it as a page.\n');
  for (const viewed of [
    { width: 1200, scheme: 'dark' },
    { width: 390, scheme: 'light' },
  ] as const)
    await inChromium(join(where, 'diff.html'), viewed, async ({ read, complaints, requests }) => {
      assert.equal([complaints, requests.filter((url) => !url.startsWith('data:')).length], [[], 1]);
      assert.ok(await read<boolean>('document.documentElement.scrollWidth <= innerWidth'), 'nothing sticks out');
      assert.equal(await read(faint), []);
      assert.equal(await read(unnamed), []);
      const rows = await read<string[]>(
        `[...document.querySelectorAll('tbody tr')].map((row) => [...row.cells].map((cell) => cell.innerText).join(' | '))`,
      );
      assert.ok(rows.includes('updates | 1000 | 1800 | +80 %'), rows.join('\n'));
      assert.is(await read(`document.querySelectorAll('.stacked .row svg, .curve .line').length`), 4);
      assert.equal(await read(overlapping), []);
      assert.ok(rows.includes('train.length | 1000 steps | 2 epochs | HEAD:./a.cogx:5 → a.cogx:5'));
    });
});

test('machines alone do not end a run', () => {
  const where = repository();
  const two = big.replace('4 }', '2 }');
  writeFileSync(
    join(where, 'b.cogx'),
    before.replace('use "clusters/big.cogx"', two.trim()).replace('train {', 'train {\n  global_batch = 8'),
  );
  writeFileSync(
    join(where, 'c.cogx'),
    before.replace('use "clusters/big.cogx"', big.trim()).replace('train {', 'train {\n  global_batch = 8'),
  );
  const { code, out } = cogx(where, 'diff', 'b.cogx', 'c.cogx', '--format', 'json', '--set', 'name=a');
  assert.is(code, 3);
  const { training, outputs, values, old } = JSON.parse(out);
  assert.is(old, 'b.cogx');
  assert.equal(training, { same: true, because: [] });
  assert.equal(
    values.map(({ what }: { what: string }) => what),
    ['cluster.gpus_per_node', 'train.accumulate'],
  );
  assert.ok(outputs.changed.includes('train.py'));
});

test('a revision is read with the files and the inventory that it had', () => {
  const where = repository();
  writeFileSync(join(where, 'clusters/big.cogx'), 'rubbish');
  writeInventory(where, 1, 0);
  git(where, 'commit', '-q', '-a', '-m', 'two');
  const { code, out } = cogx(where, 'diff', 'HEAD~1:a.cogx', 'HEAD~1:a.cogx');
  assert.is(out, 'HEAD~1:a.cogx and HEAD~1:a.cogx are the same plan.\n');
  assert.is(code, 0);
});

test('clips that one side has not looked at are not compared', () => {
  const where = repository();
  writeFileSync(join(where, 'b.cogx'), before);
  const { out } = cogx(where, 'diff', 'a.cogx', 'b.cogx');
  assert.match(out, '\nsampling\n  not compared: b.cogx has no inventory (cogx scan writes it)\n\ntraining\n');
});

test('a side with errors is told, and compared as far as it goes', () => {
  const where = repository();
  writeFileSync(join(where, 'a.cogx'), before.replace('1e-4', 'fast').replace('1000', '2000'));
  const { code, out, err } = cogx(where, 'diff', 'a.cogx');
  assert.is(code, 1);
  assert.match(err, 'a.cogx: error: learning_rate takes');
  assert.match(out, /train\.length +1000 steps → 2000 steps/);
  assert.match(out, 'one side does not compile');
});

test('what is neither a file nor a revision of one is wrong usage', () => {
  const where = repository();
  for (const word of ['b.cogx', 'nowhere:a.cogx', 'HEAD:b.cogx', '--output=x:a.cogx'.slice(2), 'HEAD:none/a.cogx'])
    assert.is(cogx(where, 'diff', word, 'a.cogx').code, 2, word);
});

test.run();
