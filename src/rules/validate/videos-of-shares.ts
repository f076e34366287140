import { pipeline } from '../examples.ts';
import type { Rule } from '../rule.ts';

const prompts = 'validate { prompts = ["a kingfisher dives into a pond"] }';
const on = (shard: string): readonly string[] => [`cluster { gpus_per_node = 8, shard = ${shard} }`];

export const videosOfShares: Rule = {
  code: 'videos-of-shares',
  severity: 'error',
  certain: true,
  why: `Under ZeRO-3 and FSDP no GPU has the whole model: to make a video each layer is fetched from all of them, fifty times over. The main process
makes the videos here while the others wait, and would wait for them in turn.`,
  bad: pipeline({ train: ['adapter = none', prompts], more: on('zero3') }),
  good: pipeline({ train: ['adapter = none'], more: on('zero3') }),
  quiet: [pipeline({ train: ['adapter = none', prompts], more: on('zero2') })],
  sources: ['deepspeedai/DeepSpeed deepspeed/runtime/zero/partitioned_param_coordinator.py'],
  *check({ cluster: { shard }, train: { validate } }) {
    if (shard.kind !== 'zero3' && shard.kind !== 'fsdp') return;
    const named = Object.keys(validate.prompt).length > 0;
    if (validate.prompts.length === 0 && !named) return;
    yield {
      path: ['train', 'validate', named ? 'prompt' : 'prompts'],
      message: `shard = ${shard.kind} spreads the model over all GPUs, and validation videos are made on one.`,
      help: 'Write shard = zero2, or take the prompts out: sample.py makes videos after the training.',
      related: { path: ['cluster', 'shard'], message: 'it is spread here' },
    };
  },
};
