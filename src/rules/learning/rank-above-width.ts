import { usualRank } from '../../models/models.ts';
import { modelOf } from '../common.ts';
import { pipeline } from '../examples.ts';
import type { Rule } from '../rule.ts';

export const rankAboveWidth: Rule = {
  code: 'rank-above-width',
  severity: 'error',
  certain: false,
  why: `A LoRA changes a layer by the product of two narrow matrices, and no product has a higher rank than the layer is wide: what is above
it is memory alone. From half of the width on the two matrices hold as many numbers as the layer, so that all weights could be
trained at the same price. Public LoRAs of video models have ranks of 16 to 256.`,
  sources: ['huggingface/diffusers#4593', 'kohya-ss/sd-scripts#325'],
  bad: pipeline({ train: ['adapter lora { rank = 100000 }'] }),
  good: pipeline({ train: ['adapter lora { rank = 128 }'] }),
  quiet: [pipeline({ train: ['adapter lora { rank = 1024 }'] })],
  hides: ['memory-does-not-fit', 'memory-tight', 'disk-too-small'],
  *check(plan, { written }) {
    const { adapter } = plan.train;
    // The default is above the width of the tiny models that tests train.
    if (adapter.kind !== 'lora' || !written(['train', 'adapter', 'rank'])) return;
    const { heads, head_dim } = modelOf(plan).transformer;
    const width = heads * head_dim;
    if (adapter.rank < width / 2) return;
    const above = adapter.rank > width;
    yield {
      path: ['train', 'adapter', 'rank'],
      message: above
        ? `rank = ${adapter.rank} is above ${width}, the width of the layers of ${plan.model.kind}.`
        : `A LoRA of rank = ${adapter.rank} is as large as the layers that it adapts, which are ${width} wide.`,
      help: `Write rank = ${usualRank(modelOf(plan))}, or adapter = none to train all weights.`,
      severity: above ? 'error' : 'warning',
    };
  },
};
