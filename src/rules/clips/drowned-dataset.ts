import { count, percent, trained } from '../common.ts';
import { both, clips, pipeline } from '../examples.ts';
import type { Rule } from '../rule.ts';

const two = (repeats: number) =>
  pipeline({
    about: 'birds and bees hold 100 clips each',
    length: '5000 steps',
    dataset: [`repeats = ${repeats}`],
    more: ['dataset bees { videos = "bees" }'],
  });
const clipsOfTwo = both(clips(100), clips(100, { dataset: 'bees' }));

/** Below it a dataset teaches nothing that lasts. */
const least = 0.01;

export const drownedDataset: Rule = {
  code: 'drowned-dataset',
  severity: 'note',
  certain: false,
  why: `A pass takes each sample as often as its dataset's repeats. A dataset that gives less than one sample in a hundred is seen so
seldom that the others wipe out what it teaches: repeats is there to bring them to one measure, 10 for ten clips beside a hundred
(kohya-ss/sd-scripts#646, ostris/ai-toolkit#140).`,
  bad: { text: two(120), clips: clipsOfTwo },
  good: { text: two(1), clips: clipsOfTwo },
  quiet: [{ text: two(90), clips: clipsOfTwo }],
  sources: ['kohya-ss/sd-scripts#646', 'ostris/ai-toolkit#140'],
  *check(plan, facts) {
    const sets = trained(plan, facts);
    const total = sets.reduce((sum, { dataset, seen }) => sum + seen.samples * dataset.repeats, 0);
    // Of a hundred datasets each may well give a hundredth.
    if (sets.length > 20) return;
    for (const { name, dataset, seen } of sets) {
      const share = (seen.samples * dataset.repeats) / total;
      if (share >= least) continue;
      const repeats = Math.max(2, Math.round((total * 0.1) / seen.samples));
      yield {
        path: ['dataset', name],
        message: `Dataset ${name} gives ${percent(share)} of the samples of a pass (${count(seen.samples, 'sample')} of ${total}), and drowns in the others.`,
        help: `Write repeats = ${repeats} in it for about a tenth, or less in the others.`,
      };
    }
  },
};
