import { execFileSync } from 'node:child_process';
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'uvu';
import * as assert from 'uvu/assert';
import { openCaptions } from '../../src/cli/disk/captions.ts';
import { openSpool } from '../../src/cli/disk/spool.ts';
import { folder } from '../e2e/cogx.ts';

const where = folder();
const at = (name: string): string => join(where, name);

const captionsOf = (from: Parameters<typeof openCaptions>[1], clips: readonly string[]) => {
  const store = openSpool(at('spool'));
  const captions = openCaptions(where, from, store);
  const texts = clips.map((clip) => captions.of(clip).map(({ text }) => text));
  const problems = captions.problems();
  store.close();
  return { texts, problems };
};

test('files beside clips that are no text of people are told, and nobody waits for a pipe', () => {
  const utf16 = Buffer.from('\uFEFFa bird', 'utf16le');
  writeFileSync(at('utf16.txt'), utf16);
  writeFileSync(at('no mark.txt'), utf16.subarray(2));
  writeFileSync(at('latin.txt'), Buffer.from('caf\xe9', 'latin1'));
  writeFileSync(at('dos.txt'), '\uFEFFa bird\r\n');
  mkdirSync(at('folder.txt'));
  execFileSync('mkfifo', [at('pipe.txt')]);
  const clips = ['utf16', 'no mark', 'latin', 'dos', 'folder', 'pipe', 'absent', 'x'.repeat(255)];
  const { texts, problems } = captionsOf(
    { kind: 'beside', suffix: '.txt' },
    clips.map((each) => `${each}.mp4`),
  );
  assert.equal(texts, [[], [], [], ['a bird'], [], [], [], []]);
  assert.equal(problems, [
    '2 caption files are written in UTF-16, or are no text, and are left out: utf16.txt, no mark.txt. Write UTF-8: iconv -f UTF-16 -t UTF-8 FILE > NEW.',
    '1 caption file is not written in UTF-8 and is left out: latin.txt. Write UTF-8: iconv -f WINDOWS-1252 -t UTF-8 FILE > NEW.',
    '2 caption files are no files and are left out: folder.txt, pipe.txt.',
  ]);
});

test('a table that can not be read says why, once', () => {
  writeFileSync(at('wide.csv'), Buffer.from('\uFEFFvideo,text\na.mp4,a bird\n', 'utf16le'));
  mkdirSync(at('folder.csv'));
  execFileSync('mkfifo', [at('pipe.csv')]);
  const of = (file: string) =>
    captionsOf({ kind: 'csv', file, video: 'video', text: 'text', start: null, end: null, unit: 's' }, ['a.mp4']);
  assert.equal(of('wide.csv'), {
    texts: [[]],
    problems: [
      'wide.csv is written in UTF-16, or is no text: write it again in UTF-8 (iconv -f UTF-16 -t UTF-8 FILE > NEW).',
    ],
  });
  assert.equal(of('folder.csv').problems, ['folder.csv is no file.']);
  assert.equal(of('pipe.csv').problems, ['pipe.csv is no file.']);
  assert.equal(of('absent.csv').problems, ['There is no caption file absent.csv.']);
});

test.run();
