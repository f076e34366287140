import { models } from '../models/models.ts';
import type { Plan } from '../plan/pipeline.ts';
import { fill } from './fill.ts';
import { imagesOf } from './image.ts';
import type { Emitter, Job } from './job.ts';
import { device, frames, origin, precision, promptLists, texts, videoPrompts, weights } from './script.ts';

/** What sample.py.hbs reads. */
const sampleView = (job: Job) => {
  const { plan } = job;
  const { pipeline, scheduler } = models[plan.model.kind];
  const { adapter, validate } = plan.train;
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
    tiles: plan.model.tiling,
    steps: validate.steps,
    guidance: validate.guidance,
    ...shownBy(plan),
    work: plan.storage.work,
    runs: plan.storage.runs,
  };
};

/** What the videos show: the prompts, or captions of the first clips; and what they start from. */
const shownBy = (plan: Plan) => {
  const prompts = videoPrompts(plan);
  const starts_from_image = plan.image !== null;
  const { uses_image_ops, shows_images, ...images } = imagesOf(plan);
  const shows_captions = prompts.length === 0;
  const shows_first_frames = starts_from_image && shows_captions;
  const loads = shows_images ? ['load_image'] : shows_first_frames ? ['load_video'] : [];
  return {
    has_prompts: !shows_captions,
    shows_captions,
    shows_prompts: !starts_from_image && !shows_captions,
    shows_texts: !starts_from_image && shows_captions,
    shows_first_frames,
    starts_from_image,
    shows_images,
    uses_image_ops: shows_images && uses_image_ops,
    ...images,
    ...promptLists(prompts),
    utils_import: `from diffusers.utils import ${['export_to_video', ...loads].join(', ')}`,
  };
};

export const sample: Emitter = function* (job) {
  yield { path: 'sample.py', text: fill(job, 'sample.py', sampleView(job)) };
};
