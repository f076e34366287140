import { clips, pipeline } from '../examples.ts';
import type { Rule } from '../rule.ts';

const about = 'the inventory holds 200 clips of birds';

export const noClips: Rule = {
  code: 'no-clips',
  severity: 'error',
  certain: true,
  why: `The inventory holds nothing of this dataset: its folder is empty, its pattern matches no file, or it was added after
the last scan.`,
  sources: [
    'huggingface/finetrainers#277',
    'huggingface/finetrainers#36',
    'genmoai/mochi#104',
    'kohya-ss/musubi-tuner#290',
    'hiyouga/LlamaFactory#9146',
  ],
  bad: {
    text: pipeline({ about, more: ['dataset drone { videos = "drone/*.mp4" }'] }),
    clips: clips(200),
  },
  good: { text: pipeline({ about }), clips: clips(200) },
  catches: ['M098'],
  *check(plan, { survey }) {
    if (!survey) return;
    for (const [name, { videos }] of Object.entries(plan.dataset)) {
      if ((survey.datasets[name]?.clips ?? 0) > 0) continue;
      yield {
        path: ['dataset', name, 'videos'],
        message: `The inventory has no clip of dataset ${name} (${videos.join(', ')}).`,
        help: 'Correct the path, or run cogx scan again.',
      };
    }
  },
};
