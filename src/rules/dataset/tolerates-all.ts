import { percent } from '../common.ts';
import { pipeline } from '../examples.ts';
import type { Rule } from '../rule.ts';

export const toleratesAll: Rule = {
  code: 'tolerates-all',
  severity: 'warning',
  certain: false,
  why: `tolerate says what share of a dataset may be damaged or without captions before it is an error. With half and more, a folder that was
copied halfway, or captions that stand elsewhere, are told by a warning that nobody reads, and the run learns from what is left.`,
  bad: pipeline({ dataset: ['tolerate = 100 %'] }),
  good: pipeline({ dataset: ['tolerate = 5 %'] }),
  quiet: [pipeline({ dataset: ['tolerate = 40 %'] }), pipeline({ dataset: ['tolerate = 0'] })],
  sources: ['iejMac/video2dataset#266', 'zai-org/MotionBench#3'],
  *check({ dataset }) {
    for (const [name, { tolerate }] of Object.entries(dataset)) {
      if (tolerate < 0.5) continue;
      yield {
        path: ['dataset', name, 'tolerate'],
        message: `${tolerate === 1 ? 'All clips' : percent(tolerate)} of dataset ${name} may be damaged or without captions, and nothing stops the run.`,
        help: 'Write tolerate = 5 %, or the share that is known to be bad.',
      };
    }
  },
};
