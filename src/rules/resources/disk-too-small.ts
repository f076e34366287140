import { type Disk, diskOf } from '../../estimate/disk.ts';
import type { Plan } from '../../plan/pipeline.ts';
import { count, gib } from '../common.ts';
import { pipeline } from '../examples.ts';
import type { Facts, Rule } from '../rule.ts';

export const diskTooSmall: Rule = {
  code: 'disk-too-small',
  severity: 'error',
  certain: false,
  why: `A full disk is found by the last checkpoint of a long run ("No space left on device", bghira/SimpleTuner#2353,
databrickslabs/dolly#139). A checkpoint holds 16 bytes for each number that learns: 2 GiB for a LoRA of rank 128 on 5B, 83 GiB
for all its weights; and while one is written there is one more than is kept.`,
  bad: pipeline({ train: ['adapter = none', 'checkpoint { keep = 3 }'], more: ['cluster { disk = 200 GiB }'] }),
  good: pipeline({ train: ['adapter = none', 'checkpoint { keep = 1 }'], more: ['cluster { disk = 200 GiB }'] }),
  quiet: [pipeline({ train: ['checkpoint { keep = 3 }'], more: ['cluster { disk = 10 GiB }'] })],
  sources: ['bghira/SimpleTuner#2353', 'mlfoundations/open_lm#154', 'databrickslabs/dolly#139'],
  catches: ['M005'],
  *check(plan, facts) {
    const { disk } = plan.cluster;
    if (disk === null) return;
    const need = diskOf(plan, facts.survey?.samples ?? 0);
    if (need.total <= disk) return;
    yield {
      path: ['cluster', 'disk'],
      message: `This run takes ${gib(need.total)} of disk (${partsOf(plan, need)}), and disk is ${gib(disk)}.`,
      help: wayOut(plan, facts, disk),
    };
  },
};

const partsOf = ({ train }: Plan, { checkpoints, checkpoint, latents, prompts, clips }: Disk): string =>
  [
    `${count(train.checkpoint.keep + 1, 'checkpoint')} of ${gib(checkpoint)}`,
    ...(latents > 0 ? [`latents and captions ${gib(latents + prompts)}`, `clips ${gib(clips)}`] : []),
  ]
    .slice(checkpoints > 0 ? 0 : 1)
    .join(', ');

const wayOut = (plan: Plan, facts: Facts, disk: number): string => {
  const { checkpoint, total, checkpoints } = diskOf(plan, facts.survey?.samples ?? 0);
  const keep = Math.floor((disk - (total - checkpoints)) / checkpoint) - 1;
  return keep >= 1
    ? `Write keep = ${keep}, or use a larger disk.`
    : `Use a disk with ${gib(Math.ceil(total - checkpoints + 2 * checkpoint))} free, or train a LoRA of lower rank.`;
};
