import { fps, modelOf, percent } from '../common.ts';
import { pipeline } from '../examples.ts';
import type { Rule } from '../rule.ts';

export const frameRate: Rule = {
  code: 'frame-rate',
  severity: 'warning',
  certain: false,
  why: `A model has one sense of time: 8 frames a second (CogVideoX) or 16 (CogVideoX 1.5). Samples at another rate
teach it slow or hasty motion, in silence; people see it only in the finished videos (zai-org/CogVideo#385,
ostris/ai-toolkit#421). A clip's own rate does not matter: \`above_rate\` and \`below_rate\` bring it to this one.`,
  sources: [
    'zai-org/CogVideo#385',
    'ostris/ai-toolkit#421',
    'kohya-ss/musubi-tuner#212',
    'kohya-ss/musubi-tuner#567',
    'kohya-ss/musubi-tuner#364',
  ],
  bad: pipeline({ more: ['frames { rate = 12 fps }'] }),
  good: pipeline({ more: ['frames { rate = 8 fps }'] }),
  quiet: [pipeline({ model: 'cogvideox-1.5-5b-t2v', more: ['frames { rate = 16 fps }'] })],
  catches: ['M002', 'M090'],
  *check(plan) {
    const { rate } = plan.frames;
    const native = modelOf(plan).frames.rate;
    const speed = native / rate;
    // 23.976 instead of 24 shows nowhere.
    if (Math.abs(speed - 1) < 0.005) return;
    yield {
      path: ['frames', 'rate'],
      message: `${plan.model.kind} plays ${fps(native)}, so samples at ${fps(rate)} teach motion at ${percent(speed)} of its speed.`,
      help: `Write rate = ${fps(native)}.`,
      fix: { safety: 'unsafe', set: [{ path: ['frames', 'rate'], text: fps(native) }] },
      // Below a fifth off nobody sees it; twice the speed is another film.
      severity: speed > 0.8 && speed < 1.25 ? 'note' : speed <= 0.5 || speed >= 2 ? 'error' : 'warning',
    };
  },
};
