import { suite } from 'uvu';
import * as assert from 'uvu/assert';
import { checked, codes, minimal } from './support.ts';

const layers = suite('who wins');

const used = 'cluster { nodes = 2, gpus_per_node = 4, gpu = h100 }\nseed = 1\n';

layers('a file wins over what it uses, a profile over the file, --set over all', () => {
  const text = minimal('use "base.cogx"', 'seed = 2', 'profile fast { seed = 3 }');
  const files = { 'base.cogx': used };
  assert.is(checked(minimal('use "base.cogx"'), { files }).plan.seed, 1);
  assert.is(checked(text, { files }).plan.seed, 2);
  assert.is(checked(text, { files, profiles: ['fast'] }).plan.seed, 3);
  assert.is(checked(text, { files, profiles: ['fast'], set: ['seed=4'] }).plan.seed, 4);
});

layers('blocks merge by property, and the place of each value is where it was written', () => {
  const { plan, origins } = checked(minimal('use "base.cogx"', 'cluster { nodes = 1 }'), {
    files: { 'base.cogx': used },
  });
  assert.equal([plan.cluster.nodes, plan.cluster.gpus_per_node, plan.cluster.gpu], [1, 4, 'h100']);
  assert.is(origins.get('cluster.nodes'), 'run.cogx:5');
  assert.is(origins.get('cluster.gpus_per_node'), 'base.cogx:1');
  assert.match(origins.get('train.optimizer.learning_rate') ?? '', /^default: CogVideoX maintainers/);
});

layers('a choice with another label replaces the block, with the same label or none it merges', () => {
  const text = minimal(
    'use "base.cogx"',
    'profile other { train { schedule constant } }',
    'profile same { train { schedule cosine { warmup = 7 steps } } }',
    'profile none { train { schedule { warmup = 8 steps } } }',
  );
  const files = { 'base.cogx': 'train { schedule cosine { warmup = 9 steps } }' };
  const schedule = (profile?: string) =>
    checked(text, { files, ...(profile ? { profiles: [profile] } : {}) }).plan.train.schedule;
  assert.equal(schedule(), { kind: 'cosine', warmup: 9 });
  assert.equal(schedule('other'), { kind: 'constant', warmup: null });
  assert.equal(schedule('same'), { kind: 'cosine', warmup: 7 });
  assert.equal(schedule('none'), { kind: 'cosine', warmup: 8 });
});

layers('default takes back what lower layers said, and none takes a dataset away', () => {
  const text = minimal(
    'dataset more { videos = "more" }',
    'seed = 7',
    'profile less { seed = default, dataset more = none }',
  );
  const { plan, diagnostics } = checked(text, { profiles: ['less'] });
  assert.equal([plan.seed, Object.keys(plan.dataset)], [42, ['clips']]);
  assert.equal(
    diagnostics.filter(({ severity }) => severity === 'error'),
    [],
  );
});

layers('a param is set by its bare name, a let stays in its file', () => {
  const text = minimal('param rate = 1e-4', 'let decay = 0.01').replace(
    'length = 1000 steps',
    'length = 1000 steps, optimizer adamw { learning_rate = $rate, weight_decay = $decay }',
  );
  const { optimizer } = checked(text, { set: ['rate=5e-5'] }).plan.train;
  assert.equal([optimizer.learning_rate, optimizer.weight_decay], [5e-5, 0.01]);
  const files = { 'base.cogx': 'seed = $decay' };
  const read = `${text}use "base.cogx"\n`;
  assert.equal(codes(read, { files }), ['unknown-reference: $decay']);
  const [told] = checked(read, { files }).diagnostics;
  assert.is(told?.message, 'This file defines no $decay; run.cogx does, and a reference reads its own file alone.');
  assert.is(told?.help, 'Take the line out and write it in run.cogx, where it wins over this file.');
});

layers('--set reaches into collections and choices, and takes bare paths as a shell gives them', () => {
  const { plan, diagnostics } = checked(minimal(), {
    set: [
      'dataset.clips.videos=/footage/day one',
      'train.adapter=none',
      'train.optimizer.learning_rate=2e-5',
      'frames.size=1360x768',
    ],
  });
  assert.equal(
    diagnostics.filter(({ severity }) => severity === 'error'),
    [],
  );
  assert.equal(plan.dataset.clips?.videos, ['/footage/day one']);
  assert.equal([plan.train.adapter.kind, plan.train.optimizer.learning_rate], ['none', 2e-5]);
});

layers('mistakes in --set are told like any other', () => {
  assert.equal(codes(minimal(), { set: ['frames.cont=81'] }), ['unknown-word: frames.cont']);
  assert.equal(codes(minimal(), { set: ['frames.rate=16'] }), ['wrong-value: 16']);
  assert.equal(codes(minimal(), { set: ['seed'] }), ['bad-set: seed']);
});

layers('paths of a used file start at the main file', () => {
  const files = {
    'shared/base.cogx': 'storage { data = "..", work = "scratch" }\nuse "more.cogx"',
    'shared/more.cogx': 'seed = 9',
  };
  const { plan } = checked(minimal('use "shared/base.cogx"'), { files });
  assert.equal([plan.storage.data, plan.storage.work, plan.seed], ['.', 'shared/scratch', 9]);
});

layers('a file that is missing or uses itself, and a profile that is not there, are told', () => {
  assert.equal(codes(minimal('use "gone.cogx"')), ['use-not-found: "gone.cogx"']);
  const files = { 'a.cogx': 'use "b.cogx"', 'b.cogx': 'use "a.cogx"' };
  assert.equal(codes(minimal('use "a.cogx"'), { files }), ['use-cycle: "a.cogx"']);
  assert.equal(codes(minimal('profile smoke { seed = 1 }'), { profiles: ['smok'] }), ['unknown-profile: -']);
});

layers.run();
