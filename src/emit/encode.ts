import { fill } from './fill.ts';
import type { Emitter, Job } from './job.ts';
import { device, frames, origin, precision, promptLists, texts, videoPrompts, weights } from './script.ts';

/** What encode.py.hbs reads. */
export const encodeView = (job: Job) => {
  const { plan } = job;
  const prompts = videoPrompts(plan);
  const noise = plan.image?.noise;
  return {
    ...origin(job),
    ...weights(plan),
    ...texts(plan),
    ...frames(plan),
    ...precision(plan),
    ...device(plan),
    work: plan.storage.work,
    has_prompts: prompts.length > 0,
    prompts: promptLists(prompts).prompts,
    starts_from_image: noise !== undefined,
    tiles: plan.model.tiling,
    encoded: [
      ...(noise === 'fresh' ? ['"image"'] : []),
      ...(typeof noise === 'number' ? ['"draws"', 'DRAWS', 'SEED'] : []),
      ...(plan.model.tiling ? [] : ['"whole"']),
    ]
      .map((part) => `${part}, `)
      .join(''),
    keeps_image: noise === 'fresh',
    draws_image: typeof noise === 'number',
    draws: typeof noise === 'number' ? noise : 0,
    seed: plan.seed,
  };
};

export const encode: Emitter = function* (job) {
  yield { path: 'encode.py', text: fill(job, 'encode.py', encodeView(job)) };
};
