import type { Plan } from '../../plan/pipeline.ts';
import { pipeline } from '../examples.ts';
import type { Rule } from '../rule.ts';

const under = (root: string) =>
  pipeline({ more: ['cluster { launch slurm { partition = gpu } }', `storage { ${root} }`] });

/** Folders that each machine has of its own, and that are emptied. */
const ownOfNode = /^\/(tmp|var\/tmp|dev\/shm|run)(\/|$)/;

export const rootsOnNode: Rule = {
  code: 'roots-on-node',
  severity: 'warning',
  certain: false,
  why: `/tmp, /var/tmp and /dev/shm are each machine's own, and many clusters empty them when a job ends. Prepare, encode and train are
three jobs, most often on three machines: each would find nothing of the one before, and the weights would go with the last.`,
  sources: ['Slurm: job_container/tmpfs gives each job a /tmp of its own', 'FHS 3.0: 3.18 /tmp'],
  bad: under('work = "/tmp/work"'),
  good: under('work = "/scratch/work"'),
  quiet: [
    pipeline({ more: ['storage { work = "/tmp/work", runs = "/tmp/runs" }'] }),
    under('scratch = "/tmp"'),
    under('runs = "/tmpfs2/runs"'),
  ],
  hides: ['unshared-nodes', 'shared-storage', 'work-at-risk'],
  *check({ cluster, storage }: Plan, { written }) {
    if (cluster.launch.kind !== 'slurm' && cluster.nodes === 1) return;
    for (const root of ['work', 'runs'] as const) {
      const path = ['storage', root];
      if (!written(path) || !ownOfNode.test(storage[root]) || storage.ephemeral.includes(root)) continue;
      yield {
        path,
        message: `${storage[root]} is on a disk of each machine itself, which is emptied when a job ends.`,
        help: `Put ${root} on a disk that all machines see${root === 'work' ? ', and name the quick one in storage { scratch }' : ''}.`,
      };
    }
  },
};
