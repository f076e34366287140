import { suite } from 'uvu';
import * as assert from 'uvu/assert';
import { clips, found, foundCompiling, pipeline, said } from './support.ts';

const machine = suite('rules on precision and cluster');

const on = (model: string, precision: string | undefined, gpu?: string) =>
  found(
    pipeline({
      model,
      ...(precision ? { train: [`precision = ${precision}`] } : {}),
      ...(gpu ? { more: [`cluster { gpu = ${gpu} }`] } : {}),
    }),
  );

for (const [model, precision, gpu, expected] of [
  ['cogvideox-2b-t2v', 'fp16', undefined, []],
  ['cogvideox-2b-t2v', 'bf16', undefined, ['note foreign-precision']],
  ['cogvideox-2b-t2v', 'fp32', undefined, ['note foreign-precision']],
  ['cogvideox-5b-t2v', 'bf16', 'h100', []],
  ['cogvideox-5b-t2v', 'fp16', 'h100', ['error unfit-precision']],
  ['cogvideox-1.5-5b-i2v', 'fp16', undefined, ['error unfit-precision']],
  ['cogvideox-2b-t2v', undefined, 'v100-32gb', ['note memory-tight']],
  ['cogvideox-2b-t2v', 'bf16', 'v100-32gb', ['error bf16-on-old-gpu', 'note memory-tight']],
  ['cogvideox-5b-t2v', undefined, 't4', ['error bf16-on-old-gpu']],
  ['cogvideox-2b-t2v', undefined, 'cpu', ['error fp16-on-cpu']],
  ['cogvideox-2b-t2v', 'fp16', 'cpu', ['error fp16-on-cpu']],
  ['tiny-cogvideox-1.5-5b-t2v', undefined, 'cpu', []],
  ['tiny-cogvideox-1.5-5b-t2v', 'fp16', undefined, ['error unfit-precision']],
] as const)
  machine(`${model} in ${precision ?? 'its own precision'} on ${gpu ?? 'a GPU of unknown kind'}`, () =>
    assert.equal(on(model, precision, gpu), expected),
  );

machine('a host that is named twice is told, and not that hosts are too few', () => {
  const ssh = (hosts: string) =>
    found(
      pipeline({
        more: [`cluster { nodes = 2, launch ssh { hosts = [${hosts}] }, shard = ddp }`, 'storage { shared = true }'],
      }),
    );
  assert.equal(ssh('"gpu-1", "gpu-1"'), ['error hosts-not-nodes']);
  assert.equal(ssh('"gpu-1", "gpu-1", "gpu-2"'), ['error hosts-not-nodes']);
  assert.equal(ssh('"gpu-1", "gpu-2"'), []);
});

machine('what no CPU and no model survives is told once', () =>
  assert.equal(on('tiny-cogvideox-5b-t2v', 'fp16', 'cpu'), ['error unfit-precision']),
);

for (const [text, reason] of [
  ['~/clips', 'a folder ~'],
  ['~me/clips', 'a folder ~'],
  ['$HOME/clips', 'a variable'],
  ['\x24{DATA}/clips', 'a variable'],
  ['%USERPROFILE%/clips', 'a variable'],
  ['data\\new', 'a control character'],
] as const)
  machine(`${text} is no path to the clips: it has ${reason}`, () => {
    const literal = found(pipeline({ more: [`dataset drone { videos = "${text}" }`] }));
    assert.equal(literal, ['error literal-path']);
  });

machine('a card without bf16 is told with what the model can do', () => {
  const text = (model: string) =>
    said(pipeline({ model, more: ['cluster { gpu = t4 }'], train: ['precision = bf16', 'attention = efficient'] }));
  assert.match(text('cogvideox-2b-t2v'), /Write precision = fp16\.$/);
  assert.match(text('cogvideox-5b-t2v'), /Use a GPU from Ampere on/);
});

const cluster = (...words: string[]) =>
  found(pipeline({ more: ['cluster {', ...words, '}', 'storage { shared = true }'] }));

machine('the shard fits the number of GPUs', () => {
  assert.equal(cluster('gpus_per_node = 2'), []);
  assert.equal(cluster('gpus_per_node = 2', 'shard = none'), ['error gpus-without-shard']);
  assert.equal(cluster('shard = ddp'), ['note shard-on-one-gpu']);
  assert.equal(cluster('shard zero2 { offload = optimizer }'), []);
});

machine('several nodes need a launcher that reaches them, and one host each', () => {
  assert.equal(cluster('nodes = 2'), ['error nodes-without-launcher']);
  assert.equal(cluster('nodes = 2', 'launch slurm'), []);
  assert.equal(cluster('nodes = 2', 'launch ssh { hosts = ["a", "b"] }'), []);
  assert.equal(cluster('nodes = 2', 'launch ssh { hosts = ["a"] }'), ['error hosts-not-nodes']);
  assert.equal(cluster('launch ssh { hosts = ["a", "b"] }'), ['error hosts-not-nodes']);
});

machine('storage is asked for where there are several nodes', () => {
  const text = pipeline({ more: ['cluster { nodes = 2, launch = slurm }'] });
  assert.equal(found(text), ['note shared-storage']);
});

machine('more GPUs than a node of the kind has are told', () => {
  assert.equal(cluster('gpu = a100-80gb', 'gpus_per_node = 8'), []);
  assert.equal(cluster('gpu = a100-80gb', 'gpus_per_node = 2'), []);
  assert.equal(cluster('gpu = a100-80gb', 'gpus_per_node = 16'), ['warning unusual-node']);
  assert.equal(cluster('gpu = cpu', 'gpus_per_node = 64'), []);
});

machine('what no script is written for is told when outputs are asked for, and not before', () => {
  const text = pipeline({ more: ['cluster { gpu = ascend-910b }'] });
  assert.equal(found(text, clips(200)), []);
  assert.equal(foundCompiling(text, clips(200)), ['error not-built-yet']);
  assert.equal(foundCompiling(pipeline({ model: 'cogvideox-5b-i2v' }), clips(200)), []);
});

machine.run();
