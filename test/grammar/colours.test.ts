import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'uvu';
import * as assert from 'uvu/assert';
import { root } from '../support.ts';
import { colour, type Grammar, patternsOf } from './colours.ts';

const grammar = JSON.parse(
  readFileSync(join(root, 'editors/vscode/extension/cogx.tmLanguage.json'), 'utf8'),
) as Grammar;

/** The colours of a text, by the first two words of their scopes. */
const colours = (text: string): string =>
  colour(grammar, text)
    .map(({ text: piece, scope }) => `${piece}:${scope.split('.').slice(0, -1).join('.')}`)
    .join(' ');

test('every regular expression of the colours compiles', () => {
  const patterns = patternsOf(grammar);
  assert.ok(patterns.length > 15);
  for (const pattern of patterns) assert.not.throws(() => new RegExp(pattern, 'u'));
});

test('each kind of word has its colour', () => {
  assert.is(colours('count = 81'), 'count:variable.other.property =:keyword.operator.assignment 81:constant.numeric');
  assert.match(colours('rate = 16 fps'), '16:constant.numeric fps:keyword.other.unit');
  assert.match(colours('coverage = 80 %'), '80:constant.numeric %:keyword.other.unit');
  assert.match(colours('size = 1360x768'), '1360x768:constant.numeric.size');
  assert.match(colours('fit = cover'), 'cover:constant.other');
  assert.match(colours('warmup = $warmup'), '$warmup:variable.other.constant');
  assert.match(colours('lr = 1e-4'), '1e-4:constant.numeric');
  assert.is(colours('dataset drone {'), 'dataset:entity.name.type drone:entity.name.section {:punctuation.section');
  assert.is(colours('let a = b'), 'let:storage.type a:variable.other.constant b:constant.other');
  assert.match(colours('use "x.cogx"'), 'use:keyword.control.import');
  assert.match(colours('a = use'), 'use:constant.other');
  assert.match(colours('model cogvideox-1.5-5b-t2v {'), 'cogvideox-1.5-5b-t2v:entity.name.section');
});

test('comments and texts hide what stands in them', () => {
  assert.is(colours('## a = 1'), '## a = 1:comment.line.documentation');
  assert.match(colours('a = 1 # b = 2'), /# b = 2:comment\.line\.number-sign$/);
  assert.is(colours('/* a\nb = 1 */'), '/*:comment.block b = 1 */:comment.block');
  assert.match(colours('a = "b # {"'), /b # \{":string\.quoted\.double$/);
  assert.match(colours('a = "\\n"'), '\\n:constant.character.escape');
  assert.match(colours('a = "\\q"'), '\\q:invalid.illegal.escape');
  assert.match(
    colours('a = """\nb = 1\n"""\nc = 2'),
    /""":string\.quoted\.triple """:string\.quoted\.triple c:variable/,
  );
});

test('the birds example has a colour for every word, and none is illegal', () => {
  const text = readFileSync(join(root, 'examples/birds/birds.cogx'), 'utf8');
  const pieces = colour(grammar, text);
  assert.not.ok(pieces.some(({ scope }) => scope.startsWith('invalid')));
  const scopes = (word: string): string[] => [
    ...new Set(pieces.filter((piece) => piece.text === word).map(({ scope }) => scope)),
  ];
  assert.equal(scopes('frames'), ['entity.name.type.cogx']);
  assert.equal(scopes('above_rate'), ['variable.other.property.cogx']);
  assert.equal(scopes('cover'), ['constant.other.cogx']);
  assert.equal(scopes('steps'), ['keyword.other.unit.cogx']);
  const properties = pieces.filter(({ scope }) => scope === 'variable.other.property.cogx');
  assert.is(properties.length, text.replace(/#.*$/gm, '').match(/(?<!(?:let|param) \w+ *)=/g)?.length);
});

test.run();
