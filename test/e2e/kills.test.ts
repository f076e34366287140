import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { suite } from 'uvu';
import * as assert from 'uvu/assert';
import { count } from '../support.ts';
import { model, trainingIn, until } from './training.ts';

/** Runs of the emitted train.py that are killed at random moments, in an update, a checkpoint or a start, and started again. */

const updates = 30;

const training = trainingIn('kills');
const { folder, build, losses, mustRun, start } = training;

const source = (cluster: string): string => `
name = birds
model ${model}
captions { dropout = 25 % }
dataset pexels { videos = "clips" }
train {
  adapter lora { rank = 4, alpha = 2 }
  length = ${updates} steps, global_batch = 4
  optimizer adamw { learning_rate = 1e-2 }
  schedule cosine { warmup = 4 steps }
  checkpoint { every = 3 steps, keep = 2 }
}
cluster { gpu = cpu, ${cluster} }
`;

const weights = (runs: string): string =>
  readFileSync(join(folder, runs, 'birds/pytorch_lora_weights.safetensors')).toString('hex');

/** Started and killed: after so many more updates, and a moment more, which may be in the midst of a checkpoint. */
const kill = async (build: string, runs: string, more: number): Promise<string> => {
  const moment = Math.floor(Math.random() * 200);
  const { child, ended } = start([join(build, 'launch.sh')], runs);
  const before = losses(runs).length;
  // What the updates of the time before wrote after their checkpoint is made again; a start may come before any update.
  const target = Math.min(before + more, updates - 1);
  const since = Date.now();
  await until(() => losses(runs).length >= target && (more > 0 || Date.now() - since > 1500));
  await new Promise((resolve) => setTimeout(resolve, moment));
  process.kill(-(child.pid ?? 0), 'SIGKILL');
  const { said } = await ended;
  assert.not.match(said, 'Trained');
  return `after ${losses(runs).length} updates (${more} more, ${moment} ms)`;
};

const test = suite('kills');

test.before(async () => {
  await training.open();
});
test.after(() => training.close());

/** So many runs, each killed so many times, against one that is left alone. */
const endure = async (build: string, times: number, kills: number): Promise<void> => {
  await mustRun(build, `whole-${build}`);
  const whole = losses(`whole-${build}`);
  assert.is(whole.length, updates);
  for (let run = 0; run < times; run++) {
    const runs = `runs-${build}-${run}`;
    const killed: string[] = [];
    for (let each = 0; each < kills; each++)
      killed.push(await kill(build, runs, Math.floor((Math.random() * updates) / kills)));
    await mustRun(build, runs);
    assert.equal(losses(runs), whole, `killed ${killed.join(', ')}`);
    assert.ok(weights(runs) === weights(`whole-${build}`), `other weights where it was killed ${killed.join(', ')}`);
  }
};

test('a run that is killed three times at random moments has the losses and the weights of one that is not, to the last bit', async () => {
  build('killed', source('gpus_per_node = 1'));
  await endure('killed', count(1, 7), 3);
});

test('so has a run of two processes that are killed, to the last bit', async () => {
  build('pair', source('gpus_per_node = 2'));
  await endure('pair', count(1, 5), count(1, 3));
});

test.run();
