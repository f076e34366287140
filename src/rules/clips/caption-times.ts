import { type Times, unitMeant } from '../../media/caption-faults.ts';
import type { Clip } from '../../media/inventory.ts';
import type { DatasetPlan } from '../../plan/pipeline.ts';
import { count, namesOf, percent, surveyed } from '../common.ts';
import { both, clips, pipeline } from '../examples.ts';
import type { Finding, Rule } from '../rule.ts';
import { fromPath } from './captions-from.ts';

const about = 'birds holds 200 clips of 6.25 s; of 50 the caption lies from 8 to 12 s';

/** Clips of 6.25 s, each with a caption from one second to another. */
const timed = (count: number, [start, end]: readonly [number, number], first = 1): Iterable<Clip> => ({
  *[Symbol.iterator]() {
    for (const clip of clips(count, {}, first))
      yield { ...clip, captions: clip.captions.map((each) => ({ ...each, start, end })) };
  },
});

const from = ['captions { from csv { file = "captions.csv", start = start, end = end, unit = s } }'];

export const captionTimes: Rule = {
  code: 'caption-times',
  severity: 'error',
  certain: false,
  why: `A caption that ends before it starts, or lies beyond the end of its clip, describes nothing of that clip: its times are
in another unit than the file says, count from another start (that of the film from which the clip was cut), or stand beside
another clip. Such captions give no sample. Up to \`tolerate\` of a dataset (1 % unless it says otherwise) they are a warning.`,
  sources: ['cogx: the language'],
  bad: {
    text: pipeline({ about, more: from }),
    clips: both(timed(150, [0, 6.2]), timed(50, [8, 12], 151)),
  },
  good: {
    text: pipeline({ about: 'birds holds 200 clips of 6.25 s; each caption lies from 0 to 6.2 s', more: from }),
    clips: timed(200, [0, 6.2]),
  },
  quiet: [{ text: pipeline({ more: from }), clips: timed(200, [0, 7.1]) }],
  hides: ['nothing-left', 'clips-left-out'],
  *check(plan, facts) {
    for (const { name, dataset, seen } of surveyed(plan, facts)) {
      const meant = unitMeant(seen.times, unitOf(dataset));
      if (meant === undefined && seen.times.at_fault === 0) continue;
      const from = fromPath(facts, name);
      yield {
        path: ['dataset', name],
        ...(from ? { related: { path: from, message: 'where captions and their times stand' } } : {}),
        ...(meant === undefined ? wrong(name, dataset, seen.times) : otherUnit(name, dataset, meant)),
      };
    }
  },
};

type Judgement = Pick<Finding, 'message' | 'help' | 'severity'>;

const unitOf = ({ captions: { from } }: DatasetPlan) => ('file' in from ? (from.unit ?? 's') : 'timecode');

const otherUnit = (name: string, { captions: { from } }: DatasetPlan, meant: string): Judgement => ({
  message: `The captions of dataset ${name} do not fit their clips as ${'file' in from ? from.unit : 's'}, and fit as ${meant}.`,
  help: `Write unit = ${meant} and scan again.`,
});

const wrong = (name: string, { tolerate }: DatasetPlan, times: Times): Judgement => {
  const { at_fault, timed, backwards, beyond } = times;
  const share = at_fault / timed;
  const kinds = [
    ...(backwards.count > 0
      ? [`${at_fault === 1 ? 'ends before it starts' : 'end before they start'} in ${namesOf(backwards)}`]
      : []),
    ...(beyond.count > 0
      ? [`${at_fault === 1 ? 'lies' : 'lie'} beyond the end of the clip in ${namesOf(beyond)}`]
      : []),
  ];
  return {
    message: `${at_fault} of ${count(timed, 'timed caption')} (${percent(share)}) of dataset ${name} ${kinds.join(', or ')}.`,
    help: "Write times that count from the first frame of each clip, and scan again; cogx scan names the file's lines.",
    severity: share <= tolerate ? 'warning' : 'error',
  };
};
