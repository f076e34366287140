import { pipeline } from '../examples.ts';
import type { Rule } from '../rule.ts';

export const idleRepeats: Rule = {
  code: 'idle-repeats',
  severity: 'note',
  certain: false,
  why: `repeats says how often the samples of a dataset are seen beside those of others. Where all datasets are repeated alike and the
length is in steps, the same updates see the same samples: neither a longer training nor another mixture
(kijai/ComfyUI-FluxTrainer#24: "changing the number of repeats … the overall optimization steps appears to remain the same").`,
  sources: ['kijai/ComfyUI-FluxTrainer#24', 'kohya-ss/sd-scripts#646'],
  bad: pipeline({ dataset: ['repeats = 10'] }),
  good: pipeline({ dataset: ['repeats = 10'], more: ['dataset bees { videos = "bees" }'] }),
  quiet: [pipeline({ dataset: ['repeats = 10'], length: '2 epochs' }), pipeline({ dataset: ['repeats = 1'] })],
  *check({ dataset, train: { length } }, { written }) {
    const [[name, { repeats }] = ['', { repeats: 1 }], ...others] = Object.entries(dataset);
    const path = ['dataset', name, 'repeats'];
    if (repeats === 1 || !written(path) || !('steps' in length)) return;
    if (others.some(([, other]) => other.repeats !== repeats)) return;
    const who = others.length === 0 ? `dataset ${name} is the only one` : 'all datasets have the same';
    yield {
      path,
      message: `repeats = ${repeats} changes nothing: ${who}, and the length is in steps.`,
      help: 'Take it out, or write a longer length.',
    };
  },
};
