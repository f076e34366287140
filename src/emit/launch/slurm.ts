import { fill } from '../fill.ts';
import type { Job } from '../job.ts';
import type { Output } from '../output.ts';
import { topology } from '../topology.ts';
import { linesBefore } from './before.ts';
import { container } from './container.ts';
import { environmentOf } from './environment.ts';
import { machines } from './machines.ts';
import { encodeOptions, prepareOptions, type SlurmPlan, trainOptions } from './sbatch.ts';

/** What all four files say of where they come from. */
const origin = ({ plan, source, command }: Job) => ({ source, command, name: plan.name });

/** What submit.sh.hbs reads. */
const submitView = (job: Job) => {
  const { passes_environment, pass_lines } = environmentOf(job.plan);
  return { ...origin(job), passes_environment, pass_lines, runs: job.plan.storage.runs };
};

/** What prepare.sbatch.hbs and encode.sbatch.hbs read. */
const arrayView = (job: Job, options: string) => {
  const before = linesBefore(job.plan);
  return {
    ...origin(job),
    ...environmentOf(job.plan),
    ...container(job),
    options,
    has_lines_before: before !== '',
    lines_before: before,
  };
};

/** What train.sbatch.hbs reads. launch.sh has the lines that every node needs first, but for those that a container needs. */
export const trainView = (job: Job, options: string) => {
  const { in_container, container: lines } = container(job);
  return {
    ...origin(job),
    options,
    machines: machines(topology(job.plan)),
    runs: job.plan.storage.runs,
    in_container,
    container: lines,
    has_lines_before: in_container && linesBefore(job.plan) !== '',
    lines_before: linesBefore(job.plan),
  };
};

/** submit.sh and its three jobs. */
export function* slurm(job: Job, said: SlurmPlan): Iterable<Output> {
  const { plan } = job;
  yield { path: 'submit.sh', text: fill(job, 'submit.sh', submitView(job)), executable: true };
  const prepare = arrayView(job, prepareOptions(plan, said));
  yield { path: 'prepare.sbatch', text: fill(job, 'prepare.sbatch', prepare) };
  const encode = arrayView(job, encodeOptions(plan, said));
  yield { path: 'encode.sbatch', text: fill(job, 'encode.sbatch', encode) };
  yield { path: 'train.sbatch', text: fill(job, 'train.sbatch', trainView(job, trainOptions(plan, said))) };
}
