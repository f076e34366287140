import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { suite } from 'uvu';
import * as assert from 'uvu/assert';
import { offline, type Warm, warm } from './e2e/warm.ts';
import { type Case, faultsOf, jobOf, type Measured, measure, plannedOf } from './gpu/case.ts';
import { inVenv, root } from './support.ts';

/** What `npm run test:gpu` does, as far as a CPU can do it: so that it works on the day when there is a GPU. */

const test = suite('test:gpu');
const folder = mkdtempSync(join(tmpdir(), 'cogx-gpu-'));
let started: Warm;
test.before(async () => {
  started = await warm();
  Object.assign(process.env, offline);
});
test.after(() => {
  started.close();
  rmSync(folder, { recursive: true });
});

const place = () => ({ folder, python: started.python, seconds: 300 });

const tiny: readonly Case[] = [
  {
    name: 'narrow',
    model: 'tiny-cogvideox-1.5-5b-t2v',
    train: 'adapter lora { rank = 4, quantise = nf4 }, optimizer = adamw-8bit, global_batch = 1',
    cluster: 'gpu = cpu',
  },
  {
    name: 'two',
    model: 'tiny-cogvideox-5b-i2v',
    train: 'adapter lora { rank = 4 }, global_batch = 2',
    cluster: 'gpu = cpu, gpus_per_node = 2',
  },
];

for (const each of tiny)
  test(`a run on weights of chance is measured: ${each.name}`, () => {
    const found = measure(each, place());
    if (typeof found === 'string') assert.unreachable(found);
    else {
      assert.is(found.losses.length, 5);
      assert.ok(found.losses.every(Number.isFinite));
      assert.ok(found.seconds > 0 && found.memory > 0.1);
    }
  });

test('a run that fails is told in its own last words', () => {
  const broken: Case = {
    name: 'broken',
    model: 'tiny-cogvideox-5b-t2v',
    train: 'hooks = "gone.py"',
    cluster: 'gpu = cpu',
  };
  assert.match(String(measure(broken, place())), 'There is no gone.py (hooks)');
});

test('what a plan says of a real size is held against what was measured', () => {
  const planned = plannedOf(jobOf({ name: '', model: 'cogvideox-5b-t2v', train: '', cluster: 'gpu = h100' }));
  const as = planned.update?.seconds ?? Number.NaN;
  const right: Measured = { memory: planned.expected - 0.5, seconds: as, losses: [1, 1, 1, 1, 1] };
  assert.equal(faultsOf(planned, right), []);
  assert.match(faultsOf(planned, { ...right, memory: 79 }).join(), /^79\.5 GiB is not between \d+\.\d and \d+\.\d$/);
  assert.match(
    faultsOf(planned, { ...right, seconds: 3 * as }).join(),
    /^\d+\.\d\d s is not within \d+ % of \d+\.\d\d$/,
  );
  assert.match(faultsOf(planned, { ...right, losses: [1, Number.NaN] }).join(), 'losses are 1, NaN');
});

test('processes add up over a group, and a machine without a GPU is told so', () => {
  const words = ['-m', 'torch.distributed.run', '--nproc_per_node', '2', join(root, 'test/gpu/nccl.py')];
  assert.match(spawnSync(inVenv('python'), words, { encoding: 'utf8' }).stdout, 'gloo of 2');
  const { status, stdout } = spawnSync(process.execPath, ['--import', 'tsx', 'test/gpu/gpu.ts'], {
    cwd: root,
    encoding: 'utf8',
    env: { ...process.env, CUDA_VISIBLE_DEVICES: '' },
  });
  assert.equal([status, stdout], [2, 'torch sees no GPU here.\n']);
});

test.run();
