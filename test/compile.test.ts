import { suite } from 'uvu';
import * as assert from 'uvu/assert';
import { sha256 } from '../src/cli/disk/sha256.ts';
import { type CompileInput, compile as toOutputs } from '../src/compile.ts';
import type { Output } from '../src/emit/output.ts';
import { clips, video } from '../src/rules/examples.ts';
import { templates } from './support.ts';

/** The pure compiler: text, clips and templates go in, outputs come out. */

const compile = suite('compile');

const tools = { templates: templates(), sha256, version: '1.2.3' };

const text = `
model tiny-cogvideox-1.5-5b-t2v
use "machines.cogx"
dataset birds { videos = "birds", repeats = 2 }
train { length = 3 epochs, checkpoint { every = 2 steps } }
`;

const inventory = clips(10, { video: video(20, 16) });

const input = (over: Partial<CompileInput> = {}): CompileInput => ({
  file: 'pipelines/birds.cogx',
  text,
  read: (path) => (path === 'machines.cogx' ? 'cluster { gpu = cpu, gpus_per_node = 2 }\n' : undefined),
  clips: () => inventory,
  inventory: { path: 'birds.clips.jsonl', sha256: 'ab'.repeat(32) },
  ...over,
});

const textOf = ({ text: written }: Output): string => (typeof written === 'string' ? written : [...written].join(''));

const outputs = (over: Partial<CompileInput> = {}): ReadonlyMap<string, string> =>
  new Map(toOutputs(input(over), tools).outputs.map((output) => [output.path, textOf(output)]));

compile('what is made once is made again, byte for byte', () => {
  assert.equal([...outputs()], [...outputs()]);
});

compile('where the file lies does not show in what it becomes', () => {
  assert.equal([...outputs({ file: '/home/somebody/birds.cogx' })], [...outputs()]);
});

compile('epochs are counted in updates, by the samples of the inventory and their repeats', () => {
  const plan = JSON.parse(outputs().get('plan.json') ?? '');
  assert.equal(plan.schedule, { updates: 8, warmup: 0, samples: 20 });
  assert.match(outputs().get('train.py') ?? '', /^UPDATES = 8$/m);
});

compile('every clip that gives samples has its line, and the list can be walked again', () => {
  const list = toOutputs(input(), tools).outputs.find(({ path }) => path === 'clips.tsv') as Output;
  assert.is(textOf(list).split('\n').length, 1 + 10 + 1);
  assert.is(textOf(list), textOf(list));
});

compile('values say which file and line they come from, told from the folder of the pipeline', () => {
  const { values } = JSON.parse(outputs().get('plan.json') ?? '');
  assert.is(values['dataset.birds.repeats'].from, 'birds.cogx:4');
  assert.is(values['cluster.gpus_per_node'].from, 'machines.cogx:1');
  assert.is(values['train.adapter.rank'].from.slice(0, 9), 'default: ');
  assert.equal(values['train.schedule.warmup'], { value: null, from: 'unsaid' });
  const set = JSON.parse(outputs({ set: ['seed=7'] }).get('plan.json') ?? '');
  assert.equal(set.values.seed, { value: 7, from: '--set seed=7' });
});

compile('every value of the plan stands in plan.json', () => {
  const { plan } = toOutputs(input(), tools);
  const { values } = JSON.parse(outputs().get('plan.json') ?? '');
  const leaves = (value: unknown, path: string): readonly string[] =>
    path in values || typeof value !== 'object' || value === null
      ? [path]
      : Object.entries(value).flatMap(([key, item]) => leaves(item, `${path}.${key}`));
  const paths = Object.entries(plan).flatMap(([key, value]) => leaves(value, key));
  assert.equal(paths.sort(), Object.keys(values).sort());
});

compile('the manifest names all inputs: the file, what it uses, the inventory', () => {
  const { cogx, inputs } = JSON.parse(outputs({ set: ['seed=7'] }).get('manifest.json') ?? '');
  assert.is(cogx, '1.2.3');
  assert.equal(Object.keys(inputs), ['birds.cogx', 'machines.cogx', 'birds.clips.jsonl']);
});

compile('where there is an error there is no output, and the plan is there all the same', () => {
  const { outputs: none, plan, diagnostics } = toOutputs(input({ text: `${text}seed = -1\n` }), tools);
  assert.equal(none, []);
  assert.is(plan.name, 'birds');
  assert.ok(diagnostics.some(({ severity }) => severity === 'error'));
});

compile.run();
