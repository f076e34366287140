import { isLegalCount } from '../../estimate/tokens.ts';
import type { Model } from '../../models/model.ts';
import { models } from '../../models/models.ts';
import type { Plan } from '../../plan/pipeline.ts';
import { pipeline } from '../examples.ts';
import type { Rule } from '../rule.ts';
import { sizeProblem } from './size.ts';

export const weightsOfAnotherModel: Rule = {
  code: 'weights-of-another-model',
  severity: 'error',
  certain: true,
  why: `The weights of one model do not fit into another: an image model takes 32 channels where a text model takes 16 ("expected
input[26, 32, 60, 90] to have 16 channels, but got 32", zai-org/CogVideo#690), 1.5 has patches over time that 1.0 has not. It
is found in the first step, after everything was encoded.`,
  bad: pipeline({ model: 'cogvideox-5b-i2v { weights = "zai-org/CogVideoX-5b" }' }),
  good: pipeline({ model: 'cogvideox-5b-i2v { weights = "zai-org/CogVideoX-5b-I2V" }' }),
  quiet: [
    pipeline({ model: 'cogvideox-5b-t2v { weights = "somebody/CogVideoX-5b-birds" }' }),
    pipeline({ model: 'cogvideox-5b-t2v { weights = "THUDM/CogVideoX-5b" }' }),
  ],
  sources: ['zai-org/CogVideo#690', 'huggingface/finetrainers#278', 'aigc-apps/VideoX-Fun#72'],
  catches: ['M083'],
  hides: [
    'frame-rate',
    'frame-size',
    'frame-count',
    'untrained-count',
    'fixed-size',
    'portrait-size',
    'size-not-divisible',
  ],
  *check(plan) {
    const { kind, weights } = plan.model;
    const owner = names.find((name) => known(models[name].weights) === known(weights));
    if (owner === undefined || owner === kind) return;
    yield {
      path: ['model', 'weights'],
      message: `${weights} are the weights of ${owner}, not of ${kind}.`,
      // Frames of the model whose weights these are: the name of the model is the one mistake.
      hidesAt: () => (fits(plan, models[owner]) ? [['frames']] : []),
      help: `Write model ${owner}, or weights = "${models[kind].weights}".`,
    };
  },
};

const names = Object.keys(models) as (keyof typeof models)[];

const fits = ({ frames: { count, rate, size } }: Plan, { frames, sizes }: Model): boolean =>
  isLegalCount(frames, count) && rate === frames.rate && sizeProblem(sizes, size) === undefined;

/** The organisation was called THUDM until 2025; the Hub still answers to it. */
const known = (weights: string): string => weights.replace(/^THUDM\//, 'zai-org/').toLowerCase();
