import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { suite } from 'uvu';
import * as assert from 'uvu/assert';
import { asked, golden, root } from '../support.ts';
import { parseSound, short } from './sound.ts';

const folder = join(root, 'test/golden/syntax');
const files = readdirSync(folder).filter((file) => file.endsWith('.cogx'));

/** What is said about a text, and the tree that is made of it all the same. */
const said = (text: string): string => {
  const { file, problems } = parseSound(text);
  const lines = problems.flatMap(({ code, message, help, span }) => {
    const before = text.slice(0, span.start).split('\n');
    const line = before.length;
    const from = before.at(-1)?.length ?? 0;
    const written = text.split('\n')[line - 1] ?? '';
    const width = Math.max(1, Math.min(span.end - span.start, written.length - from));
    const mark = `${' '.repeat(from)}${'^'.repeat(width)}`;
    return [`${line}: ${message} [${code}]`, `    ${written}`, `    ${mark}`, `  help: ${help}`, ''];
  });
  return `${[...lines, ...file.items.map((item) => short([item]))].join('\n')}\n`;
};

const broken = suite('broken files');
for (const file of files) {
  broken(`${file}: what is said, and what is read all the same`, () => {
    asked.add(join(folder, file));
    golden(`syntax/${file.replace('.cogx', '.txt')}`, said(readFileSync(join(folder, file), 'utf8')));
  });
}
broken.run();

const counts = suite('one mistake, one problem');

counts('ten mistakes on ten lines are ten problems, each on its line', () => {
  const text = readFileSync(join(folder, 'ten-mistakes.cogx'), 'utf8');
  const lines = parseSound(text).problems.map(({ span }) => text.slice(0, span.start).split('\n').length);
  assert.equal(lines, [3, 6, 10, 11, 12, 13, 17, 18, 22, 23]);
});

counts('every code that can be said is said in one of the files', () => {
  const codes = files.flatMap((file) =>
    parseSound(readFileSync(join(folder, file), 'utf8')).problems.map((p) => p.code),
  );
  assert.equal([...new Set(codes)].sort(), [
    'block-with-equals',
    'dotted-name',
    'foreign-mark',
    'foreign-passage',
    'forgotten-equals',
    'merge-conflict',
    'missing-name',
    'missing-separator',
    'missing-value',
    'not-a-value',
    'reserved-name',
    'stray-bracket',
    'stray-character',
    'too-deep',
    'unclosed-block',
    'unclosed-comment',
    'unclosed-list',
    'unclosed-text',
    'unknown-escape',
    'unopened-block',
    'unquoted-text',
    'word-end',
    'wrong-line',
  ]);
});

counts.run();
