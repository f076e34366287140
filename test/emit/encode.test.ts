import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { test } from 'uvu';
import * as assert from 'uvu/assert';
import { encode, encodeView } from '../../src/emit/encode.ts';
import { requirements } from '../../src/emit/requirements.ts';
import { sample } from '../../src/emit/sample.ts';
import { modelNames, models } from '../../src/models/models.ts';
import { jobFor, textOf } from '../job.ts';
import { inVenv } from '../support.ts';

const pipeline = (model: string, train: string, rest = ''): string => `
model ${model}
dataset pexels { videos = "data/pexels" }
train { length = 500 steps, ${train} }
${rest}
`;

const says = (command: string, words: readonly string[]): string => {
  const { stdout, stderr } = spawnSync(command, words, { encoding: 'utf8' });
  return `${stdout}${stderr}`;
};

/** Does something with files of these names and texts, in a folder of their own. */
const withFiles = <T>(files: Readonly<Record<string, string>>, use: (folder: string) => T): T => {
  const folder = mkdtempSync(join(tmpdir(), 'cogx-emit-'));
  for (const [name, text] of Object.entries(files)) writeFileSync(join(folder, name), text);
  const result = use(folder);
  rmSync(folder, { recursive: true });
  return result;
};

/** The rest of a file for models that start from an image. */
const drawn = 'image { noise = 8 draws }\nframes { fit = contain }';
const prompts = 'validate { prompts = ["a \\"kingfisher\\"", "it\'s a pond\\n{{x}} \\\\", "日本"] }';
const pictured = 'validate { prompt one { text = "one", image = "one.png" } }';
const long = `validate { prompts = ["${'a very long prompt '.repeat(20)}"], prompt seeded { text = "b", seed = 7 } }`;
const trains = ['adapter = none', `adapter = none, ${prompts}`, 'adapter lora { rank = 64 }', `${prompts}`, long];

const isOfImages = (model: (typeof modelNames)[number]): boolean => models[model].conditioning === 'image';

/** The scripts of every model, for a CPU and for GPUs, with and without prompts, LoRA and all weights. */
const scripts = Object.fromEntries(
  modelNames.flatMap((model) =>
    (isOfImages(model) ? ['adapter = none', pictured] : trains).flatMap((train, number) =>
      ['cluster { gpu = cpu }', isOfImages(model) ? drawn : '', 'storage { work = "/mnt/it\'s \\"here\\"" }'].flatMap(
        (rest, other) => {
          const job = jobFor(pipeline(model, train, rest));
          const name = `${model}_${number}_${other}.py`.replaceAll('.', '_').replace(/_py$/, '.py');
          return [
            [`encode_${name}`, textOf(encode(job))],
            [`sample_${name}`, textOf(sample(job))],
          ];
        },
      ),
    ),
  ),
);

test('every encode.py and sample.py is as ruff would write it, and ruff finds nothing in it', () => {
  const ruff = inVenv('ruff');
  withFiles(scripts, (folder) => {
    assert.is(says(ruff, ['check', '--no-cache', '--isolated', '--line-length', '110', '--quiet', folder]), '');
    assert.is(
      says(ruff, ['format', '--no-cache', '--isolated', '--line-length', '110', '--diff', '--quiet', folder]),
      '',
    );
  });
});

test('every encode.py and sample.py has at most 300 lines and says where it comes from', () => {
  for (const [name, text] of Object.entries(scripts)) {
    assert.ok(text.split('\n').length <= 300, name);
    assert.ok(text.startsWith('# Made from birds.cogx by: cogx compile birds.cogx\n'), name);
    assert.ok(text.endsWith('    main()\n'), name);
  }
});

test('no function of encode.py or sample.py is longer than 40 lines', () => {
  const judge = [
    'import ast, glob, sys',
    'for file in glob.glob(sys.argv[1] + "/*.py"):',
    '    for node in ast.walk(ast.parse(open(file, encoding="utf-8").read())):',
    '        if isinstance(node, ast.FunctionDef) and node.end_lineno - node.lineno >= 40:',
    '            print(file, node.name)',
  ].join('\n');
  assert.is(
    withFiles(scripts, (folder) => says('python3', ['-c', judge, folder])),
    '',
  );
});

test('only a folder written with ./ , ../ or / in front is looked for on the disk', () => {
  const local = (weights: string) =>
    encodeView(jobFor(`model cogvideox-5b-t2v { weights = "${weights}" }\ntrain { length = 500 steps }`))
      .weights_are_local;
  assert.equal(['./a', '../a', '/a', 'zai-org/CogVideoX-5b', 'a/b'].map(local), [true, true, true, false, false]);
});

test('requirements name what the pipeline uses, and nothing else', () => {
  const packages = (train: string, cluster = '') =>
    textOf(requirements(jobFor(pipeline('cogvideox-5b-t2v', train, `cluster { ${cluster} }`))))
      .split('\n')
      .flatMap((line) => line.match(/^[a-z][\w-]*(?===\d)/g) ?? []);
  const extra = (train: string, cluster?: string) =>
    ['peft', 'tensorboard', 'wandb', 'deepspeed'].filter((name) => packages(train, cluster).includes(name));
  assert.equal(extra('adapter = none'), []);
  assert.equal(extra('adapter = lora'), ['peft']);
  assert.equal(extra('adapter = none, track = [tensorboard, wandb]'), ['tensorboard', 'wandb']);
  assert.equal(extra('adapter = none', 'gpus_per_node = 2, shard = zero2'), ['deepspeed']);
  assert.is(packages('adapter = none')[0], 'torch');
});

test.run();
