import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { type CodePath, simulate } from '../../src/estimate/memory/tape/simulate.ts';
import { models } from '../../src/models/models.ts';
import { root } from '../support.ts';

/** The memory that public trainers print, beside what the tape says of what their code does. */

const GiB = 2 ** 30;

export type Row = Readonly<Record<string, string>>;
const lines = readFileSync(join(root, 'test/estimate/published.tsv'), 'utf8').trimEnd().split('\n');
const [head = [], ...cells] = lines.map((line) => line.split('\t'));
/** Peaks that trainers' own pages give, with what their code does: max_memory_reserved of torch, in GiB. */
export const rows: readonly Row[] = cells.map((each) =>
  Object.fromEntries(each.map((cell, index) => [head[index], cell])),
);

export const pathOf = (row: Row): CodePath => {
  const [width = 0, height = 0] = (row.size ?? '').split('x').map(Number);
  const rank = Number(row.rank);
  return {
    model: models[row.model as keyof typeof models],
    frames: { count: Number(row.count), size: { width, height } },
    batch: Number(row.batch),
    lora: rank > 0 ? { rank, size: Number(row.lora_size), targets: ['to_q', 'to_k', 'to_v', 'to_out.0'] } : undefined,
    weight_size: Number(row.weight_size),
    input_size: 2,
    latent_size: 2,
    beside: 0,
    autocast: row.autocast === 'true',
    checkpoints: row.checkpoints === 'true',
    optimizer: { kind: row.optimizer as CodePath['optimizer']['kind'], states: 2, foreach: true },
    sharding: {
      kind: row.sharding as CodePath['sharding']['kind'],
      ranks: Number(row.ranks),
      offload: row.offload as CodePath['sharding']['offload'],
      bucket: Number(row.bucket),
      overlap: row.overlap === 'true',
      prefetched: 5e8,
      live: 1e9,
      uploads: row.uploads === 'true',
      sum_size: 2,
      second: false,
    },
    steps: Number(row.steps),
    batches: 1,
  };
};

/** T5 and the VAE side by side, and the VAE's tiled workspace with cuDNN's (finetrainers docs/models/cogvideox.md: 12.44 GiB in all). */
const encoding = ((4_762_310_656 + 215_583_907) * 2) / GiB + 3.1;

/** Each figure, what is estimated for it in GiB, and by which share that is off. */
export const estimated = rows.map((row) => {
  const { allocated, reserved } = simulate(pathOf(row));
  const gib = Math.max(reserved / GiB, row.encodes_first === 'true' ? encoding : 0);
  return { row, allocated: allocated / GiB, gib, off: gib / Number(row.gib) - 1 };
});

/** How a figure is known, and of what it is. */
export const kindOf = ({ sharding, tolerance_gib }: Row): string => {
  if (sharding !== 'none' && sharding !== 'ddp') return 'sharded';
  return Number(tolerance_gib) < 0.5 ? 'single, figures of a log' : 'single, rounded to whole GB';
};
