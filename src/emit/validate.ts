import { models } from '../models/models.ts';
import type { Plan } from '../plan/pipeline.ts';
import { fill } from './fill.ts';
import { conditioning, imagesOf } from './image.ts';
import type { Emitter, Job } from './job.ts';
import { frames, origin, precision, promptLists, videoPrompts, weights } from './script.ts';
import { spreadOf, topology } from './topology.ts';
import { validateImportsOf } from './train-imports.ts';

/** What the training is looked at by: validate.py has it, where there is any. */
export const looksOf = (plan: Plan) => {
  const makes_videos = videoPrompts(plan).length > 0;
  const holds_out = plan.train.validate.held_out !== null;
  return { makes_videos, holds_out, looks: makes_videos || holds_out };
};

export const validate: Emitter = function* (job) {
  if (looksOf(job.plan).looks) yield { path: 'validate.py', text: fill(job, 'validate.py', validateView(job)) };
};

const validateView = (job: Job) => {
  const { plan } = job;
  const { makes_videos, holds_out } = looksOf(plan);
  const { encodes_image } = conditioning(plan);
  const held = { holds_out, holds_out_images: holds_out && encodes_image };
  const { weights: id, revision } = weights(plan);
  return {
    ...origin(job),
    ...frames(plan),
    ...precision(plan),
    ...validateImportsOf({ ...videosView(plan), ...held, makes_videos, ...imagesOf(plan) }),
    weights: id,
    revision,
    work: plan.storage.work,
    seed: plan.seed,
    makes_videos,
    also: holds_out ? ', and the loss of clips that it never sees' : '',
    ...sharingVideos(plan),
    ...held,
    holds_out_videos: holds_out && !encodes_image,
    ...shownOf(plan),
    make_videos: makes_videos ? fill(job, 'videos.py', videosView(plan)).trimEnd() : '',
  };
};

/** Who makes the videos: with several processes each makes some of them. */
export const sharingVideos = (plan: Plan) => {
  const { makes_videos } = looksOf(plan);
  const alone = topology(plan).engine === 'alone';
  return { shares_videos: makes_videos && !alone, makes_alone: makes_videos && alone };
};

/** What videos.py.hbs reads: how they are made. */
const videosView = (plan: Plan) => {
  const { pipeline, scheduler } = models[plan.model.kind];
  const { sampler, dynamic_cfg } = scheduler;
  const { shows_images, fits_image } = imagesOf(plan);
  const { spreads_weights } = spreadOf(plan);
  const { shares_videos, makes_alone } = sharingVideos(plan);
  const has_whole_weights = shares_videos && !spreads_weights;
  const shares = { shares_videos, makes_alone, spreads_weights, has_whole_weights };
  return { tiles: plan.model.tiling, pipeline, sampler, dynamic_cfg, shows_images, fits_image, ...shares };
};

/** The videos, and what is made of each. */
const shownOf = (plan: Plan) => {
  const { shows_images, images } = imagesOf(plan);
  const lists = promptLists(videoPrompts(plan));
  const { steps, guidance } = plan.train.validate;
  return {
    rate: plan.frames.rate,
    videos: [lists.prompts, ...(shows_images ? [images] : []), lists.seeds].join('\n'),
    steps,
    guidance,
  };
};
