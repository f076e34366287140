import { join } from 'node:path';
import { suite } from 'uvu';
import * as assert from 'uvu/assert';
import { inputOf } from '../../src/cli/disk/input.ts';
import { sha256 } from '../../src/cli/disk/sha256.ts';
import { jobOf } from '../../src/compile.ts';
import { emitters } from '../../src/emit/emit.ts';
import type { Job } from '../../src/emit/job.ts';
import { printPath } from '../../src/plan/path.ts';
import { changedLines } from '../../src/trace/changed-lines.ts';
import { trace } from '../../src/trace/trace.ts';
import { why } from '../../src/trace/why.ts';
import { root, templates } from '../support.ts';

const whys = suite('why');

const birds = (set: readonly string[] = [], profiles: readonly string[] = []): Job => {
  const input = inputOf(join(root, 'examples/birds/birds.cogx'), { set, profiles });
  const { job } = input ? jobOf(input, { templates: templates(), sha256, version: '0' }) : {};
  if (!job) throw new Error(`birds does not compile with ${set.join(' ')}`);
  return job;
};

const textsOf = (job: Job): Map<string, string> =>
  new Map(
    emitters
      .flatMap((emitter) => [...emitter(job)])
      .map(({ path, text }) => [path, typeof text === 'string' ? text : [...text].join('')]),
  );

whys('lines that were changed or taken out are found, wherever lines were added', () => {
  assert.equal(changedLines('a\nb\nc\nd', 'a\nx\nb\nC\nd'), [3]);
  assert.equal(changedLines('a\nb\nc', 'c'), [1, 2]);
  assert.equal(changedLines('same', 'same'), []);
});

/** A change of each property that birds.cogx writes, as a person would make it. */
const changes: readonly [path: string, set: string, ...more: string[]][] = [
  ['name', 'name=gulls'],
  ['seed', 'seed=7'],
  ['model', 'model=cogvideox-5b-t2v', 'frames.count=49', 'frames.rate=8 fps', 'frames.size=720x480'],
  ['model.weights', 'model.weights="./weights"'],
  ['frames.count', 'frames.count=97'],
  ['frames.rate', 'frames.rate=20 fps', 'captions.coverage=60 %'],
  ['frames.fit', 'frames.fit=contain'],
  ['captions.coverage', 'captions.coverage=70 %'],
  ['captions.dropout', 'captions.dropout=20 %'],
  ['dataset.pexels.videos', 'dataset.pexels.videos="data/pexels"'],
  ['dataset.pexels.repeats', 'dataset.pexels.repeats=3'],
  ['dataset.drone.frames.below_rate', 'dataset.drone.frames.below_rate=interpolate'],
  ['train.adapter.rank', 'train.adapter.rank=64'],
  ['train.adapter.alpha', 'train.adapter.alpha=64'],
  ['train.length', 'train.length=3000 steps'],
  ['train.precision', 'train.precision=fp32'],
  ['train.max_grad_norm', 'train.max_grad_norm=0.5'],
  ['train.optimizer.learning_rate', 'learning_rate=5e-5'],
  ['train.optimizer.betas', 'train.optimizer.betas=[0.9, 0.99]'],
  ['train.optimizer.weight_decay', 'train.optimizer.weight_decay=1e-3'],
  ['train.schedule', 'train.schedule=linear'],
  ['train.schedule.warmup', 'train.schedule.warmup=50 steps'],
  ['train.checkpoint.every', 'train.checkpoint.every=100 steps'],
  ['train.checkpoint.keep', 'train.checkpoint.keep=5'],
  ['train.validate.every', 'train.validate.every=500 steps'],
  ['train.validate.prompts', 'train.validate.prompts=["a heron"]'],
  ['train.track', 'train.track=[wandb]'],
  ['cluster.gpu', 'cluster.gpu=h100'],
  ['cluster.shard', 'cluster.shard=zero2'],
  ['cluster.launch.partition', 'cluster.launch.partition=long'],
  ['cluster.launch.time', 'cluster.launch.time=12 h'],
  ['storage.data', 'storage.data=data'],
  ['storage.work', 'storage.work=scratch'],
  ['storage.runs', 'storage.runs=results'],
];

const before = birds();
const texts = textsOf(before);
const traces = new Map([...texts.keys()].map((path) => [path, trace(before, path)]));

for (const [path, ...set] of changes)
  whys(`every line that ${path} changes names it`, () => {
    const after = { ...birds(set), command: before.command };
    const changed = [...textsOf(after)].flatMap(([output, text]) =>
      changedLines(texts.get(output) ?? '', text).map((line) => ({ output, line })),
    );
    const allowed = [path, ...set.map((each) => each.split('=')[0] ?? '')];
    const silent = changed.filter(({ output, line }) => {
      const content = texts.get(output)?.split('\n')[line - 1] ?? '';
      const named = (traces.get(output)?.get(line) ?? []).map(printPath);
      return content.trim() !== '' && !named.some((each) => allowed.includes(each.replace(/\.kind$/, '')));
    });
    assert.equal(
      silent.map(({ output, line }) => `${output}:${line} ${texts.get(output)?.split('\n')[line - 1]}`),
      [],
    );
  });

whys('a word comes with its value, and where that was written or what its default rests on', () => {
  const text = texts.get('train.py') ?? '';
  const reasonsOf = (start: string) => {
    const number = text.split('\n').findIndex((line) => line.startsWith(start)) + 1;
    return why(before, 'train.py', { number, text: '' });
  };
  assert.equal(reasonsOf('LEARNING_RATE')?.[0], {
    path: 'train.optimizer.learning_rate',
    value: 1e-4,
    origin: 'birds.cogx:49',
  });
  assert.match(reasonsOf('EPSILON')?.[0]?.origin ?? '', /^default: THUDM\/CogVideo/);
  assert.equal(
    reasonsOf('SCALING_FACTOR')?.map(({ path }) => path),
    ['model'],
  );
  assert.equal(reasonsOf('import torch'), []);
});

whys('a line of clips.tsv rests on its own clip, and the manifest on the other outputs', () => {
  const lines = (texts.get('clips.tsv') ?? '').split('\n');
  const number = lines.findIndex((line) => line.includes('pexels')) + 1;
  const paths = why(before, 'clips.tsv', { number, text: lines[number - 1] ?? '' })?.map(({ path }) => path) ?? [];
  assert.ok(paths.includes('frames.count') && paths.includes('dataset.pexels.repeats'), paths.join());
  assert.not.ok(
    paths.some((path) => path.startsWith('dataset.drone')),
    paths.join(),
  );
  assert.is(why(before, 'manifest.json', { number: 1, text: '{' }), undefined);
});

whys.run();
