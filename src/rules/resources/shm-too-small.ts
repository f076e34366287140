import { tokensOf } from '../../estimate/tokens.ts';
import { modelOf } from '../common.ts';
import { pipeline } from '../examples.ts';
import type { Rule } from '../rule.ts';

/** torch keeps two batches ready for each worker. */
const batchesReady = 2;

export const shmTooSmall: Rule = {
  code: 'shm-too-small',
  severity: 'warning',
  certain: false,
  why: `Loader workers hand their batches over in shared memory. Docker gives a container 64 MiB of it unless it is told otherwise
(--shm-size, --ipc=host), and a run then dies of "bus error" in its first steps (pytorch/pytorch#5040). A sample is its clean
latents and its noise in fp32, and its caption; each worker has two batches ready.`,
  bad: pipeline({ model: 'cogvideox-1.5-5b-t2v', more: ['cluster { shm = 64 MiB }'] }),
  good: pipeline({ model: 'cogvideox-1.5-5b-t2v', more: ['cluster { shm = 16 GiB }'] }),
  quiet: [pipeline({ model: 'cogvideox-1.5-5b-t2v' })],
  sources: ['pytorch/pytorch#5040'],
  *check(plan) {
    const { shm, gpus_per_node } = plan.cluster;
    if (shm === null) return;
    const model = modelOf(plan);
    const { padded_frames, latent_size } = tokensOf(model, plan.frames.count, plan.frames.size);
    const latents = model.vae.latent_channels * padded_frames * latent_size.width * latent_size.height;
    const sample = 2 * 4 * latents + 2 * model.text.tokens * model.text.width;
    const need = (gpus_per_node * plan.train.workers * batchesReady * plan.train.batch_per_gpu * sample) / 2 ** 30;
    if (need <= shm) return;
    yield {
      path: ['cluster', 'shm'],
      message: `The loaders of ${gpus_per_node === 1 ? 'one process' : `${gpus_per_node} processes`} hold up to ${mib(need)} in shared memory, and shm is ${mib(shm)}.`,
      help: `Give the container at least ${Math.ceil(need) * 2} GiB (--shm-size=${Math.ceil(need) * 2}g), and write shm = ${Math.ceil(need) * 2} GiB.`,
    };
  },
};

const mib = (gib: number): string => `${Math.round(gib * 1024)} MiB`;
