import { cpSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { suite } from 'uvu';
import * as assert from 'uvu/assert';
import { root } from '../support.ts';
import { model, onProcessors, trainingIn } from './training.ts';

/** What goes wrong in the midst of a training, or would: no checkpoint is lost, and the proof before update 1 says what to do. */

const training = trainingIn('mishaps');
const { folder, build, losses, mustRun, run } = training;

/** What an author's own functions do, each in its run: `name` and `birds` share what encode.py made. */
const pipeline = (name: string, hooks: string, more = '', every = '4 steps', cluster = 'gpu = cpu'): string => {
  writeFileSync(join(folder, `${name}.py`), `${hooks}\n`);
  cpSync(join(folder, 'work/birds'), join(folder, 'work', name), { recursive: true });
  return build(
    name,
    `name = ${name}
    model ${model}
    dataset pexels { videos = "clips" }
    train {
      adapter lora { rank = 4, alpha = 2 }
      length = 12 steps, global_batch = 2, hooks = "${name}.py", workers = 0
      checkpoint { every = ${every}, keep = 9 }
      ${more}
    }
    cluster { ${cluster} }`,
  );
};

const videos = 'validate { every = 6 steps, prompts = ["a kingfisher dives into a pond"], steps = 2 }';
const saved = (name: string): readonly string[] =>
  readdirSync(join(folder, `runs-${name}`, name, 'checkpoints')).sort();

/** No file may grow beyond this: what a full disk says to whoever writes. */
const full = (bytes: number): string => `
import resource


def limit():
    resource.setrlimit(resource.RLIMIT_FSIZE, (${bytes}, resource.getrlimit(resource.RLIMIT_FSIZE)[1]))
`;

/** Takes away what the videos are made from. */
const forget = (name: string): string => `
from hashlib import sha256
from pathlib import Path


def forget():
    prompt = sha256(b"a kingfisher dives into a pond").hexdigest()
    Path(f"work/${name}/prompts/{prompt}.safetensors").unlink()
`;

const before = (update: number, what: string): string => `

def before_step(update, transformer, optimizer):
    if update == ${update}:
        ${what}
`;

const loaded = (what: string): string => `

def after_load(transformer):
    ${what}
`;

const test = suite('mishaps');

test.before(async () => {
  await training.open();
});
test.after(() => training.close());

test('a disk that is full in the midst of a run leaves its checkpoints whole, and with room it goes on from them', async () => {
  pipeline('whole', before(0, 'pass'));
  pipeline('full', full(12_000) + before(6, 'limit()'));
  const { code, said } = await run('full');
  assert.is.not(code, 0);
  assert.match(
    said,
    /^runs-full\/full\/checkpoints\/step-000008\.part can't be written: .*\. What was saved before is whole: make room or mend the disk, and start again\.$/m,
  );
  assert.equal(saved('full'), ['step-000004', 'step-000008.part']);
  writeFileSync(join(folder, 'full.py'), before(0, 'pass'));
  const [again] = await Promise.all([mustRun('full'), mustRun('whole')]);
  assert.match(again, 'Goes on after update 4 of 12');
  assert.equal(losses('runs-full', 'full'), losses('runs-whole', 'whole'));
  assert.equal(saved('full'), ['step-000004', 'step-000008', 'step-000012']);
});

/** What a process says where the disk fills up for it alone; those beside it wait for it in the midst of the save. */
const alone = (rank: number): string =>
  `import os\n${full(3000)}${before(6, `if os.environ["RANK"] == "${rank}":\n            limit()`)}`;

test('a disk that is full for one process of two ends both in one sentence, by each way of spreading', async () => {
  const spread = ['zero3', 'fsdp'].map((shard, rank) => {
    const cluster = `gpu = cpu, gpus_per_node = 2, shard = ${shard}`;
    return pipeline(`full-${shard}`, alone(rank), '', '4 steps', cluster);
  });
  onProcessors(join(folder, 'full-fsdp/launch.sh'));
  const ended = await Promise.all(spread.map((name) => run(name)));
  for (const [place, { code, said }] of ended.entries()) {
    const name = spread[place] as string;
    assert.is.not(code, 0);
    assert.is(said.split(`runs-${name}/${name}/checkpoints/step-000008.part can't be written: `).length, 2, said);
    assert.match(said, /What was saved before is whole: make room or mend the disk, and start again\.$/m);
    // Of accelerate, whose processes have ended.
    assert.is(said.match(/^(\[rank\d\]: )?Traceback/gm)?.length, 1, said);
    assert.equal(saved(name), ['step-000004', 'step-000008.part']);
  }
});

test('a log that cannot be written ends no training', async () => {
  const gone = `import os\nimport shutil\n${before(3, 'shutil.rmtree("runs-unlogged/unlogged/log"); open("runs-unlogged/unlogged/log", "w").close()')}`;
  const name = pipeline('unlogged', gone);
  const said = await mustRun(name);
  assert.match(said, /^The log can't be written: .*Not a directory.*: the training goes on without it\.$/m);
  assert.is(said.match(/The log can't be written/g)?.length, 1);
  assert.match(said, 'Trained: the weights are in runs-unlogged/unlogged.');
  assert.equal(saved(name), ['step-000004', 'step-000008', 'step-000012']);
});

test('a validation that fails ends no training, and checkpoints come by the clock where the file says so', async () => {
  const slow = `import time\n${forget('blind')}${before(5, 'forget()').replace('    if', '    time.sleep(0.2)\n    if')}`;
  const name = pipeline('blind', slow, videos, '1 s');
  const said = await mustRun(name);
  assert.match(said, 'No videos after update 6');
  assert.match(said, 'Trained: the weights are in runs-blind/blind.');
  const [first = '', ...more] = saved(name);
  assert.ok(more.length > 0 && first < 'step-000012', `${[first, ...more]}`);
  assert.is(more.at(-1), 'step-000012');
});

/** On the second of two processes the videos of update 6 can't be begun, and those of the end fail at their last stage. */
const lame = `import os

import validate

whole = validate.embeddings, validate.show


def unread(prompts):
    raise OSError("no prompts here")


def undecoded(*values):
    whole[1](*values)
    raise RuntimeError("no memory to decode")


def before_step(update, transformer, optimizer):
    if os.environ["RANK"] == "1" and update == 5:
        validate.embeddings = unread
    if os.environ["RANK"] == "1" and update == 9:
        validate.embeddings, validate.show = whole[0], undecoded`;

test('a video that fails on one process leaves those that share the weights with it not waiting', async () => {
  const prompts = '["a kingfisher dives into a pond", "caption 0", "caption 1"]';
  const many = `validate { every = 6 steps, prompts = ${prompts}, steps = 2 }`;
  const name = pipeline('lame', lame, many, '4 steps', 'gpu = cpu, gpus_per_node = 2, shard = zero3');
  const said = await mustRun(name);
  for (const reason of [
    'No videos after update 6',
    'no prompts here',
    'No videos after update 12',
    'no memory to decode',
  ])
    assert.match(said, reason);
  assert.match(said, 'Trained: the weights are in runs-lame/lame.');
});

test('what would fail in hours fails before the first update, and says what to do', async () => {
  const unsaved = pipeline('unsaved', full(5000) + loaded('limit()'));
  const unseen = pipeline('unseen', forget('unseen') + loaded('forget()'), videos);
  const [one, other] = await Promise.all([run(unsaved), run(unseen)]);
  assert.match(
    one.said,
    /^runs-unsaved\/unsaved\/checkpoints\/proof\.part can't be written: .*\. What was saved before is whole: make room or mend the disk, and start again\.$/m,
  );
  assert.match(
    other.said,
    /^No validation video can be made: .*No such file.*\. Mend that, or take validate out of the pipeline\.$/m,
  );
  for (const { code, said } of [one, other]) {
    assert.is.not(code, 0);
    assert.not.match(said, 'update 1 of');
  }
  assert.equal(losses('runs-unseen', 'unseen'), []);
});

test('a disk without room for the checkpoints, and a checkpoint that lacks weights, are told with their numbers', async () => {
  const said = await training.python(join(root, 'test/e2e/mishaps-judge.py'), 'whole', 'runs-whole/whole');
  const [room = '', lacks = ''] = said.trim().split('\n').slice(-2);
  assert.match(
    room,
    /^runs-whole\/whole\/checkpoints has \d+\.\d GiB free, and keep = 9 wants 104308\.1: make room, keep fewer checkpoints, or let COGX_RUNS name a larger disk\.$/,
  );
  assert.match(
    lacks,
    /^runs-whole\/whole\/checkpoints\/step-000012 holds 15 of 16 tensors: look after the disk, then start again\.$/,
  );
  rmSync(join(folder, 'runs-whole'), { recursive: true });
});

test.run();
