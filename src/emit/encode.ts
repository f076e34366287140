import { fill } from './fill.ts';
import type { Emitter, Job } from './job.ts';
import { device, frames, origin, precision, promptLists, texts, videoPrompts, weights } from './script.ts';

/** What encode.py.hbs reads. */
export const encodeView = (job: Job) => {
  const { plan } = job;
  const prompts = videoPrompts(plan);
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
  };
};

export const encode: Emitter = function* (job) {
  yield { path: 'encode.py', text: fill(job, 'encode.py', encodeView(job)) };
};
