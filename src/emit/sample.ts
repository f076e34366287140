import { models } from '../models/models.ts';
import { fill } from './fill.ts';
import type { Emitter, Job } from './job.ts';
import { device, frames, origin, precision, promptLists, texts, videoPrompts, weights } from './script.ts';

/** What sample.py.hbs reads. */
export const sampleView = (job: Job) => {
  const { plan } = job;
  const { pipeline, scheduler } = models[plan.model.kind];
  const { adapter, validate } = plan.train;
  const prompts = videoPrompts(plan);
  return {
    ...origin(job),
    ...weights(plan),
    ...texts(plan),
    ...frames(plan),
    ...precision(plan),
    ...device(plan),
    seed: plan.seed,
    rate: plan.frames.rate,
    pipeline,
    sampler: scheduler.sampler,
    dynamic_cfg: scheduler.dynamic_cfg,
    trains_lora: adapter.kind === 'lora',
    rank: adapter.kind === 'lora' ? adapter.rank : 0,
    alpha: adapter.kind === 'lora' ? adapter.alpha : 0,
    steps: validate.steps,
    guidance: validate.guidance,
    has_prompts: prompts.length > 0,
    shows_captions: prompts.length === 0,
    ...promptLists(prompts),
    runs: plan.storage.runs,
  };
};

export const sample: Emitter = function* (job) {
  yield { path: 'sample.py', text: fill(job, 'sample.py', sampleView(job)) };
};
