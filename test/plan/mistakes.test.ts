import { suite } from 'uvu';
import * as assert from 'uvu/assert';
import { foreignWords } from '../../src/plan/foreign.ts';
import { everyPath } from '../../src/plan/structure.ts';
import { golden } from '../support.ts';
import { checked, codes, minimal, said } from './support.ts';

const mistakes = suite('mistakes');

const ten = `cogx = 1
sead = 42
model cogvideox-1.5-5b-t2v { revison = "main" }
frames {
  count = 48
  rate = 16
  fit = coverr
  size = 1360x
}
captions { dropout = 150 % }
dataset birds { videos = "clips", repeats = 0 }
train {
  length = 1000 steps
  optimizer adamv { learning_rate = 1e-4 }
  schedule cosine { warmup = $warmup }
}
`;

mistakes('ten independent mistakes give ten findings, each with place, reason and way out', () => {
  assert.equal(codes(ten), [
    'unknown-word: sead',
    'unknown-word: revison',
    'frame-count: 48',
    'wrong-value: 16',
    'wrong-value: coverr',
    'wrong-value: 1360x',
    'wrong-value: 150 %',
    'wrong-value: 0',
    'unknown-choice: adamv',
    'unknown-reference: $warmup',
  ]);
  for (const { help, code } of checked(ten).diagnostics) assert.ok(help, `${code} has no way out`);
  golden('plan/ten-mistakes.txt', said(ten));
});

for (const [name, text, expected] of [
  ['an unknown model', minimal().replace('1.5-5b-t2v', '1.5-5b-t2w'), ['unknown-choice: cogvideox-1.5-5b-t2w']],
  ['a dataset without videos', minimal().replace('videos = "clips"', ''), ['missing-word: dataset clips']],
  ['no model', minimal().replace('model cogvideox-1.5-5b-t2v', ''), ['missing-word: -']],
  ['no length', minimal().replace('length = 1000 steps', ''), ['missing-word: train']],
  ['a quoted boolean', minimal().replace('length', 'gradient_checkpointing = "True", length'), ['wrong-value: "True"']],
  ['a word in the wrong block', minimal('frames { learning_rate = 1e-4 }'), ['unknown-word: learning_rate']],
  ['a forgotten equals sign', minimal('name birds'), ['forgotten-equals: name']],
  ['a block written as a property', minimal('captions = beside'), ['not-a-property: captions']],
  ['a property written as a block', minimal('seed { }'), ['not-a-block: seed']],
  ['a dataset without a name', minimal('dataset { videos = "more" }'), ['missing-label: dataset']],
  ['a name where none belongs', minimal('frames small { }'), ['stray-label: small']],
  ['a word said twice', minimal('seed = 1', 'seed = 2'), ['word-twice: seed']],
  [
    'a choice said twice',
    minimal().replace('length', 'adapter lora { }\nadapter none\nlength'),
    ['word-twice: adapter'],
  ],
  [
    'a setting of another choice',
    minimal().replace('length', 'adapter none { rank = 4 }\nlength'),
    ['unknown-word: rank'],
  ],
  ['a use inside a block', minimal('frames { use "x.cogx" }'), ['misplaced: use "x.cogx"']],
  ['a higher edition', minimal('cogx = 2'), ['unknown-edition: 2']],
  [
    'a token in a text',
    minimal('name = "hf_abcdefghijklmnopqrstuvwxyz012345"'),
    ['secret: "hf_abcdefghijklmnopqrstuvwxyz012345"'],
  ],
  [
    'a token without quotes, where names belong',
    minimal('pass_env = [hf_abcdefghijklmnopqrstuvwxyz012345]'),
    ['secret: hf_abcdefghijklmnopqrstuvwxyz012345'],
  ],
  ['a property that wants a token', minimal('train_token = "abc"'), ['secret: train_token']],
  ['a token in the environment', minimal('environment { HF_TOKEN = "abc" }'), ['secret: HF_TOKEN']],
] as const) {
  mistakes(`${name} gives one finding`, () => assert.equal(codes(text), expected));
}

mistakes('a secret is told without its value', () => {
  const { diagnostics } = checked(minimal('name = "hf_abcdefghijklmnopqrstuvwxyz012345"'));
  assert.not.match(JSON.stringify(diagnostics), /hf_abc/);
});

mistakes('an unknown word is told where it belongs, or what was meant', () => {
  const helps = (line: string) => checked(minimal(line)).diagnostics.map(({ help }) => help);
  assert.equal(helps('frames { learning_rate = 1e-4 }'), ['Move it to train.optimizer.']);
  assert.equal(helps('frames { cuont = 81 }'), ['Did you mean count?']);
  assert.equal(helps('frames { learning_rat = 1e-4 }'), ['Did you mean train.optimizer.learning_rate?']);
});

mistakes('a word that is one letter from one of its block is that one, though another block has it too', () => {
  const text = minimal().replace('videos =', 'video =');
  assert.equal(codes(text), ['unknown-word: video']);
  assert.is(checked(text).diagnostics[0]?.help, 'Did you mean videos?');
});

mistakes('a word of another trainer is told as it is called here', () => {
  const helps = (line: string) => checked(minimal(line)).diagnostics.map(({ help }) => help);
  assert.equal(helps('frames { num_frames = 81 }'), ['It is called frames.count here: write count = 81']);
  const known = new Set(everyPath().map((path) => path.join('.')));
  assert.equal(
    Object.values(foreignWords).filter((path) => !known.has(path)),
    [],
  );
  const steps = minimal().replace('length = 1000 steps', 'length = 9 steps, steps = 9');
  assert.is(checked(steps).diagnostics[0]?.help, 'It is called train.length here.');
});

mistakes('an ambiguous GPU is told with its kinds', () => {
  assert.match(
    said(minimal('cluster { gpu = a100 }')),
    /There is no gpu a100.*\n.*\n.*\n.*\nhelp: Write one of: a100-40gb, a100-40gb-pcie, a100-80gb, a100-80gb-pcie\./,
  );
});

mistakes('a file without train is a part: words are checked, rules are not', () => {
  assert.equal(codes('cluster { nodes = 2, gpus_per_node = 8 }'), []);
  assert.equal(codes('cluster { nodez = 2 }'), ['unknown-word: nodez']);
  assert.equal(codes('cogx = 2'), ['unknown-edition: 2']);
});

mistakes('thousands of words that nothing knows take as long as they are many', () => {
  const time = (words: number): number => {
    const text = Array.from({ length: words }, (_, index) => `learnig_rate${index} = 1\n`).join('');
    const before = process.cpuUsage().user;
    assert.is(checked(text).diagnostics.length, words);
    return process.cpuUsage().user - before;
  };
  time(500);
  const few = time(1000);
  // Quadratic, it would be a hundredfold.
  assert.ok(time(10_000) < 30 * few);
});

mistakes.run();
