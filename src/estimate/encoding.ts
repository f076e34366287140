import { models } from '../models/models.ts';
import type { Plan } from '../plan/pipeline.ts';
import { type Estimate, speedOf } from './time.ts';

/**
 * Pixels of frames that the VAE encodes in a second: 4.6 million are reported on an A800 for 8 x 49 x 288 x 512, of which a maintainer
 * says that it usually takes half as long (zai-org/CogVideo#579), and 8 and 15 million follow from steps with and without it
 * (mindspore-lab/mindone). No figure is public for newer cards. Tiles overlap by a sixth on each side, and cost as much again.
 */
const pixels = { whole: 6.4e6, tiled: 4.7e6 };

const band = 0.4;

/** Time that one GPU needs for the latents of one sample, and for one text; null where its speed is not known. */
export const encodingOf = (plan: Plan): { readonly sample: Estimate; readonly text: Estimate } | null => {
  const speed = speedOf(plan);
  if (!speed) return null;
  const { count, size } = plan.frames;
  const { text } = models[plan.model.kind];
  return {
    sample: { seconds: (count * size.width * size.height) / (plan.model.tiling ? pixels.tiled : pixels.whole), band },
    text: { seconds: (2 * text.parameters * text.tokens) / speed.flops, band },
  };
};
