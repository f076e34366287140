import { isLegalCount } from '../../estimate/tokens.ts';
import { modelOf } from '../common.ts';
import { pipeline } from '../examples.ts';
import type { Rule } from '../rule.ts';

export const untrainedCount: Rule = {
  code: 'untrained-count',
  severity: 'note',
  certain: false,
  why: `A count on the model's grid works, but the model saw most of its training at its native count, and its samples
are best there. A shorter count costs less and is a fair choice for a style; motion that needs time suffers.`,
  sources: [
    'huggingface/finetrainers#78',
    'zai-org/CogVideo#678',
    'zai-org/CogVideo#647',
    'huggingface/finetrainers#56',
    'bghira/SimpleTuner#2480',
  ],
  bad: pipeline({ more: ['frames { count = 25 }'] }),
  good: pipeline({ more: ['frames { count = 49 }'] }),
  quiet: [pipeline({ model: 'cogvideox-1.5-5b-t2v', more: ['frames { count = 161 }'] })],
  catches: ['M027'],
  *check(plan) {
    const { frames } = modelOf(plan);
    const { count } = plan.frames;
    if (!isLegalCount(frames, count) || count === frames.native || count === frames.most) return;
    yield {
      path: ['frames', 'count'],
      message: `${plan.model.kind} can train on ${count} frames, but its native count is ${frames.native}.`,
      help: `Use ${frames.native} where motion matters.`,
    };
  },
};
