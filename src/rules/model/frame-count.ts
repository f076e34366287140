import { isLegalCount, nearestCounts } from '../../estimate/tokens.ts';
import { modelOf, count as said } from '../common.ts';
import { pipeline } from '../examples.ts';
import type { Rule } from '../rule.ts';

export const frameCount: Rule = {
  code: 'frame-count',
  severity: 'error',
  certain: true,
  why: `The VAE packs the first frame alone and each four that follow into one latent frame, and a model knows the
counts that it was trained on: 8n + 1 up to 49 (CogVideoX), 16n + 1 up to 161 (CogVideoX 1.5; model cards). Other
counts are cut without a word by some trainers (48 becomes 45 in diffusers' example), stop others in the first step,
and decode to another number of frames than went in. CogVideoX-5B-I2V has a learned table of positions for 49 frames
alone; diffusers replaces it in silence at any other count.`,
  sources: [
    'huggingface/finetrainers#78',
    'zai-org/CogVideo#678',
    'zai-org/CogVideo#647',
    'huggingface/finetrainers#56',
    'bghira/SimpleTuner#2480',
  ],
  bad: pipeline({ more: ['frames { count = 48 }'] }),
  good: pipeline({ more: ['frames { count = 49 }'] }),
  quiet: [
    pipeline({ more: ['frames { count = 9 }'] }),
    pipeline({ model: 'cogvideox-1.5-5b-t2v', more: ['frames { count = 161 }'] }),
    pipeline({ model: 'cogvideox-1.5-5b-t2v', more: ['frames { count = 49 }'] }),
  ],
  catches: ['M027', 'M058', 'M066', 'M078'],
  *check(plan) {
    const { frames } = modelOf(plan);
    const { count } = plan.frames;
    if (isLegalCount(frames, count)) return;
    const isOnly = frames.most === frames.multiple + 1;
    const isTooFew = count <= frames.multiple && !isOnly;
    const nearest = isTooFew ? [frames.native] : nearestCounts(frames, count);
    const [closest] = [...nearest].sort((a, b) => Math.abs(a - count) - Math.abs(b - count));
    const grid = isOnly ? 'its only count' : `a multiple of ${frames.multiple}, plus 1`;
    const tooMany = count > frames.most && !isOnly ? 'the most that it takes' : grid;
    const reason = isTooFew ? 'what it was trained on' : tooMany;
    yield {
      path: ['frames', 'count'],
      message: `${plan.model.kind} can't train on ${said(count, 'frame')}.`,
      help: `Use ${nearest.join(' or ')} (${reason}).`,
      fix: { safety: isOnly ? 'safe' : 'unsafe', set: [{ path: ['frames', 'count'], text: `${closest}` }] },
    };
  },
};
