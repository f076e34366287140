import { captionsFrom } from '../clips/captions-from.ts';
import { pipeline } from '../examples.ts';
import type { Rule } from '../rule.ts';

const from = (words: string) => pipeline({ more: [`captions { from csv { file = "captions.csv"${words} } }`] });

const together = ['start', 'end', 'unit'] as const;

export const halfSaidTimes: Rule = {
  code: 'half-said-times',
  severity: 'error',
  certain: true,
  why: `A caption with times describes a part of its clip, and samples are laid inside that part. To know it takes where it
begins, where it ends, and what the numbers count: 12.5 may be seconds, and 12500 milliseconds or a frame.`,
  sources: ['cogx: the language'],
  bad: from(', start = begin, end = stop'),
  good: from(', start = begin, end = stop, unit = ms'),
  quiet: [from(''), from(', start = span, end = span, unit = s')],
  *check(plan, facts) {
    for (const { path, from } of captionsFrom(plan, facts)) {
      if (!('file' in from)) continue;
      const missing = together.filter((word) => from[word] === null);
      const said = together.filter((word) => from[word] !== null);
      const [first] = said;
      if (missing.length === 0 || first === undefined) continue;
      yield {
        path: [...path, first],
        message: `The captions say ${said.join(' and ')} of their times, but no ${missing.join(' and no ')}.`,
        help: `Write ${missing.map((word) => (word === 'unit' ? 'unit = s, ms, frames or timecode' : `${word} = ${from.kind === 'csv' ? 'COLUMN' : 'KEY'}`)).join(' and ')} too, or none of the three.`,
      };
    }
  },
};
