import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import fc from 'fast-check';
import { suite } from 'uvu';
import * as assert from 'uvu/assert';
import { parse } from '../grammar/parse.ts';
import { type CheckInput, check } from '../src/check.ts';
import { fix } from '../src/fix.ts';
import type { Example } from '../src/rules/rule.ts';
import { rules } from '../src/rules/rules.ts';
import { count, golden, root } from './support.ts';

const fixes = suite('fixes');

const inputOf = (example: Example, file = 'bad.cogx'): CheckInput => {
  const { clips, files, text, ...more } = typeof example === 'string' ? { text: example } : example;
  return { file, text, read: (path) => files?.[path], ...more, ...(clips ? { clips: () => clips } : {}) };
};

const textOf = (example: Example): string => (typeof example === 'string' ? example : example.text);

const both = ['safe', 'unsafe'] as const;

/** The text after its fixes. */
const mended = (text: string, allowed: readonly ('safe' | 'unsafe')[] = both, more: Partial<CheckInput> = {}): string =>
  fix({ file: 'run.cogx', text, read: () => undefined, ...more }, allowed).texts.get('run.cogx') ?? text;

const withFix = rules.flatMap((rule) => {
  const found = check(inputOf(rule.bad)).diagnostics.filter((each) => each.fix);
  return found[0]?.fix ? [{ ...rule, safety: found[0].fix.safety }] : [];
});

/** Where the fix is another change than the one that the page of the rule shows. */
const otherCures = ['unknown-word', 'unfinished-pass', 'fp16-on-cpu', 'attention-unfit'];

for (const { code, bad, good, safety } of withFix) {
  fixes(`the bad example of ${code} is cured by its fix, and finds nothing else`, () => {
    const input = inputOf(bad);
    const { texts, done } = fix(input, safety === 'safe' ? ['safe'] : both);
    const text = texts.get('bad.cogx') ?? '';
    assert.is(done[0]?.code, code);
    assert.equal(
      check({ ...input, text }).diagnostics.map((each) => each.code),
      [],
    );
    if (!otherCures.includes(code)) assert.is(text, textOf(good));
  });

  if (safety === 'unsafe')
    fixes(`${code} is mended only where its author decides so`, () => {
      assert.equal(fix(inputOf(bad), ['safe']).done, []);
    });
}

fixes('which rules have a fix, how safe, and what it says', () => {
  const lines = withFix.map(({ code, bad, safety }) => {
    const said = check(inputOf(bad)).diagnostics.map((each) => each.fix?.says ?? '-');
    return `${code} (${safety}): ${said.join(' ')}\n`;
  });
  golden('fixes.txt', lines.join(''));
});

/** Texts with mistakes, to put comments into: the ends of their lines, and lines of their own. */
const broken = withFix.map(({ bad }) => bad);

const commented = fc
  .record({
    index: fc.nat({ max: broken.length - 1 }),
    notes: fc.array(fc.record({ line: fc.nat(20), alone: fc.boolean(), mark: fc.constantFrom('#', '//', '/*', '##') })),
  })
  .map(({ index, notes }) => {
    const example = broken[index] as Example;
    const lines = textOf(example).split('\n');
    for (const [number, { line, alone, mark }] of notes.entries()) {
      const note = `${mark} note ${number}, with = and { and "${mark === '/*' ? ' */' : ''}`;
      const at = line % lines.length;
      if (alone) lines.splice(at, 0, note);
      else lines[at] = `${lines[at]} ${note}`;
    }
    return { input: { ...inputOf(example), text: lines.join('\n') }, text: lines.join('\n') };
  });

const comments = (text: string): readonly string[] => parse(text).file.comments.map((comment) => comment.text);

const birds = readFileSync(join(root, 'examples/birds/birds.cogx'), 'utf8');
const cluster = readFileSync(join(root, 'examples/clusters/a100x16.cogx'), 'utf8');

fixes('a mangled example is mended without a throw, loses no comment, and is then as mended as can be', () => {
  const trouble = fc.constantFrom(
    '',
    '',
    '',
    '"',
    '{',
    '}',
    '=',
    ':',
    ',',
    ';',
    '#',
    'x',
    ' ',
    '\n',
    '[',
    "'",
    '\\',
    '$',
    '1',
  );
  const slips = fc.array(fc.record({ at: fc.nat(birds.length), length: fc.nat(4), text: trouble }), {
    minLength: 1,
    maxLength: 4,
  });
  fc.assert(
    fc.property(slips, (all) => {
      const text = all.reduce(
        (rest, { at, length, text: piece }) => rest.slice(0, at) + piece + rest.slice(at + length),
        birds,
      );
      const input: CheckInput = { file: 'birds.cogx', text, read: () => cluster };
      const after = fix(input, both).texts.get('birds.cogx') ?? text;
      assert.equal(comments(after), comments(text));
      assert.equal([...fix({ ...input, text: after }, both).texts], []);
    }),
    { numRuns: count(80, 20_000) },
  );
});

fixes('no fix loses a comment, or changes their order', () => {
  fc.assert(
    fc.property(commented, ({ input, text }) => {
      const after = fix(input, both).texts.get(input.file) ?? text;
      const isAllow = (comment: string) => comment.startsWith('cogx-allow');
      assert.equal(
        comments(after).filter((comment) => !isAllow(comment)),
        comments(text).filter((comment) => !isAllow(comment)),
      );
    }),
    { numRuns: count(300, 20_000) },
  );
});

const minimal = (...lines: string[]): string =>
  [
    'model cogvideox-1.5-5b-t2v',
    'dataset clips { videos = "clips" }',
    'train { length = 1000 steps }',
    ...lines,
    '',
  ].join('\n');

for (const [name, before, after] of [
  ['a rate without its unit', 'frames { rate = 16 }', 'frames { rate = 16 fps }'],
  ['a unit in other letters', 'frames { rate = 16 FPS }', 'frames { rate = 16 fps }'],
  ['a number in quotes', 'frames { count = "81" }', 'frames { count = 81 }'],
  ['a size in quotes', 'frames { size = "1360x768" }', 'frames { size = 1360x768 }'],
  ['a share that is no share', 'captions { dropout = 10 }', 'captions { dropout = 10 % }'],
  ['a choice one letter off', 'frames { fit = cuver }', 'frames { fit = cover }'],
  ['a word with letters swapped', 'frames { cuont = 81 }', 'frames { count = 81 }'],
  ['a word that is said twice alike', 'frames { count = 81, count = 81 }', 'frames { count = 81 }'],
  ['a word said twice on lines', 'frames {\n  count = 81\n  count = 81\n}', 'frames {\n  count = 81\n}'],
  ['a size with spaces', 'frames { size = 1360 x 768 }', 'frames { size = 1360x768 }'],
  ['a text in single quotes', "name = 'birds'", 'name = "birds"'],
  ['a text of words in single quotes', "captions { missing = 'a bird' }", 'captions { missing = "a bird" }'],
  [
    'a list without commas',
    'train { optimizer adamw { betas = [0.9 0.95] } }',
    'train { optimizer adamw { betas = [0.9, 0.95] } }',
  ],
  ['a semicolon at the end of a line', 'seed = 7;', 'seed = 7'],
  ['a semicolon between items', 'frames { count = 81; rate = 16 fps }', 'frames { count = 81, rate = 16 fps }'],
  ['a colon before a block', 'frames: { count = 81 }', 'frames { count = 81 }'],
  ['several mistakes on a line', 'frames { cuont: "81", rate: 16 }', 'frames { count = 81, rate = 16 fps }'],
  [
    'what a reference stands for',
    'let speed = 16\nframes { rate = $speed }',
    'let speed = 16 fps\nframes { rate = $speed }',
  ],
  ['a word in a profile', 'profile smoke { frames { cuont = 81 } }', 'profile smoke { frames { count = 81 } }'],
  ['paths of Windows', 'storage { work = "D:\\work\\video" }', 'storage { work = "D:\\\\work\\\\video" }'],
] as const) {
  fixes(`${name} is mended safely`, () => {
    const head = before.startsWith('train') ? minimal().replace(/train.*\n/, '') : minimal();
    const text = before.startsWith('train') ? before.replace('{', '{ length = 1000 steps, ') : before;
    const cured = before.startsWith('train') ? after.replace('{', '{ length = 1000 steps, ') : after;
    assert.is(mended(head + text, ['safe']), head + cured);
    assert.equal(
      check({ file: 'run.cogx', text: head + cured, read: () => undefined }).diagnostics.filter(
        ({ severity }) => severity !== 'note',
      ),
      [],
    );
  });
}

for (const [name, text] of [
  ['a word with two values', minimal('frames { count = 81, count = 49 }')],
  ['a length without its unit may be either', minimal().replace('1000 steps', '1000')],
  ['two GPUs are equally near', minimal('cluster { gpu = a100-80g }')],
  ['a word whose right one stands beside it', minimal('frames { cuont = 81, count = 81 }')],
  ['a value that two words refer to', minimal('let speed = 16', 'frames { rate = $speed }', 'let other = $speed')],
  ['words that may be a text or two items', minimal('name = my birds')],
  ['a backslash beside another that is read', minimal('storage { work = "D:\\video\\new" }')],
  ['a text that runs into a comment', minimal('name = "birds # or cats')],
] as const) {
  fixes(`${name}: nothing is done unasked`, () => assert.is(mended(text, ['safe']), text));
}

fixes('what --set says is mended nowhere', () => {
  const text = minimal('param speed = 16 fps', 'frames { rate = $speed }');
  for (const set of ['speed=16', 'frames.rate=16', 'frames.cuont=81'])
    assert.is(mended(text, both, { set: [set] }), text);
});

for (const [name, before, after] of [
  [
    'beside its block',
    'train { learning_rate = 2e-4, optimizer adamw }',
    'train { optimizer adamw { learning_rate = 2e-4 } }',
  ],
  [
    'on a line of its own',
    'train {\n  learning_rate = 2e-4 # mine\n  optimizer adamw {\n    betas = [0.9, 0.95]\n  }\n}',
    'train {\n   # mine\n  optimizer adamw {\n    betas = [0.9, 0.95]\n    learning_rate = 2e-4\n  }\n}',
  ],
  ['whose block is missing', 'train { learning_rate = 2e-4 }', 'train { optimizer { learning_rate = 2e-4 } }'],
  ['by the name that another trainer gives it', 'train { lr = 2e-4 }', 'train { optimizer { learning_rate = 2e-4 } }'],
  [
    'in a profile',
    'profile smoke { train { learning_rate = 2e-4 } }',
    'profile smoke { train { optimizer { learning_rate = 2e-4 } } }',
  ],
  ['that stands there already', 'train { learning_rate = 2e-4, optimizer adamw { learning_rate = 1e-4 } }', ''],
  ['that several blocks have', 'frames { every = 250 steps }', ''],
  ['whose value is another one', 'train { epochs = 3 }', ''],
] as const) {
  fixes(`a word of another block ${name} is ${after === '' ? 'left to its author' : 'brought there'}`, () => {
    const head = 'model cogvideox-1.5-5b-t2v\ndataset clips { videos = "clips" }\n';
    const whole = (text: string) =>
      `${head}${text.replace('train {', text.includes('profile') ? 'train {' : 'train { length = 1000 steps,')}\n${text.includes('train') && !text.includes('profile') ? '' : 'train { length = 1000 steps }\n'}`;
    assert.is(mended(whole(before)), whole(after === '' ? before : after));
  });
}

fixes('a used file is mended too, but what it means for others is for its author to decide', () => {
  const input: CheckInput = {
    file: 'run.cogx',
    text: minimal('use "cluster.cogx"'),
    read: () => 'cluster { gpus_per_nod = 1, shard = zero2 }\n',
  };
  assert.equal([...fix(input, ['safe']).texts], [['cluster.cogx', 'cluster { gpus_per_node = 1, shard = zero2 }\n']]);
  assert.equal([...fix(input, both).texts], [['cluster.cogx', 'cluster { gpus_per_node = 1, shard = none }\n']]);
});

fixes('a finding that only a profile has changes nothing outside of it', () => {
  const text = minimal('profile smoke { train { length = 150 steps } }').replace(
    '1000 steps',
    '1000 steps, schedule constant { warmup = 200 steps }',
  );
  assert.is(mended(text), text);
  const own = minimal('profile smoke { train { length = 150 steps, schedule constant { warmup = 200 steps } } }');
  assert.is(mended(own), own.replace('200', '8'));
});

fixes.run();
