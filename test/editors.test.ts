import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { suite } from 'uvu';
import * as assert from 'uvu/assert';
import { check } from '../src/check.ts';
import { version } from '../src/cli/version.ts';
import { render } from '../src/diagnostics/render.ts';
import { root } from './support.ts';

const editors = suite('editors');

const folder = join(root, 'editors/vscode/extension');
const read = (name: string) => JSON.parse(readFileSync(join(folder, name), 'utf8'));
const manifest = read('package.json');

editors('the extension has the version of cogx, and the files that it names', () => {
  assert.is(manifest.version, version);
  const [language] = manifest.contributes.languages;
  const [grammar] = manifest.contributes.grammars;
  assert.is(read(grammar.path).scopeName, grammar.scopeName);
  assert.is(grammar.language, language.id);
  assert.ok(read(language.configuration).comments);
});

editors('a word of the editor is a word of the grammar', () => {
  const { wordPattern } = read('language-configuration.json');
  const words = (text: string) => text.match(new RegExp(wordPattern, 'gu'));
  assert.equal(words('model cogvideox-1.5-5b-t2v {'), ['model', 'cogvideox-1.5-5b-t2v']);
  assert.equal(words('learning_rate=$rate, # a.'), ['learning_rate', '$rate', 'a']);
});

editors('a line that opens goes in, one that closes comes out', () => {
  const { increaseIndentPattern, decreaseIndentPattern } = read('language-configuration.json').indentationRules;
  const goesIn = (line: string) => new RegExp(increaseIndentPattern, 'u').test(line);
  for (const line of ['train {', '  prompts = [  # two', 'dataset "a {" {', 'train { # {'])
    assert.ok(goesIn(line), line);
  for (const line of ['train { length = 2 steps }', 'a = "{', '# train {', 'count = 81'])
    assert.not.ok(goesIn(line), line);
  assert.ok(new RegExp(decreaseIndentPattern, 'u').test('  }'));
});

editors('the problem matcher finds each finding of a check, with its place', () => {
  const text =
    'model cogvideox-5b-t2v\ndataset a { videos = "a" }\nframes { count = 48 }\ntrain { lenght = 900 steps }\n';
  const { diagnostics, sources } = check({ file: 'runs/my birds.cogx', text, read: () => undefined });
  const told = diagnostics.map((each) => render(sources, each)).join('\n');
  const lines = told.split('\n');
  const [first, second] = manifest.contributes.problemMatchers[0].pattern;
  const found = lines.flatMap((line, index) => {
    const [, severity, , code] = line.match(new RegExp(first.regexp, 'u')) ?? [];
    const [, file, row] = lines[index + 1]?.match(new RegExp(second.regexp, 'u')) ?? [];
    return severity ? [`${severity} ${code} ${file}:${row}`] : [];
  });
  assert.equal(found, ['error frame-count runs/my birds.cogx:3', 'error unknown-word runs/my birds.cogx:4'], told);
});

editors.run();
