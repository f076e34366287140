import { pipeline } from '../examples.ts';
import type { Rule } from '../rule.ts';

const job = (workers: number) =>
  pipeline({
    train: [`workers = ${workers}`],
    more: ['cluster { gpu = h100, gpus_per_node = 8, launch slurm { cpus_per_task = 32 } }'],
  });

/** A sample is two small files: what more than that many readers wait for is the disk. */
const most = 32;

export const moreWorkersThanCores: Rule = {
  code: 'more-workers-than-cores',
  severity: 'warning',
  certain: false,
  why: `Each GPU has its own processes that read samples. More of them than the job has cores take turns, and the run is slow or stands
still (torch itself warns: "excessive worker creation might get DataLoader running slow or even freeze"; it froze in
embeddings-benchmark/mteb#1331 and nvidia-cosmos/cosmos-transfer2.5#41). A sample here is two small files: 2 are enough.`,
  sources: ['embeddings-benchmark/mteb#1331', 'nvidia-cosmos/cosmos-transfer2.5#41', 'slideflow/slideflow#396'],
  bad: job(16),
  good: job(2),
  quiet: [job(4), pipeline({ train: ['workers = 16'] })],
  *check({ train: { workers }, cluster: { gpus_per_node: gpus, launch } }) {
    const cores = launch.kind === 'slurm' ? launch.cpus_per_task : null;
    const path = ['train', 'workers'];
    if (cores !== null && workers * gpus > cores)
      yield {
        path,
        message: `${workers} workers for each of ${gpus} GPUs are ${workers * gpus} processes, and the job has ${cores} cores of a node.`,
        help: `Write workers = ${Math.max(1, Math.min(2, Math.floor(cores / gpus)))}.`,
      };
    else if (cores === null && workers > most)
      yield {
        path,
        message: `${workers} workers for each GPU read two small files a sample.`,
        help: 'Write workers = 2.',
      };
  },
};
