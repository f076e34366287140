import { diskOf } from '../estimate/disk.ts';
import { offloadedBytes, trainedOf } from '../estimate/memory/recipe.ts';
import { tokensOf } from '../estimate/tokens.ts';
import { models } from '../models/models.ts';
import type { Plan } from '../plan/pipeline.ts';
import { count, digits } from '../rules/common.ts';
import type { Storage, Stored } from './document-run.ts';

const GiB = 2 ** 30;

const summed = (has: number | null, parts: readonly Stored[], notes: readonly string[]): Storage => ({
  has,
  total: parts.reduce((sum, { gib }) => sum + gib, 0),
  parts: [...parts],
  notes: [...notes],
});

/** Under the storage roots, weights of the Hub not counted. */
export const diskForecast = (plan: Plan, samples: number | null): Storage => {
  const { checkpoint, checkpoints, ...disk } = diskOf(plan, samples ?? 0);
  const { keep } = plan.train.checkpoint;
  const prepared: Stored[] =
    samples === null
      ? []
      : [
          { name: 'prepared clips', gib: disk.clips, from: `${count(samples, 'sample')} at 0.6 bits a pixel` },
          { name: 'latents', gib: disk.latents, from: 'mean and deviation of the posterior of each' },
          { name: 'text embeddings', gib: disk.prompts, from: 'one a caption, pads included' },
        ];
  const saved: Stored = {
    name: 'checkpoints',
    gib: checkpoints,
    from: `${keep} kept and one being written, ${rounded(checkpoint)} GiB each`,
  };
  const notes = samples === null ? ['Without an inventory the prepared data is not counted: cogx scan writes it.'] : [];
  return summed(
    plan.cluster.disk,
    [...prepared, saved],
    [...notes, `Weights of the model in the cache of the Hub: ${rounded(hub(plan))} GiB more.`],
  );
};

/** Transformer, T5 and VAE as their files are. */
const hub = ({ model: { kind } }: Plan): number => {
  const { transformer, text, vae } = models[kind];
  return (2 * (transformer.parameters + vae.parameters) + text.stored_bytes * text.parameters) / GiB;
};

const rounded = (value: number): string => (value < 0.01 ? 'less than 0.01' : digits(value, value < 1 ? 2 : 3));

/** torch and its libraries, before any weights, in each process; measured on Linux with CUDA. */
const process = 3;

/** torch keeps two batches ready for each worker. */
const batchesReady = 2;

/** Memory of one machine. */
export const ramForecast = (plan: Plan): Storage => {
  const { cluster, train } = plan;
  const { parameters } = models[plan.model.kind].transformer;
  const { gpus_per_node: gpus, shard, shm, ram } = cluster;
  const whole = train.adapter.kind === 'none' && (shard.kind === 'none' || shard.kind === 'ddp');
  const own = whole || train.precision === 'fp32' ? 4 : 2;
  const each = gpus === 1 ? 'one process' : `each of ${gpus} processes`;
  const parts: Stored[] = [
    {
      name: 'weights while they load',
      gib: (gpus * parameters * own) / GiB,
      from: `${own} bytes a number, in ${each}`,
    },
    { name: 'processes', gib: gpus * process, from: `${process} GiB each for torch, CUDA and libraries` },
    {
      name: 'shared memory of the loaders',
      gib: sharedOf(plan),
      from: `${train.workers} workers a process, two batches ready for each`,
    },
    ...offloaded(plan),
  ];
  const shared =
    shm === null
      ? 'Docker gives a container 64 MiB of shared memory unless it is told otherwise.'
      : `The file says ${rounded(shm)} GiB of shared memory.`;
  return summed(ram, parts, train.workers > 0 ? [shared] : []);
};

/** Latents and noise in fp32 and a caption in half precision, for all batches that are ready. */
const sharedOf = (plan: Plan): number => {
  const { cluster, train, frames } = plan;
  const model = models[plan.model.kind];
  const { padded_frames, latent_size } = tokensOf(model, frames.count, frames.size);
  const latents = model.vae.latent_channels * padded_frames * latent_size.width * latent_size.height;
  const sample = 2 * 4 * latents + 2 * model.text.tokens * model.text.width;
  return (cluster.gpus_per_node * train.workers * batchesReady * train.batch_per_gpu * sample) / GiB;
};

function* offloaded(plan: Plan): Iterable<Stored> {
  const { nodes, shard } = plan.cluster;
  const offload = 'offload' in shard ? shard.offload : 'none';
  const trained = trainedOf(plan);
  if (offload !== 'none')
    yield {
      name: 'offloaded optimizer',
      gib: (trained * offloadedBytes) / nodes / GiB,
      from: `${offloadedBytes} bytes for each number that learns: it, its gradient and two moments`,
    };
  const { parameters } = models[plan.model.kind].transformer;
  if (offload === 'all')
    yield { name: 'offloaded weights', gib: (parameters * 2) / nodes / GiB, from: '2 bytes a number' };
}
