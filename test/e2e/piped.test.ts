import { spawnSync } from 'node:child_process';
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'uvu';
import * as assert from 'uvu/assert';
import { bundle, folder, type Ran } from './cogx.ts';

const sound = 'model cogvideox-5b-t2v\ndataset clips { videos = "clips" }\ntrain { length = 1000 steps }\n';
const faulty = `${sound}frames { cuont = 49 }\n`;

const piped = (input: string | Buffer, where: string, ...words: readonly string[]): Ran => {
  const ran = spawnSync(process.execPath, [bundle(), 'check', '-', ...words], { cwd: where, input, encoding: 'utf8' });
  return { code: ran.status, out: ran.stdout, err: ran.stderr };
};

test('check reads standard input, and offers nothing that needs a file', () => {
  const where = folder();
  assert.equal(piped(sound, where), { code: 0, out: '<stdin>: nothing found\n', err: '' });
  const { code, out } = piped(faulty, where);
  assert.is(code, 1);
  assert.match(out, ' --> <stdin>:4:10\n');
  assert.match(out, /<stdin>: 1 error\n$/);
  const { findings } = JSON.parse(piped(faulty, where, '--format', 'json').out);
  assert.equal([findings[0].code, findings[0].place.file], ['unknown-word', '<stdin>']);
});

test('with the name of its file it is judged as that file, whatever stands on the disk', () => {
  const where = folder();
  mkdirSync(join(where, 'runs'));
  writeFileSync(join(where, 'runs/a.cogx'), sound);
  writeFileSync(join(where, 'runs/more.cogx'), 'seed = 7\n');
  const { code, out } = piped(`use "more.cogx"\n${faulty}`, where, '--stdin-name', 'runs/a.cogx');
  assert.is(code, 1);
  assert.match(out, ' --> runs/a.cogx:5:10\n');
  assert.match(out, 'runs/a.cogx: 1 error\n');
  const without = piped(`use "more.cogx"\n${sound}`, where);
  assert.match(without.out, '[use-not-found]');
});

test('what can not be meant with standard input is said', () => {
  const where = folder();
  const refused: [words: string[], sentence: string][] = [
    [['a.cogx'], '`-` stands alone.'],
    [['--fix'], '--fix mends files, and `-` is none.'],
  ];
  for (const [words, sentence] of refused) {
    const { code, err } = piped(sound, where, ...words);
    assert.is(code, 2);
    assert.match(err, sentence);
  }
  const { code, err } = piped(Buffer.from([0xff, 0xfe, 0x61, 0]), where);
  assert.is(code, 2);
  assert.match(err, '<stdin> is written in UTF-16.');
});

test.run();
