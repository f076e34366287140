import { suite } from 'uvu';
import * as assert from 'uvu/assert';
import { inColumns, longest, longestWord, plain } from '../../grammar/plain.ts';
import { check } from '../../src/check.ts';
import { render } from '../../src/diagnostics/render.ts';
import { vocabulary } from '../../src/plan/vocabulary.ts';
import { parseSound } from './sound.ts';

const test = suite('what an author wrote, in a sentence');

test('letters that steer a terminal are shown by their codes', () => {
  assert.is(plain('a\nb'), 'a\\u{a}b');
  assert.is(plain('\u001b[31mred\u001b[0m'), '\\u{1b}[31mred\\u{1b}[0m');
  assert.is(plain('\u202Ea.mp4\u2066'), '\\u{202e}a.mp4\\u{2066}');
  assert.is(plain('naïve 鳥 👩‍🔬'), 'naïve 鳥 👩‍🔬');
});

test('a long word and a long sentence keep their beginning and their end', () => {
  const word = plain(`There is no word ${'a'.repeat(5000)}z here.`);
  assert.match(word, /^There is no word a{99}…a{98}z here\.$/);
  assert.is([...plain('bird '.repeat(1000))].length, longest - 1);
  const path = `data/${'pexels/'.repeat(20)}*.mp4`;
  assert.is(plain(path), path);
});

test('a line keeps its columns', () => {
  assert.is(inColumns('a\u001bb\u007f\u202ec'), 'a␛b␡\ufffdc');
});

/** Where a piece of the author's text may stand: in cogx, and in what people take for it. */
const frames = [
  ...[
    'PIECE',
    'PIECE = 1',
    'name = PIECE',
    'frames { count = PIECE }',
    'dataset PIECE { videos = PIECE }',
    'use PIECE',
  ],
  ...['let PIECE = 1', 'let a = PIECE', 'a.PIECE = 1', 'model PIECE', 'train { adapter PIECE { rank = PIECE } }'],
  ...['name: PIECE\nseed: 1\ntrain:\n  PIECE: 2\n', 'PIECE:\n  a: PIECE\n  b: 2\n', '{\n"name": PIECE,\n"seed": 1\n}'],
  ...['prompts:\n- PIECE\n- PIECE\n', '- PIECE\n- PIECE\n', '[train]\nrank = PIECE\n', '[PIECE]\nPIECE = 1\n'],
  ...['import os\nrank = PIECE\n', 'print(PIECE)\n', 'rank: int = PIECE\n', 'config.rank = f(PIECE)'],
  ...['export A=PIECE\n', '--rank PIECE\n', 'accelerate launch --rank=PIECE \\\n --PIECE 1\n', '# cogx-allow PIECE: a'],
  ...[
    'environment { PIECE = PIECE }',
    'environment { NCCL_DEBUG = PIECE }',
    'deepspeed { PIECE = PIECE }',
    'name PIECE',
  ],
  ...[
    '<<<<<<< PIECE\nname = a\n=======\nname = b\n>>>>>>> PIECE\n',
    'profile PIECE { name = PIECE }',
    'name = (PIECE)',
  ],
];

const long = 'very'.repeat(200);
const pieces = [
  ...[
    '"""\na\n"""',
    '"""a\r\nb"""',
    '"a\\nb"',
    '"a\\u{1b}[31mb"',
    '"\\u{202e}a"',
    '\u001b[31m',
    'a\u001bb',
    "'a\u0007'",
  ],
  ...[
    `"${long}"`,
    `'${long}'`,
    long,
    `${long}.${long}`,
    '9'.repeat(600),
    '\u202ea',
    '“a\u001bb”',
    '＝＝\u001b',
    'a\u200b\u001b',
  ],
  ...['"\u2028"', '\u2028', `"""\n${'a bird\n'.repeat(80)}"""`, `[${'"a", '.repeat(120)}]`],
];

const steering = /[\p{Cc}\u2028\u2029\u202a-\u202e\u2066-\u2069]/u;

const readable = (said: string, text: string): void => {
  assert.not.match(said, steering, JSON.stringify(text.slice(0, 200)));
  assert.ok(said.length <= longest, `${said.length} letters for ${JSON.stringify(text.slice(0, 200))}`);
  assert.ok(
    said.split(' ').every((word) => word.length <= longestWord),
    said,
  );
};

const judged = (text: string): number => {
  for (const { message, help = '' } of parseSound(text).problems)
    for (const said of [message, help]) readable(said, text);
  const { diagnostics, sources } = check({ file: 'a.cogx', text, read: () => undefined });
  for (const diagnostic of diagnostics) {
    const { message, help = '', fix, related = [] } = diagnostic;
    for (const said of [message, help, fix?.says ?? '', ...related.map((each) => each.message)]) readable(said, text);
    assert.not.match(render(sources, diagnostic).replaceAll('\n', ''), steering, JSON.stringify(text.slice(0, 200)));
  }
  return diagnostics.length;
};

test('whatever stands wherever, each sentence is one line that can be read', () => {
  let said = 0;
  for (const frame of frames) for (const piece of pieces) said += judged(frame.replaceAll('PIECE', () => piece));
  assert.ok(said > 1000, `${said}`);
});

test('so it is with every word of the language', () => {
  const piece = `"""\na\u001b\n${long}\n"""`;
  for (const { path } of vocabulary()) {
    const [last = '', ...above] = path.replaceAll('NAME', 'a').split('.').reverse();
    judged(
      above.reduce((inside, name) => `${name}${name === 'dataset' ? ' a' : ''} { ${inside} }`, `${last} = ${piece}`),
    );
  }
});

test.run();
