import type { LeftOut as ByPolicy } from '../../media/sampling.ts';
import type { Plan } from '../../plan/pipeline.ts';
import { agree, fps, named, policyPath, some, trained } from '../common.ts';
import { both, clips, pipeline, video } from '../examples.ts';
import type { Facts, Finding, Rule } from '../rule.ts';

const about = 'birds holds 200 clips, of which 60 last 4 s; a sample lasts 6.1 s';
const mixed = both(clips(140), clips(60, { video: video(96, 24) }, 141));

const words = ['above_rate', 'below_rate', 'longer', 'shorter', 'interlaced', 'hdr'] as const;
type Word = (typeof words)[number];

export const clipsLeftOut: Rule = {
  code: 'clips-left-out',
  severity: 'warning',
  certain: false,
  why: `Clips that the frame policy rejects are missing from the run. Elsewhere they go with one line in a long log, or a short
clip becomes a still of its first frame (tdrussell/diffusion-pipe#391, #113; huggingface/finetrainers data/dataset.py).
Where the file writes the policy it is a note with the count; by default, and above 10 % of a dataset, a warning.`,
  sources: [
    'tdrussell/diffusion-pipe#391',
    'tdrussell/diffusion-pipe#113',
    'tdrussell/diffusion-pipe#207',
    'tdrussell/diffusion-pipe#39',
    'tdrussell/diffusion-pipe#349',
  ],
  bad: { text: pipeline({ about }), clips: mixed },
  good: { text: pipeline({ about, dataset: ['frames { shorter = loop }'] }), clips: mixed },
  quiet: [{ text: pipeline({}), clips: clips(200, { video: video(147, 24) }) }],
  catches: ['M010'],
  *check(plan, facts) {
    for (const { name, seen } of trained(plan, facts))
      for (const word of words) {
        const group = seen.left_out[reasonOf(word)];
        if (group.count > 0) yield finding(plan, facts, { name, word, group, clips: seen.clips });
      }
  },
};

type LeftOut = {
  readonly name: string;
  readonly word: Word;
  readonly group: { readonly count: number; readonly first: readonly string[] };
  readonly clips: number;
};

const finding = (plan: Plan, facts: Facts, { name, word, group, clips: total }: LeftOut): Finding => {
  const written = policyPath(facts, name, word);
  const head = `${some(group, total, 'clip')} of dataset ${name}`;
  return {
    path: written ?? ['dataset', name],
    message: `${head} ${agree(group, 'is', 'are')} ${saidOf(word, plan)} and left out${named(group)}.`,
    ...(written
      ? {}
      : {
          help: 'Write shorter = hold, loop or retime, or a smaller frames.count; or write shorter = reject if it is meant.',
        }),
    severity: written || group.count / total <= 0.1 ? 'note' : 'warning',
  };
};

const reasonOf = (word: Word) => word.replace('_', '-') as ByPolicy['reason'];

const saidOf = (word: Word, { frames }: Plan): string => {
  switch (word) {
    case 'above_rate':
      return `above ${fps(frames.rate)}`;
    case 'below_rate':
      return `below ${fps(frames.rate)}`;
    case 'longer':
      return `longer than ${frames.count} frames at ${fps(frames.rate)}`;
    case 'shorter':
      return `shorter than ${frames.count} frames at ${fps(frames.rate)}`;
    case 'interlaced':
      return 'interlaced';
    case 'hdr':
      return 'of high dynamic range';
  }
};
