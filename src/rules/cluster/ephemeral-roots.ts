import type { Plan } from '../../plan/pipeline.ts';
import { pipeline } from '../examples.ts';
import type { Rule } from '../rule.ts';

const slurm = 'cluster { launch slurm { partition = gpu } }';

/** What is lost with a root. */
const lost = {
  runs: () => 'Checkpoints and trained weights are under runs, which is gone when the job or its machine ends.',
  work: ({ cluster }: Plan) =>
    cluster.launch.kind === 'slurm'
      ? 'Prepare, encode and train are jobs of their own, and under work, which is gone when a job ends, each finds nothing of the one before.'
      : undefined,
};

export const ephemeralRoots: Rule = {
  code: 'ephemeral-roots',
  severity: 'error',
  certain: false,
  why: `A disk that goes with its job is quick and a good place for copies. A run that is stopped there begins anew, and one that ends
leaves nothing. storage { scratch } names such a disk for what can be copied again: launch.sh copies latents and embeddings there.`,
  sources: ['cogx: train.py saves under runs and reads under work'],
  bad: pipeline({ more: ['storage { runs = "/local/runs", ephemeral = [runs] }'] }),
  good: pipeline({ more: ['storage { runs = "runs", scratch = "/local" }'] }),
  quiet: [
    pipeline({ more: ['storage { work = "/local", ephemeral = [work] }'] }),
    pipeline({ more: [slurm, 'storage { scratch = "/local" }'] }),
  ],
  *check(plan) {
    for (const root of plan.storage.ephemeral) {
      const message = lost[root](plan);
      if (message === undefined) continue;
      yield {
        path: ['storage', 'ephemeral'],
        message,
        help: `Put ${root} on a disk that stays${root === 'work' ? ', and name the quick one in storage { scratch }' : ''}.`,
      };
    }
  },
};
