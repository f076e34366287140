import { pipeline } from '../examples.ts';
import type { Rule } from '../rule.ts';

/** Names with which the scripts talk to each other and to the launcher, and the words that say the same. */
export const taken: Readonly<Record<string, string>> = {
  COGX_DATA: 'storage.data',
  COGX_WORK: 'storage.work',
  COGX_RUNS: 'storage.runs',
  COGX_SCRATCH: 'storage.scratch',
  NNODES: 'cluster.nodes',
  NODE_RANK: 'cluster.launch',
  MASTER_ADDR: 'cluster.launch',
  MASTER_PORT: 'cluster.launch',
  WORLD_SIZE: 'cluster.gpus_per_node',
  RANK: 'cluster.launch',
  LOCAL_RANK: 'cluster.launch',
  LOCAL_WORLD_SIZE: 'cluster.gpus_per_node',
  GROUP_RANK: 'cluster.launch',
  PET_NNODES: 'cluster.nodes',
  PET_NPROC_PER_NODE: 'cluster.gpus_per_node',
  PET_NODE_RANK: 'cluster.launch',
  PET_MASTER_ADDR: 'cluster.launch',
  PET_MASTER_PORT: 'cluster.launch',
  SHARD: 'cluster.gpus_per_node',
};

export const environmentName: Rule = {
  code: 'environment-name',
  severity: 'error',
  certain: true,
  why: `Shells export names of letters, digits and underscores alone; others end the job at its first line. And some names are how the
scripts and the launcher tell each process which one it is: the same value on every machine makes each of them the first, and
they train apart or wait for each other without end.`,
  sources: ['POSIX: 8.1 Environment Variable Definition', 'huggingface/accelerate src/accelerate/commands/launch.py'],
  bad: pipeline({ more: ['environment { NODE_RANK = 0 }'] }),
  good: pipeline({ more: ['environment { NCCL_DEBUG = INFO }'] }),
  judgesParts: true,
  *check({ environment }) {
    for (const name of Object.keys(environment)) {
      const path = ['environment', name];
      const word = Object.hasOwn(taken, name) ? taken[name] : undefined;
      if (!/^[A-Za-z_][A-Za-z0-9_]*$/.test(name))
        yield {
          path,
          at: 'name',
          message: `No shell exports a variable of the name ${name}.`,
          help: 'Write a name of letters, digits and underscores.',
        };
      else if (word)
        yield {
          path,
          at: 'name',
          message: `The scripts and the launcher set ${name} for each process themselves.`,
          help: `Take it out: it follows from ${word}.`,
        };
    }
  },
};
