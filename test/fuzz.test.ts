import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import fc from 'fast-check';
import { suite } from 'uvu';
import * as assert from 'uvu/assert';
import { type Checked, type CheckInput, check } from '../src/check.ts';
import { sha256 } from '../src/cli/disk/sha256.ts';
import { compile } from '../src/compile.ts';
import type { Diagnostic } from '../src/diagnostics/diagnostic.ts';
import { render } from '../src/diagnostics/render.ts';
import { vocabulary } from '../src/plan/vocabulary.ts';
import { clips, damaged, video } from '../src/rules/examples.ts';
import { rules } from '../src/rules/rules.ts';
import { foreign, mangled, mangledOf, trouble } from './grammar/mangled.ts';
import { parseSound } from './grammar/sound.ts';

import { count, root, templates } from './support.ts';

/** Whatever is written, the whole of `check` bears it: parser, layers, schema, defaults, inventory and rules. */
const test = suite('whatever is written');

const used = readFileSync(join(root, 'examples/clusters/a100x16.cogx'), 'utf8');
const inventory = [...clips(5), ...clips(3, { video: video(30, 60), captions: [] }, 6), ...damaged(2, 9)];
const named = ['pexels', 'drone', 'a', 'birds'].flatMap((dataset) => inventory.map((clip) => ({ ...clip, dataset })));

const inputOf = (text: string): CheckInput => ({
  file: 'birds.cogx',
  text,
  read: (path) => (path.endsWith('a100x16.cogx') ? used : path === 'itself.cogx' ? text : undefined),
  clips: () => named,
  compiles: true,
});

const codes = new Set(rules.map(({ code }) => code));

/** Every place lies in a text that is known, and every sentence is one. */
const judged = ({ diagnostics, sources }: Checked): void => {
  for (const diagnostic of diagnostics) {
    const { code, message, help = '', place, related = [] } = diagnostic;
    assert.ok(codes.has(code), code);
    assert.not.match(`${message}${help}`, /[\p{Cc}\u2028\u2029]|undefined|\[object|(?<!becomes )NaN/u);
    for (const each of [place, ...related.map((other) => other.place)]) if (each) within(sources, each, code);
    assert.type(render(sources, diagnostic), 'string');
  }
};

const within = (sources: Checked['sources'], place: NonNullable<Diagnostic['place']>, code: string): void => {
  const text = sources.get(place.file);
  const { start, end } = place.span;
  assert.ok(
    text !== undefined && 0 <= start && start <= end && end <= text.length,
    `${code} at ${JSON.stringify(place)}`,
  );
};

const tools = { templates: templates(), sha256, version: '0.0.0' };

const isSoak = count(0, 1) === 1;

/** Each text is checked twice, with its profile, and compiled; of the many of a soak one in eight is, which leaves time for more. */
const thorough = (text: string): boolean => !isSoak || text.length % 8 === 0;

const bears = (text: string): void => {
  parseSound(text);
  const input = inputOf(text);
  const once = check(input);
  judged(once);
  if (!thorough(text)) return;
  for (const name of once.profiles.slice(0, 1)) judged(check({ ...input, profiles: [name] }));
  assert.is(JSON.stringify(check(input).diagnostics), JSON.stringify(once.diagnostics));
  if (once.diagnostics.some(({ severity }) => severity === 'error')) return;
  for (const { text: output } of compile(input, tools).outputs) if (typeof output !== 'string') for (const _ of output);
};

/** Says at once what breaks: the other properties of a soak may take an hour. */
const holds = (texts: fc.Arbitrary<string>, numRuns: number): void => {
  const details = fc.check(fc.property(texts, bears), { numRuns });
  if (!details.failed) return;
  const report = `${fc.defaultReportMessage(details)}\n${details.errorInstance}`;
  if (isSoak) console.error(report);
  throw new Error(report);
};

test('broken files, among them those that were found here, are checked without a throw', () => {
  const folder = join(root, 'test/golden/syntax');
  const files = readdirSync(folder).filter((file) => file.endsWith('.cogx'));
  for (const file of files) bears(readFileSync(join(folder, file), 'utf8'));
  assert.ok(files.length > 10);
});

test('what the soak has found is checked without a throw', () => {
  const texts = [
    '-\t"""\n"""',
    '- """a\nb"""\n- """\r\n"""',
    'deepspeed { dump_state = true\n }',
    '[fps]]',
    'accelerate launch{}',
  ];
  for (const text of texts) bears(text);
});

test('a mangled example is checked without a throw, and the same each time', () => {
  holds(mangled, count(300, 10_000));
});

/** What the pages of all rules show: most words of the language, each in a file of a few lines. */
const shown = rules
  .flatMap(({ bad, good, quiet = [] }) => [bad, good, ...quiet])
  .map((example) => (typeof example === 'string' ? example : example.text));

test('a mangled example of a rule is checked without a throw, and the same each time', () => {
  holds(mangledOf(shown), count(900, 120_000));
});

test('a text of small troubles is checked without a throw, and the same each time', () => {
  holds(trouble, count(300, 450_000));
});

test('a text of lines from other languages is checked without a throw, and the same each time', () => {
  holds(foreign, count(300, 400_000));
});

/** Words of the language, the author's own in place of NAME, each with a value that may or may not be one. */
const paths = vocabulary().map(({ path }) => path.replaceAll('NAME', 'a').split('.'));
const own = [
  '__proto__',
  'constructor',
  'toString',
  '"a.b"',
  '"\\u{e9}"',
  'hasOwnProperty',
  '""',
  '"a\\nb"',
  '"\\u{2028}"',
];
const values = [
  ...['0', '-1', '1', '3', '81', '1e999', '-0', '0.1', '1e-4', '9007199254740993', '16 fps', '30 min', '10 %', '200 %'],
  ...[
    '100 steps',
    '2 epochs',
    '0 steps',
    '0.5 steps',
    '80 GiB',
    '0x0',
    '1360x768',
    '999999999999x16',
    'none',
    'default',
  ],
  ...[
    'true',
    'false',
    'lora',
    'adamw',
    'cosine',
    'ddp',
    'zero2',
    'slurm',
    'ssh',
    'cpu',
    'a100-80gb',
    'h100-80gb',
    'beside',
  ],
  ...['csv', 'windows', 'cogvideox-5b-t2v', 'cogvideox-1.5-5b-i2v', 'tiny-cogvideox-1.5-5b-t2v', 'bf16', 'fp16', '$x'],
  ...[
    '$y',
    '[]',
    '[1, 2]',
    '["a"]',
    '[[1]]',
    '""',
    '"data/*.mp4"',
    '"../up"',
    '"/abs"',
    '"./here"',
    '"hf_0123456789abcdefgh"',
  ],
];
const word = fc.record({
  path: fc.oneof(
    { weight: 9, arbitrary: fc.constantFrom(...paths) },
    { weight: 1, arbitrary: fc.constantFrom(...own.map((name) => [name])) },
  ),
  value: fc.constantFrom(...values),
  label: fc.option(fc.constantFrom('lora', 'adamw', 'prodigy', 'cosine', 'slurm', 'ssh', 'zero3', 'a', 'b', ...own)),
});

const lineOf = ({ path, value, label }: { path: readonly string[]; value: string; label: string | null }): string => {
  const [last = '', ...above] = [...path].reverse();
  const property = label === null ? `${last} = ${value}` : `${last} ${label} { ${last} = ${value} }`;
  return above.reduce((inside, name) => `${name}${name === 'dataset' ? ' a' : ''} { ${inside} }`, property);
};

/** Blocks of one word each would be written twice: what stands in one block goes into one. */
const wordy = fc
  .record({
    words: fc.array(word, { minLength: 1, maxLength: 12 }),
    frame: fc.constantFrom(
      '',
      'model cogvideox-5b-t2v\ndataset a { videos = "v" }\ntrain { length = 100 steps }\n',
      'use "a100x16.cogx"\nuse "itself.cogx"\nmodel cogvideox-1.5-5b-t2v\nlet x = 5\nlet y = $x\n',
    ),
    profile: fc.boolean(),
  })
  .map(({ words, frame, profile }) => {
    const lines = words.map(lineOf).join('\n');
    return profile ? `${frame}profile p {\n${lines}\n}\n` : `${frame}${lines}\n`;
  });

test('words of the language with any value are checked without a throw, and the same each time', () => {
  holds(wordy, count(700, 20_000));
});

test.run();
