import { models } from '../models/models.ts';
import type { Plan } from '../plan/pipeline.ts';
import { fill } from './fill.ts';
import type { Emitter, Job } from './job.ts';
import { assignment, py } from './python.ts';
import { precision, videoPrompts, weights } from './script.ts';

/** What models that start from an image ask of the scripts: nothing of it is in those of the others. */

/** How the picture of a prompt gets the size of the samples: as their clips do, with PIL. */
const fitting = ({ fit, anchor }: Plan['frames']): string => {
  const at = { centre: '(0.5, 0.5)', top: '(0.5, 0)', bottom: '(0.5, 1)', left: '(0, 0.5)', right: '(1, 0.5)' }[anchor];
  const words = {
    cover: ['fit', `, centering=${at}`],
    contain: ['pad', ''],
    stretch: ['', ''],
  }[fit];
  const [name, more] = words;
  if (name === '') return 'load_image(image).resize((WIDTH, HEIGHT))';
  return `ImageOps.${name}(load_image(image), (WIDTH, HEIGHT)${more})`;
};

/** The images of the videos: there are none where nothing asks for them. */
export const imagesOf = (plan: Plan) => {
  const prompts = videoPrompts(plan);
  const starts = models[plan.model.kind].conditioning === 'image';
  return {
    shows_images: starts && prompts.length > 0,
    fits_image: fitting(plan.frames),
    uses_image_ops: starts && plan.frames.fit !== 'stretch',
    images: assignment(
      'IMAGES',
      prompts.map(({ image }) => image),
    ),
  };
};

const scale = ({ image, model }: Plan): string => {
  const { inverts_image_scale, scaling_factor } = models[model.kind].vae;
  if (image?.scale === 'raw') return 'SCALE = 1  # its latent is left as the VAE gives it';
  if (image?.scale === 'pipeline' && inverts_image_scale)
    return `SCALE = 1 / ${py(scaling_factor)}  # as the pipeline, which divides the latent of the image alone`;
  return `SCALE = ${py(scaling_factor)}  # of the VAE's latents`;
};

/** What train.py does of it. */
export const conditioning = ({ image, model }: Plan) => ({
  starts_from_image: image !== null,
  encodes_image: image?.noise === 'fresh',
  feeds_ofs: models[model.kind].transformer.ofs,
});

/** What image-fresh.py.hbs or image-drawn.py.hbs reads. */
const imageView = (job: Job, image: NonNullable<Plan['image']>) => {
  const drops_image = image.dropout > 0;
  const share = `DROPOUT = ${py(image.dropout)}  # share of samples that are seen without their image`;
  const { source, command } = job;
  const constants = [...(drops_image ? [share] : []), scale(job.plan)].join('\n');
  return { source, command, constants, drops_image };
};

/** image.py; models that start from text alone have none. */
export const image: Emitter = function* (job) {
  const { plan } = job;
  if (plan.image === null) return;
  const view = imageView(job, plan.image);
  const { weights: id, revision } = weights(plan);
  const text =
    plan.image.noise === 'fresh'
      ? fill(job, 'image-fresh.py', { ...view, weights: id, revision, tiles: plan.model.tiling, ...precision(plan) })
      : fill(job, 'image-drawn.py', view);
  yield { path: 'image.py', text };
};
