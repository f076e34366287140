import { closedFormOf, tapeOf } from '../../estimate/memory/memory.ts';
import { gib } from '../common.ts';
import { pipeline } from '../examples.ts';
import type { Rule } from '../rule.ts';

/** What torch has on an A100 or H100 of 80 GB (src/hardware/gpus.ts). */
const largeCard = 79;

export const keptActivations: Rule = {
  code: 'kept-activations',
  severity: 'note',
  certain: false,
  why: `Without gradient checkpointing every block keeps what its backward pass needs: about 88 GiB for one sample of 5B, 220 for one of 1.5.
Maintainers say that it does not fit on an A100 of 80 GB; with it "the fine-tune can run in one GPU" (huggingface/finetrainers#25,
zai-org/CogVideo#575). Where the file names its GPU, memory-does-not-fit judges that; here it is a note.`,
  bad: pipeline({ train: ['gradient_checkpointing = false'] }),
  good: pipeline({ train: ['gradient_checkpointing = true'] }),
  quiet: [
    pipeline({ model: 'cogvideox-2b-t2v', train: ['gradient_checkpointing = false'] }),
    pipeline({ train: ['gradient_checkpointing = false'], more: ['cluster { gpu = h200 }'] }),
  ],
  sources: ['huggingface/finetrainers#25', 'zai-org/CogVideo#575', 'a-r-r-o-w/cogvideox-factory README.md'],
  catches: ['M080'],
  *check(plan) {
    if (plan.cluster.gpu !== null || plan.train.gradient_checkpointing) return;
    if (closedFormOf(plan).expected <= largeCard) return;
    // As cogx plan says it.
    const { expected, worst } = tapeOf(plan).memory;
    yield {
      path: ['train', 'gradient_checkpointing'],
      message: `Without gradient checkpointing this run keeps ${gib(worst.activations / 2 ** 30)} of activations on each GPU, and needs about ${gib(expected)}.`,
      help: 'Write gradient_checkpointing = true, or name the GPU that has as much.',
    };
  },
};
