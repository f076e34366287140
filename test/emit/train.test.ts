import { spawnSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import fc from 'fast-check';
import { suite, test } from 'uvu';
import * as assert from 'uvu/assert';
import { assignment } from '../../src/emit/python.ts';
import { train } from '../../src/emit/train.ts';
import { learningRateAt } from '../../src/estimate/schedule.ts';
import { printTraining, trainingOf } from '../../src/estimate/training.ts';
import { survey } from '../../src/media/survey.ts';
import { jobFor, textOf } from '../job.ts';
import { golden, inVenv } from '../support.ts';

const tool = (name: string, words: readonly string[], input = ''): string => {
  const { status, stdout, stderr } = spawnSync(inVenv(name), words, { input, encoding: 'utf8' });
  if (status !== 0) throw new Error(`${name} ${words.join(' ')}: ${stdout}${stderr}`);
  return stdout;
};

type Settings = { readonly model?: string; readonly train?: string; readonly cluster?: string; readonly more?: string };

const pipeline = (settings: Settings = {}): string => `
model ${settings.model ?? 'cogvideox-1.5-5b-t2v'}
dataset pexels { videos = "clips" }
train { length = 200 steps, ${settings.train ?? ''} }
cluster { ${settings.cluster ?? 'gpu = a100-80gb'} }
${settings.more ?? ''}
`;

const emitted = (settings: Settings): Record<string, string> =>
  Object.fromEntries([...train(jobFor(pipeline(settings)))].map(({ path, text }) => [path, text as string]));

const script = (settings: Settings): string => emitted(settings)['train.py'] ?? '';

const machines = ['gpus_per_node = 1', 'gpus_per_node = 8, nodes = 2', 'gpus_per_node = 8, shard = zero2'];
const devices = ['gpu = cpu', 'gpu = a100-80gb'];
const adapters = ['adapter lora { rank = 64, alpha = 32 }', 'adapter = none'];
const models = ['cogvideox-2b-t2v', 'cogvideox-5b-t2v', 'cogvideox-1.5-5b-t2v', 'tiny-cogvideox-1.5-5b-t2v'];
const styles = [
  'schedule = constant',
  'schedule cosine { warmup = 0 steps }, precision = fp32, gradient_checkpointing = false',
  `schedule linear { warmup = 20 steps }, track = [tensorboard, wandb]
   validate { every = [50 steps, 1 h], prompts = ["a pond", "she said \\"hi\\" and walked on, 鳥"] }`,
];

/** Ways that most runs do without, together and apart. */
const rare = [
  'optimizer adamw-8bit, compile = true, attention = flash, resume = "runs/owls"',
  'optimizer prodigy, ema { decay = 0.99 }, hooks = "hooks.py", schedule = cosine',
  'adapter lora { dropout = 10 %, from = "owls.safetensors", targets = [to_q, ff.net.0.proj] }, ema { }, extend = true, validate { prompts = ["a"] }',
  'adapter lora { dropout = 10 % }, schedule = cosine, extend = true, resume = "runs/owls", workers = 0, validate { prompts = ["a"] }',
  'adapter = none, ema { }, compile = true, hooks = "hooks.py", validate { prompts = ["a"] }',
  'validate { held_out = 2 % }',
  'adapter lora { quantise = nf4 }, optimizer = adamw-8bit, ema { }',
  'adapter lora { quantise = int8, from = "owls.safetensors" }, validate { prompts = ["a"] }',
  'adapter lora { dropout = 10 % }, ema { }, validate { held_out = 2 %, prompts = ["a"] }',
];
const unusual: readonly Settings[] = rare.map((train) => ({ train }));

/** Every model, adapter, machine and device once with each style of the rest, as far as they differ. */
const usual: readonly Settings[] = models.flatMap((model, m) =>
  adapters.flatMap((adapter, a) =>
    machines.flatMap((machine, n) =>
      devices.map((device, d) => ({
        model,
        train: `${adapter}, ${styles[(m + a + n + d) % styles.length]}`,
        cluster: `${device}, ${machine}`,
        more: (m + n) % 2 === 0 ? '' : 'captions { dropout = 0 }',
      })),
    ),
  ),
);

const pictured = 'validate { prompt owl { text = "an owl", image = "owl.png" } }';
const ofImages: readonly Settings[] = [
  { model: 'cogvideox-1.5-5b-i2v', train: pictured },
  { model: 'cogvideox-1.5-5b-i2v', train: 'adapter = none', more: 'image { dropout = 0, scale = multiply }' },
  { model: 'cogvideox-5b-i2v', train: pictured, more: 'image { noise = 8 draws }\nframes { fit = contain }' },
  {
    model: 'tiny-cogvideox-1.5-5b-i2v',
    train: `${pictured}, adapter = none, precision = fp32`,
    cluster: 'gpu = cpu, gpus_per_node = 2',
    more: 'image { noise = 2 draws, dropout = 0, scale = raw }\nframes { fit = stretch }',
  },
  { model: 'cogvideox-5b-i2v', train: 'ema { }, validate { held_out = 2 % }' },
  { model: 'cogvideox-2b-t2v', train: 'validate { held_out = 2 % }', more: 'captions { dropout = 0 }' },
  { model: 'cogvideox-5b-i2v', train: `adapter lora { dropout = 10 % }, ema { }, schedule = cosine, ${pictured}` },
];

/** What is spread over the GPUs, weights too. */
const spread: readonly Settings[] = ['zero3', 'fsdp'].flatMap((shard) =>
  adapters.map((adapter, a) => ({
    train: `${adapter}, hooks = "hooks.py", schedule = cosine, ${a === 0 ? 'track = [wandb], validate { prompts = ["a"] }' : ''}`,
    cluster: `gpu = h100, gpus_per_node = 8, shard = ${shard}`,
  })),
);

const recipes = [...usual, ...unusual, ...ofImages, ...spread];

const python = suite('what Python says of train.py');
const folder = mkdtempSync(join(tmpdir(), 'cogx-train-'));
python.before(() => {
  for (const [index, recipe] of recipes.entries()) {
    mkdirSync(join(folder, String(index)));
    for (const [path, text] of Object.entries(emitted(recipe))) writeFileSync(join(folder, String(index), path), text);
  }
});
python.after(() => rmSync(folder, { recursive: true }));

python('every recipe stands as ruff would write it, and ruff finds nothing', () => {
  tool('ruff', ['format', '--isolated', '--check', '--quiet', '--line-length', '110', folder]);
  tool('ruff', ['check', '--isolated', '--quiet', '--line-length', '110', folder]);
});

python('every recipe compiles', () => {
  tool('python', [
    '-c',
    `import ast, pathlib\nfor path in pathlib.Path(${JSON.stringify(folder)}).rglob("*.py"): ast.parse(path.read_text())`,
  ]);
});
test('no file of the training has more than 300 lines, and nothing in it is undecided', () => {
  for (const recipe of recipes)
    for (const [path, text] of Object.entries(emitted(recipe))) {
      assert.ok(text.split('\n').length <= 301, `${path}: ${text.split('\n').length} lines: ${JSON.stringify(recipe)}`);
      assert.not.match(text, /argparse|sys\.argv|if (RANK|DROPOUT|WARMUP|VALIDATE|PROCESSES)\b/);
    }
});

python('no function of theirs has more than 40 lines', () => {
  const judge = [
    'import ast, pathlib',
    `for path in pathlib.Path(${JSON.stringify(folder)}).rglob("*.py"):`,
    '    for node in ast.walk(ast.parse(path.read_text())):',
    '        if isinstance(node, ast.FunctionDef) and node.end_lineno - node.lineno >= 40:',
    '            print(path, node.name, node.end_lineno - node.lineno + 1)',
  ].join('\n');
  assert.is(tool('python', ['-c', judge]), '');
});
python.run();

/** The lines in which two texts differ, as diff shows them. */
const difference = (texts: { readonly cpu: string; readonly gpu: string }): string => {
  const place = mkdtempSync(join(tmpdir(), 'cogx-diff-'));
  for (const [name, text] of Object.entries(texts)) writeFileSync(join(place, name), text);
  const { stdout } = spawnSync('diff', ['-U0', '--label', 'cpu', '--label', 'gpu', 'cpu', 'gpu'], {
    cwd: place,
    encoding: 'utf8',
  });
  rmSync(place, { recursive: true });
  return stdout.replaceAll(/^@@.*\n/gm, '');
};

for (const [index, name] of ['alone', 'ddp', 'zero2'].entries())
  test(`compiled for the CPU and for a GPU (${name}), train.py differs in device and process group alone`, () => {
    const on = (device: string) => emitted({ cluster: `${device}, ${machines[index]}` });
    const [cpu, gpu] = [on('gpu = cpu'), on('gpu = a100-80gb')];
    const of = (path: string) => difference({ cpu: cpu[path] ?? '', gpu: gpu[path] ?? '' });
    golden(`train/cpu-and-gpu-${name}.diff`, of('train.py'));
    assert.is(of('run_state.py'), '');
  });

test('the learning rate of train.py is that of the plan at every update', () => {
  for (const schedule of ['constant', 'cosine', 'linear'])
    for (const warmup of [0, 7]) {
      const job = jobFor(pipeline({ train: `schedule ${schedule} { warmup = ${warmup} steps }` }));
      const source = textOf([...train(job)].slice(0, 1));
      const judge = [
        'import ast, json, math, sys',
        'tree = ast.parse(sys.stdin.read())',
        'names = ("UPDATES", "WARMUP", "LEARNING_RATE")',
        'wanted = [node for node in tree.body if getattr(node, "name", "") == "learning_rate"',
        '          or isinstance(node, ast.Assign) and getattr(node.targets[0], "id", "") in names]',
        'exec(compile(ast.Module(wanted, []), "train", "exec"))',
        'print(json.dumps([learning_rate(update) for update in range(1, UPDATES + 1)]))',
      ].join('\n');
      const rates = JSON.parse(tool('python', ['-c', judge], source)) as number[];
      const planned = rates.map((_, place) => learningRateAt(job.plan, job.schedule, place + 1));
      assert.is(rates.length, 200);
      // JavaScript and C may round a cosine differently in its last bit.
      assert.equal(rates.map(rounded), planned.map(rounded));
    }
});

const rounded = (value: number): string => value.toPrecision(12);

const hash = (settings: Settings): string => {
  const { plan, schedule } = jobFor(pipeline(settings));
  return printTraining(trainingOf(plan, schedule));
};

const ways: readonly (readonly [string, Settings, Settings])[] = [
  [
    'machines and sharding',
    { cluster: 'gpus_per_node = 8' },
    { cluster: 'gpus_per_node = 4, nodes = 2, shard = zero2' },
  ],
  ['the micro-batch', { train: 'global_batch = 8' }, { train: 'global_batch = 8, batch_per_gpu = 4' }],
  [
    'checkpoints, tracking and validation',
    {},
    { train: 'checkpoint { every = 1 steps }, track = [wandb], validate { prompts = ["a"] }' },
  ],
  ['recomputed activations', {}, { train: 'gradient_checkpointing = false' }],
];

for (const [what, one, other] of ways)
  test(`${what} may change while a run goes on`, () => assert.is(hash(one), hash(other)));

const others: readonly (readonly [string, Settings])[] = [
  ['the seed', { more: 'seed = 1' }],
  ['the learning rate', { train: 'optimizer adamw { learning_rate = 2e-4 }' }],
  ['the rank', { train: 'adapter lora { rank = 8 }' }],
  ['the global batch', { train: 'global_batch = 16' }],
  ['the warm-up', { train: 'schedule constant { warmup = 3 steps }' }],
  ['the frame policy', { more: 'frames { longer = middle }' }],
  ['the precision', { train: 'precision = fp32' }],
];

for (const [what, settings] of others)
  test(`${what} may not change while a run goes on`, () => assert.is.not(hash(settings), hash({})));

const longer = (schedule: string, steps: number): string => {
  const text = pipeline({ train: `schedule ${schedule} { warmup = 9 steps }` });
  const { plan, schedule: found } = jobFor(text.replace('length = 200', `length = ${steps}`));
  return printTraining(trainingOf(plan, found));
};

test('a constant schedule may grow longer, a decaying one not', () => {
  assert.is(longer('constant', 200), longer('constant', 300));
  assert.is.not(longer('cosine', 200), longer('cosine', 300));
});

test('samples are counted by dataset where there is an inventory', () => {
  const job = jobFor(pipeline());
  const seen = survey(job.plan, []);
  const texts = [...train({ ...job, survey: seen })].map(({ text }) => text as string);
  assert.match(texts[0] ?? '', 'PLANNED = {"pexels": [0, 0.01]}');
  assert.not.match(script({}), 'PLANNED');
});

test('an assignment of any size stands as ruff would write it', () => {
  const word = fc.string({ unit: fc.constantFrom('a', ' ', '"', "'", 'é', '鳥', '😀'), maxLength: 60 });
  const value = fc.oneof(
    word,
    fc.array(word, { maxLength: 4 }),
    fc.dictionary(word, fc.array(fc.integer(), { maxLength: 30 }), { maxKeys: 3 }),
  );
  const source = fc
    .sample(value, 1000)
    .map((item) => `${assignment('VALUE', item)}\n`)
    .join('');
  assert.is(tool('ruff', ['format', '--isolated', '--line-length', '110', '-'], source), source);
});

test.run();
