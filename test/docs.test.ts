import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { suite } from 'uvu';
import * as assert from 'uvu/assert';
import { check } from '../src/check.ts';
import { render } from '../src/diagnostics/render.ts';
import { fix } from '../src/fix.ts';
import { reference } from '../src/plan/reference.ts';
import { vocabulary } from '../src/plan/vocabulary.ts';
import { goldenAt, root } from './support.ts';

const docs = suite('docs');

docs('the language reference is made from the schema', () => goldenAt('docs/language.md', reference()));

docs('every word has a sentence, and every fixed default a source', () => {
  const silent = vocabulary().filter(({ says }) => says === '');
  assert.equal(
    silent.map(({ path }) => path),
    [],
  );
  const unsourced = vocabulary().filter(
    ({ standard, source, takes }) =>
      standard !== undefined &&
      !['unsaid', 'none', 'a block of defaults'].includes(standard) &&
      !source &&
      !takes.startsWith('blocks'),
  );
  assert.equal(
    unsourced.map(({ path }) => path),
    [],
  );
});

docs('the page on checking shows what check says and what --fix does', () => {
  const page = readFileSync(join(root, 'docs/checking.md'), 'utf8');
  const blocks = [...page.matchAll(/```(cogx|)\n(.*?)```/gs)].map(([, , text = '']) => text);
  const [before = '', finding, , done, after] = blocks;
  const input = { file: 'birds.cogx', text: before, read: () => undefined };
  const { diagnostics, sources } = check(input);
  assert.ok(diagnostics.some((each) => render(sources, each) === finding));
  const fixed = fix(input, ['safe']);
  assert.is(fixed.texts.get('birds.cogx'), after);
  assert.is(fixed.done.map(({ code, line, says }) => `fixed: birds.cogx:${line}: ${says} [${code}]\n`).join(''), done);
});

docs.run();
