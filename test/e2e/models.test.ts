import { spawn } from 'node:child_process';
import { cpSync, existsSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { text } from 'node:stream/consumers';
import { suite } from 'uvu';
import * as assert from 'uvu/assert';
import { emit } from '../../src/emit/emit.ts';
import { jobFor } from '../job.ts';
import { root } from '../support.ts';
import { offline, type Warm, warm } from './warm.ts';

/** Every model through the whole chain after prepare.sh, with its tiny row, on the CPU: encode.py, launch.sh, sample.py. */

const folder = mkdtempSync(join(tmpdir(), 'cogx-models-'));
let started: Warm;

const run = async (program: string, ...words: readonly string[]): Promise<string> => {
  const env = { ...process.env, ...offline, COGX_PYTHON: started.python };
  const child = spawn(program, words, { cwd: folder, env });
  const [said, complained] = [text(child.stdout), text(child.stderr)];
  const code = await new Promise((done) => child.on('close', done));
  if (code !== 0) throw new Error(`${words.join(' ')}: ${await said}${await complained}`);
  return said;
};

type Case = { readonly name: string; readonly model: string; readonly more?: string };

const cases: readonly Case[] = [
  { name: 'two', model: 'tiny-cogvideox-2b-t2v' },
  { name: 'five', model: 'tiny-cogvideox-5b-t2v' },
  { name: 'fifteen', model: 'tiny-cogvideox-1.5-5b-t2v' },
  { name: 'five-image', model: 'tiny-cogvideox-5b-i2v', more: 'image { dropout = 25 % }' },
  { name: 'fifteen-image', model: 'tiny-cogvideox-1.5-5b-i2v', more: 'image { dropout = 25 % }' },
  { name: 'fifteen-drawn', model: 'tiny-cogvideox-1.5-5b-i2v', more: 'image { noise = 3 draws, dropout = 25 % }' },
];

const isOfImages = ({ model }: Case): boolean => model.endsWith('i2v');

const source = (each: Case): string => `
name = ${each.name}
model ${each.model}
dataset bars { videos = "clips" }
train {
  adapter lora { rank = 4, alpha = 2 }
  length = 4 steps, global_batch = 4, precision = fp32
  optimizer adamw { learning_rate = 1e-2 }
  checkpoint { every = 2 steps }
  validate { steps = 2, prompt owl { text = "an owl"${isOfImages(each) ? ', image = "owl.png"' : ''} } }
}
cluster { gpu = cpu }
${each.more ?? ''}
`;

const names = ['a', 'b', 'c'];
const header = 'clip\tfingerprint\tdataset\trepeats\tgraph\tcaptions';

/** The outputs of a case beside the clips that prepare.sh would have made. */
const build = (each: Case): void => {
  mkdirSync(join(folder, each.name));
  for (const { path, text: lines } of emit(jobFor(source(each))))
    writeFileSync(join(folder, each.name, path), typeof lines === 'string' ? lines : [...lines].join(''));
  const rows = names.map((name) => [name, `f-${name}`, 'bars', '1', 'null', JSON.stringify([`clip ${name}`])]);
  writeFileSync(
    join(folder, each.name, 'clips.tsv'),
    [header, ...rows.map((row) => row.join('\t'))].map((line) => `${line}\n`).join(''),
  );
  const work = join(folder, 'work', each.name);
  cpSync(join(folder, 'clips'), join(work, 'clips'), { recursive: true });
  mkdirSync(join(work, 'done'));
  for (const name of names) writeFileSync(join(work, 'done', `${name}.tsv`), `key\t${name}\t1\tf-${name}\tnull\n`);
};

type Judged = {
  readonly loss: number;
  readonly gradients: number;
  readonly layers: number;
  readonly shown?: number;
  readonly strength?: readonly [number, number];
  readonly same_frame?: boolean;
  readonly draws?: number;
};

const judged = async ({ name, model }: Case): Promise<Judged> => {
  const said = await run(started.python, join(root, 'test/e2e/models-judge.py'), name, model, `work/${name}`);
  return JSON.parse(said.trim().split('\n').at(-1) ?? '');
};

const losses = ({ name }: Case): readonly number[] =>
  readFileSync(join(folder, 'runs', name, 'log/metrics.jsonl'), 'utf8')
    .trim()
    .split('\n')
    .map((line) => JSON.parse(line).loss);

const test = suite('models');

test.before(async () => {
  started = await warm();
  mkdirSync(join(folder, 'clips'));
  for (const [index, name] of names.entries()) {
    const video = ['-f', 'lavfi', '-i', `testsrc2=size=48x32:rate=16:duration=9,hue=h=${index * 90}`];
    await run('ffmpeg', '-v', 'error', ...video, '-frames:v', '9', '-pix_fmt', 'yuv420p', `clips/${name}.w0.mp4`);
  }
  await run('ffmpeg', '-v', 'error', '-f', 'lavfi', '-i', 'testsrc=size=64x64:rate=1:duration=1', 'owl.png');
  for (const model of new Set(cases.map(({ model }) => model)))
    await run(started.python, join(root, 'scripts/make-tiny-model.py'), model, model);
  for (const each of cases) build(each);
  start();
});
test.after(() => {
  started.close();
  rmSync(folder, { recursive: true });
});

type Chain = { readonly trained: string; readonly seen: Judged; readonly all: string };

/** All weights of the same model, trained on what encode.py has made for the LoRA. */
const allOf = (each: Case): Case => ({ ...each, name: `${each.name}-all` });

const wholeChain = async (each: Case): Promise<string> => {
  const { name } = allOf(each);
  mkdirSync(join(folder, name));
  for (const { path, text: lines } of emit(jobFor(source(allOf(each)).replace(/adapter lora.*/, 'adapter = none'))))
    writeFileSync(join(folder, name, path), typeof lines === 'string' ? lines : [...lines].join(''));
  cpSync(join(folder, 'work', each.name), join(folder, 'work', name), { recursive: true });
  const trained = await run('bash', join(name, 'launch.sh'));
  await run(started.python, join(name, 'sample.py'));
  return trained;
};

const chain = async (each: Case): Promise<Chain> => {
  const { name } = each;
  await run(started.python, join(name, 'encode.py'));
  const trained = await run('bash', join(name, 'launch.sh'));
  const seen = await judged(each);
  await run(started.python, join(name, 'sample.py'));
  // How the image is made does not differ by what learns.
  return { trained, seen, all: name.endsWith('drawn') ? '' : await wholeChain(each) };
};

/** Two at a time: most of what they do is to import their libraries. */
const chains = new Map<string, Promise<Chain>>();
const start = (): void => {
  let free: Promise<unknown>[] = [Promise.resolve(), Promise.resolve()];
  for (const each of cases) {
    const [first = Promise.resolve(), second = Promise.resolve()] = free;
    const begun = first.then(() => chain(each));
    begun.catch(() => undefined); // told by the test that waits for it
    chains.set(each.name, begun);
    free = [second, begun.catch(() => undefined)];
  }
};

for (const each of cases) {
  const { name } = each;
  test(`${name}: clips become latents, a LoRA and videos; the first loss and its gradients are those of float64`, async () => {
    const { trained, seen } = (await chains.get(name)) as Chain;
    assert.match(trained, `Trained: the weights are in runs/${name}.`);
    const [first = Number.NaN] = losses(each);
    assert.ok(Math.abs(first / seen.loss - 1) < 1e-6, `${first} is not ${seen.loss}`);
    assert.is(seen.layers, 8);
    assert.ok(seen.gradients < 2e-6, `gradients differ by ${seen.gradients}`);
    assert.equal(readdirSync(join(folder, 'runs', name, 'samples')).sort(), [
      'final-1.mp4',
      'final.json',
      'step-000004-1.mp4',
    ]);
  });

  if (!name.endsWith('drawn'))
    test(`${name}: all weights begin at the loss of the LoRA, learn, and make a video`, async () => {
      assert.match(((await chains.get(name)) as Chain).all, `Trained: the weights are in runs/${name}-all.`);
      const [lora = Number.NaN, all = Number.NaN] = [losses(each)[0], losses(allOf(each))[0]];
      assert.ok(Math.abs(all / lora - 1) < 1e-6, `${all} is not ${lora}`);
      const made = readdirSync(join(folder, 'runs', `${name}-all`));
      assert.ok(made.includes('transformer') && made.includes('samples'));
    });
}

for (const each of cases.filter(isOfImages))
  test(`${each.name}: the image is the first frame, under noise of many strengths, and is left out as often as said`, async () => {
    const { shown = 0, strength, same_frame, draws } = ((await chains.get(each.name)) as Chain).seen;
    assert.ok(Math.abs(shown - 0.75) < 0.05, `${shown} of the visits show the image`);
    if (each.name.endsWith('drawn')) return assert.is(draws, 3);
    assert.ok(same_frame);
    // The spread of some thousand numbers is that of the noise but for a percent.
    assert.ok(Math.abs((strength?.[0] ?? 0) + 3) < 0.05, `${strength}`);
    assert.ok(Math.abs((strength?.[1] ?? 0) - 0.5) < 0.05, `${strength}`);
  });

test('a stopped run with fresh noise over its images goes on to the last bit', async () => {
  const each = { name: 'fifteen-image', model: 'tiny-cogvideox-1.5-5b-i2v' };
  const made = join(folder, 'runs', each.name);
  const [before, weights] = [losses(each), readFileSync(join(made, 'pytorch_lora_weights.safetensors'))];
  rmSync(join(made, 'checkpoints/step-000004'), { recursive: true });
  assert.match(await run('bash', join(each.name, 'launch.sh')), 'Goes on after update 2 of 4');
  assert.equal(losses(each), before);
  assert.ok(readFileSync(join(made, 'pytorch_lora_weights.safetensors')).equals(weights));
});

test('a validation video whose image is not there is told at the start', async () => {
  rmSync(join(folder, 'owl.png'));
  const said = await run('bash', 'five-image/launch.sh').catch(String);
  assert.match(said, 'There is no owl.png, from which a validation video starts.');
  assert.not(existsSync(join(folder, 'owl.png')));
});

test.run();
