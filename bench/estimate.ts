/**
 * `node --import tsx bench/estimate.ts`: what an estimate of memory adds to `cogx plan`, by the words that make it longer; writes the table
 * to docs/bench-estimate.md. Each plan is a process of its own, in which nothing has been estimated before.
 */
import { execFileSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { availableParallelism, loadavg, tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { type Case, type Measured, measure } from './measure.ts';

const root = fileURLToPath(new URL('..', import.meta.url));
const folder = mkdtempSync(join(tmpdir(), 'cogx-bench-'));
const rounds = 15;

type Words = {
  readonly model?: string;
  readonly frames?: string;
  readonly adapter?: string;
  readonly train?: readonly string[];
  readonly cluster?: string;
};

const lora = 'adapter lora { rank = 128, alpha = 128 }';
const six =
  'adapter lora { rank = 128, alpha = 128, quantise = nf4, targets = [to_q, to_k, to_v, to_out.0, ff.net.0.proj, ff.net.2] }';
const all = 'adapter none';
const keeps = 'gradient_checkpointing = false';
const more = ['accumulate = 8', 'validate { every = 100 steps, prompts = ["a bird"] }'];
const spread = (shard: string): string => `gpu = a100-80gb, gpus_per_node = 8, shard ${shard}`;
const native = 'count = 49, rate = 8 fps, size = 720x480';

/** By what is written beside a LoRA of cogvideox-1.5-5b-t2v on 81 frames of 1360x768, on one GPU. */
const files: Readonly<Record<string, Words>> = {
  'the rest of the plan': { cluster: 'gpu = cpu' },
  'nothing else': {},
  accumulation: { train: more.slice(0, 1) },
  'accumulation, a validation video': { train: more },
  'no checkpointing': { train: [keeps] },
  'no checkpointing, accumulation, a video': { train: [keeps, ...more] },
  'no checkpointing, 161 frames': { frames: 'count = 161, rate = 16 fps, size = 1360x768', train: [keeps] },
  'no checkpointing, 4 samples a GPU': { train: [keeps, 'batch_per_gpu = 4'] },
  'all six targets, 4 bits, accumulation, a video, image to video, 8 GPUs': {
    model: 'cogvideox-1.5-5b-i2v',
    adapter: six,
    train: more,
    cluster: spread('ddp'),
  },
  'the same without checkpointing': {
    model: 'cogvideox-1.5-5b-i2v',
    adapter: six,
    train: [keeps, ...more],
    cluster: spread('ddp'),
  },
  'all weights': { adapter: all },
  'all weights, no checkpointing, accumulation, a video': { adapter: all, train: [keeps, ...more] },
  'all weights, ZeRO-2, accumulation, a video': { adapter: all, train: more, cluster: spread('zero2') },
  'the same without checkpointing, offloaded': {
    adapter: all,
    train: [keeps, ...more],
    cluster: spread('zero2 { offload = optimizer }'),
  },
  'all weights, ZeRO-3, all offloaded, no checkpointing': {
    adapter: all,
    train: [keeps, ...more],
    cluster: spread('zero3 { offload = all }'),
  },
  'all weights, FSDP, no checkpointing, accumulation, a video': {
    adapter: all,
    train: [keeps, ...more],
    cluster: spread('fsdp'),
  },
  '5B, no checkpointing': { model: 'cogvideox-5b-t2v', frames: native, train: [keeps] },
  '2B, all weights, no checkpointing': { model: 'cogvideox-2b-t2v', frames: native, adapter: all, train: [keeps] },
};

const textOf = ({ model, frames, adapter, train, cluster }: Words): string =>
  [
    `model ${model ?? 'cogvideox-1.5-5b-t2v'}`,
    `frames { ${frames ?? 'count = 81, rate = 16 fps, size = 1360x768'} }`,
    'dataset birds { videos = "birds/*.mp4" }',
    `train { length = 1000 steps, ${[adapter ?? lora, ...(train ?? [])].join(', ')} }`,
    `cluster { ${cluster ?? 'gpu = a100-80gb'} }`,
    '',
  ].join('\n');

const planned = ([name, words]: readonly [string, Words], index: number): Case => {
  writeFileSync(join(folder, `${index}.cogx`), textOf(words));
  const command = ['node', join(root, 'dist/cogx.cjs'), 'plan', `${index}.cogx`];
  return { name, words: command, cwd: folder, env: { XDG_CACHE_HOME: '/dev/null/none' } };
};

const page = ([rest, ...others]: readonly Measured[]): string =>
  [
    '# How long an estimate of memory takes',
    '',
    `Written by \`node --import tsx bench/estimate.ts\` on Node ${process.versions.node}, ${availableParallelism()} processors, load ${loadavg()[0]?.toFixed(0)} when it ended. CPU time that`,
    `\`cogx plan\` takes beyond that of a plan without memory (${((rest?.seconds ?? 0) * 1000).toFixed(0)} ms): the medians of ${rounds} processes, of which each estimates once, no compiled code kept. A busy`,
    'machine adds a fifth and more. The file is a LoRA of cogvideox-1.5-5b-t2v on 81 frames of 1360x768, on one GPU, and what stands here.',
    '',
    '| the file, and | CPU ms |',
    '|---|---:|',
    ...others.map(({ name, seconds }) => `| ${name} | ${((seconds - (rest?.seconds ?? 0)) * 1000).toFixed(0)} |`),
    '',
  ].join('\n');

try {
  execFileSync(process.execPath, [join(root, 'scripts/build.mjs')], { stdio: 'inherit' });
  const measured = measure(Object.entries(files).map(planned), rounds);
  const failed = measured.filter(({ codes }) => codes.some((code) => code > 1));
  if (failed.length > 0) throw new Error(`not planned: ${failed.map(({ name }) => name).join('; ')}`);
  const text = page(measured);
  writeFileSync(join(root, 'docs/bench-estimate.md'), text);
  console.log(text);
} finally {
  rmSync(folder, { recursive: true, force: true });
}
