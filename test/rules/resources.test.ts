import { suite } from 'uvu';
import * as assert from 'uvu/assert';
import { found, pipeline, said } from './support.ts';

const resources = suite('rules on memory, time and disk');

const on = (cluster: string, train: readonly string[] = [], model = 'cogvideox-5b-t2v') =>
  found(pipeline({ model, train, more: [`cluster { ${cluster} }`] }));

resources('what fits and what does not, as people found', () => {
  // A LoRA of 5B takes 24 GB, and its checkpointing is what makes it fit on 80
  assert.equal(on('gpu = rtx4090'), []);
  assert.equal(on('gpu = a10'), ['note memory-tight']);
  assert.equal(on('gpu = v100-16gb', [], 'cogvideox-2b-t2v'), ['note memory-tight']);
  assert.equal(on('gpu = a100-80gb', ['gradient_checkpointing = false']), ['error memory-does-not-fit']);
  // All weights of 5B: not on one card of 80 GB with AdamW in fp32, not with DDP, and with ZeRO-2 on eight
  assert.equal(on('gpu = a100-80gb', ['adapter = none']), ['error memory-does-not-fit']);
  assert.equal(on('gpu = a100-80gb, gpus_per_node = 8', ['adapter = none']), ['error memory-does-not-fit']);
  assert.equal(on('gpu = a100-80gb, gpus_per_node = 8, shard = zero2', ['adapter = none']), []);
});

resources('the way out is tried before it is told', () => {
  const help = (cluster: string, train: readonly string[]) =>
    said(pipeline({ train, more: [`cluster { ${cluster} }`] })).replace(/^.*? (?=Write|Train|Use)/, '');
  assert.is(help('gpu = a100-80gb', ['gradient_checkpointing = false']), 'Write gradient_checkpointing = true.');
  assert.match(help('gpu = a100-80gb, gpus_per_node = 8', ['adapter = none']), /^Write shard = zero2/);
  assert.match(help('gpu = a100-40gb', ['batch_per_gpu = 8']), /^Write batch_per_gpu = 1 and accumulate = 8/);
  assert.match(help('gpu = a100-80gb', ['adapter = none']), /^Write optimizer adamw-8bit/);
  assert.match(help('gpu = a100-40gb', ['adapter = none']), /^Write shard zero2 \{ offload = optimizer \}/);
  const lora = pipeline({
    model: 'cogvideox-1.5-5b-t2v',
    more: ['frames { count = 65 }', 'cluster { gpu = rtx4090 }'],
  });
  assert.match(
    said(lora),
    / Write quantise = nf4 in adapter lora, .* or use a GPU with at least \d+ GiB, such as rtx5090\.$/,
  );
});

resources('of a GPU that the file does not name there is a note at most', () => {
  assert.equal(on('gpus_per_node = 8', ['adapter = none']), []);
  assert.equal(on('gpus_per_node = 8', ['gradient_checkpointing = false']), ['note kept-activations']);
});

resources('a budget is held against what is expected, and its upper end is a note', () => {
  // 43 s an update on an A100, one sample each: 500 updates of 8 samples are 48 hours, give or take 40 %
  const within = (hours: number) =>
    pipeline({
      model: 'cogvideox-1.5-5b-t2v',
      length: '500 steps',
      train: ['global_batch = 8'],
      more: ['cluster {', '  gpu = a100-80gb', `  budget { gpu_hours = ${hours} }`, '}'],
    });
  const budget = (hours: number) => found(within(hours));
  assert.equal(budget(40), ['warning budget-exceeded']);
  assert.equal(budget(50), ['note budget-exceeded']);
  assert.equal(budget(70), []);
  // What would surely stay below it is shorter, also where only the upper end is above.
  const [, steps = ''] = /Write length = (\d+) steps/.exec(said(within(50))) ?? [];
  assert.ok(Number(steps) > 0 && Number(steps) < 500, steps);
});

resources('a disk is held against checkpoints, and names how many it has room for', () => {
  assert.equal(on('disk = 9 GiB'), []);
  assert.match(said(pipeline({ more: ['cluster { disk = 7 GiB }'] })), /Write keep = 2, or use a larger disk\.$/);
  assert.match(said(pipeline({ more: ['cluster { disk = 2 GiB }'] })), /Use a disk with 4 GiB free/);
});

resources.run();
