import { spawnSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { suite } from 'uvu';
import * as assert from 'uvu/assert';
import { accelerate } from '../../src/emit/accelerate.ts';
import { launch } from '../../src/emit/launch/launch.ts';
import { sample } from '../../src/emit/sample.ts';
import { share } from '../../src/emit/share.ts';
import { train } from '../../src/emit/train.ts';
import { jobFor } from '../job.ts';
import { inVenv, root } from '../support.ts';
import { makeTinyModel, offline, type Warm, warm } from './warm.ts';

/** What people watch while train.py runs, and what it does on a card with little memory: with a tiny model, and the real libraries. */

const folder = mkdtempSync(join(tmpdir(), 'cogx-results-'));
const model = 'tiny-cogvideox-1.5-5b-t2v';
let started: Warm;

const text = (train: string, cluster = 'gpu = cpu'): string => `
name = birds
model ${model}
dataset pexels { videos = "clips" }
train {
  global_batch = 2
  checkpoint { every = 2 steps }
  ${train}
}
cluster { ${cluster} }
`;

const build = (name: string, source: string): string => {
  mkdirSync(join(folder, name));
  for (const emitter of [train, accelerate, launch, sample, share])
    for (const { path, text: lines } of emitter(jobFor(source)))
      writeFileSync(join(folder, name, path), lines as string);
  return name;
};

const environment = (runs: string) => ({
  ...process.env,
  ...offline,
  COGX_PYTHON: started.python,
  COGX_RUNS: runs,
  WANDB_MODE: 'offline',
});

const run = (name: string): string => {
  const { status, stdout, stderr } = spawnSync('bash', [join(name, 'launch.sh')], {
    cwd: folder,
    encoding: 'utf8',
    env: environment(`runs-${name}`),
  });
  if (status !== 0) throw new Error(`${name}: ${stdout}${stderr}`);
  return stdout;
};

const judge = (script: string, ...words: string[]) => {
  const { status, stdout, stderr } = spawnSync(started.python, [join(root, 'test/e2e', script), ...words], {
    cwd: folder,
    encoding: 'utf8',
    env: environment('runs'),
  });
  if (status !== 0) throw new Error(`${words.join(' ')}: ${stdout}${stderr}`);
  return stdout.trim().split('\n').at(-1) ?? '';
};

type Line = { readonly update: number; readonly loss?: number; readonly held_out_loss?: number } & Record<
  string,
  number
>;

const log = (name: string): Line[] =>
  readFileSync(join(folder, `runs-${name}/birds/log/metrics.jsonl`), 'utf8')
    .trim()
    .split('\n')
    .map((line) => JSON.parse(line));

const heldOut = (name: string) =>
  log(name).flatMap(({ update, held_out_loss }) => (held_out_loss === undefined ? [] : [{ update, held_out_loss }]));

const test = suite('results');

test.before(async () => {
  started = await warm();
  makeTinyModel(started.python, folder, model);
  judge('train-judge.py', 'data', 'work/birds');
  // Of the six samples two are held out, as encode.py writes them.
  const table = join(folder, 'work/birds/samples.tsv');
  writeFileSync(table, readFileSync(table, 'utf8').replace(/^(c[14]\tpexels)\t\d/gm, '$1\t0'));
});
test.after(() => {
  started.close();
  rmSync(folder, { recursive: true });
});

test('held-out clips are never trained on, and two processes find their loss, which is that of float64', () => {
  const words = 'length = 4 steps, adapter lora { rank = 4 }, validate { held_out = 30 %, every = 2 steps }';
  const said = run(build('held', text(words, 'gpu = cpu, gpus_per_node = 2')));
  assert.match(said, /update 0: loss \d\.\d{4} of the held-out clips\n/);
  const found = heldOut('held');
  assert.equal(
    found.map(({ update }) => update),
    [0, 2, 4],
  );
  const { loss, ...counts } = JSON.parse(judge('results-judge.py', 'held_out', 'held', model, 'work/birds'));
  assert.equal(counts, { looks: 8, held: 2, both: 0, trained_on: 6 });
  const [first, second] = found.map(({ held_out_loss }) => held_out_loss ?? Number.NaN);
  assert.ok(Math.abs((first ?? 0) / loss - 1) < 1e-6, `${first} is not ${loss}`);
  assert.is.not(first, second);
});

const small = `
  length = 4 steps
  adapter lora { rank = 4, quantise = nf4 }, optimizer = adamw-8bit
  track = [tensorboard, wandb], hooks = "types.py"
  validate { held_out = 30 %, every = 2 steps, prompts = ["a kingfisher dives into a pond"], steps = 2 }`;

const types = `
def before_step(update, transformer, optimizer):
    layer = transformer.transformer_blocks[0].attn1.to_q
    weight, norm = layer.base_layer.weight, transformer.transformer_blocks[0].norm1.linear.weight
    print(f"update {update}: {type(optimizer.optimizer).__name__}, {type(layer.base_layer).__name__} of {weight.dtype}, {norm.dtype}")
`;

test('a LoRA learns on a base of 4 bits with moments of 8, and W&B and TensorBoard see one run over a stop', () => {
  writeFileSync(join(folder, 'types.py'), types);
  const said = run(build('small', text(small)));
  assert.match(said, 'update 1: AdamW8bit, Linear4bit of torch.uint8, torch.float32');
  const before = log('small').map(({ update, loss }) => ({ update, loss }));
  rmSync(join(folder, 'runs-small/birds/checkpoints/step-000004'), { recursive: true });
  assert.match(run('small'), 'Goes on after update 2 of 4');
  assert.equal(
    log('small').map(({ update, loss }) => ({ update, loss })),
    before,
  );
  const runs = JSON.parse(judge('results-judge.py', 'wandb', 'runs-small/birds/log'));
  assert.is(runs.length, 2);
  assert.is(runs[0].id, runs[1].id);
  assert.is(runs[0].rank, 4);
  const keys = ['grad_norm', 'held_out_loss', 'learning_rate', 'loss', 'memory_gib', 'samples_per_second', 'seconds'];
  for (const key of keys) assert.ok(runs[0].keys.includes(key), `${key} is not among ${runs[0].keys}`);
  assert.is(runs[0].videos, 2);
  const curves = readdirSync(join(folder, 'runs-small/birds/log/birds')).filter((name) => name.startsWith('events.'));
  assert.is(curves.length, 2);
});

test('a base of 8 bits has losses near those of the whole one', () => {
  const words = 'length = 2 steps, adapter lora { rank = 4, alpha = 2 }';
  const videos = 'validate { prompts = ["a kingfisher dives into a pond"], steps = 1 }';
  run(build('whole', `${text(`${words}, ${videos}`)}hub { repo = "me/birds" }`));
  run(build('eight', text(words.replace('rank = 4', 'rank = 4, quantise = int8'))));
  const [whole = 0] = log('whole').map(({ loss }) => loss ?? 0);
  const [eight = 0] = log('eight').map(({ loss }) => loss ?? 0);
  assert.is.not(whole, eight);
  assert.ok(Math.abs(eight / whole - 1) < 0.01, `${eight} is far from ${whole}`);
});

const python = (name: string, words: readonly string[], env: NodeJS.ProcessEnv = {}) => {
  const { status, stdout, stderr } = spawnSync(inVenv('python'), words, {
    cwd: folder,
    encoding: 'utf8',
    env: { ...environment(`runs-${name}`), ...env },
  });
  return { status, told: `${stdout}${stderr}` };
};

test('what is shared is a LoRA in two layouts of one strength, a card and videos, and the Hub gets it with the token of the environment', () => {
  const sampled = started.python;
  assert.match(python('whole', ['whole/share.py']).told, 'run sample.py first, since a model card shows videos.');
  const { status, stderr } = spawnSync(sampled, ['whole/sample.py'], {
    cwd: folder,
    encoding: 'utf8',
    env: environment('runs-whole'),
  });
  assert.is(status, 0, stderr);
  const hub = [join(root, 'test/e2e/hub.py'), 'hub', inVenv('python'), 'whole/share.py'];
  const { told } = python('whole', hub, { HF_TOKEN: 'only-here' });
  assert.match(told, /Made: runs-whole\/birds\/share\n[\s\S]*Uploaded: http:\/\/127\.0\.0\.1/);
  type Asked = { readonly path: string; readonly token?: string; readonly told?: { readonly visibility: string } };
  const asked = JSON.parse(told.trim().split('\n').at(-1) ?? '') as Asked[];
  assert.is(asked.find(({ path }) => path === '/api/repos/create')?.told?.visibility, 'private');
  assert.ok(asked.some(({ path, token }) => path.includes('/commit/main') && token === 'Bearer only-here'));
  const names = ['README.md', 'comfyui.safetensors', 'pytorch_lora_weights.safetensors', 'videos'];
  assert.equal(readdirSync(join(folder, 'runs-whole/birds/share')).sort(), names);
  assert.equal(readdirSync(join(folder, 'hub')).sort(), names);
  assert.equal(readdirSync(join(folder, 'hub/videos')), ['final-1.mp4']);
  const card = readFileSync(join(folder, 'hub/README.md'), 'utf8');
  assert.match(card, 'widget: [{"text": "a kingfisher dives into a pond", "output": {"url": "videos/final-1.mp4"}}]');
  assert.match(card, /\| loss of the last 2 updates \| \d\.\d{4} \|\n\| time \|/);
  assert.not.match(card, '<!-- videos -->');
  assert.equal(JSON.parse(judge('results-judge.py', 'lora', 'runs-whole/birds', '4', '2')), {
    names: ['attn_out', 'k', 'q', 'v'].map((name) => `diffusion_model.blocks.N.${name}`),
    tensors: 24,
    of: 16,
    worst: 0,
  });
});

test('all weights are shared as a whole pipeline', () => {
  run(build('all', text('length = 1 steps, adapter = none')));
  mkdirSync(join(folder, 'runs-all/birds/samples'));
  writeFileSync(join(folder, 'runs-all/birds/samples/final.json'), '[]');
  const { status, told } = python('all', ['all/share.py']);
  assert.is(status, 0, told);
  assert.equal(JSON.parse(judge('results-judge.py', 'pipeline', 'runs-all/birds/share', 'runs-all/birds')), {
    same: true,
    parts: ['scheduler', 'text_encoder', 'tokenizer', 'transformer', 'vae'],
  });
});

test.run();
