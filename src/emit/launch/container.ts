import type { Plan } from '../../plan/pipeline.ts';
import { fill } from '../fill.ts';
import type { Job } from '../job.ts';
import { sh } from '../shell.ts';

/**
 * What the jobs of Slurm run in. `inside` stands between srun and the command: for pyxis they are options of srun
 * (NVIDIA/pyxis README), for Apptainer a command that runs another.
 */
export const containerOf = (plan: Plan) => {
  const { launch } = plan.cluster;
  return launch.kind === 'slurm' && launch.container.kind !== 'none' ? launch.container : undefined;
};

/** What container.sh.hbs reads. */
const containerView = (plan: Plan) => {
  const container = containerOf(plan);
  const { work, runs, data } = plan.storage;
  return {
    work,
    runs,
    data,
    is_apptainer: container?.kind === 'apptainer',
    is_pyxis: container?.kind === 'pyxis',
    image: container?.image ?? '',
    mounts: (container?.mounts ?? []).map((folder) => ` ${sh(folder)}`).join(''),
  };
};

/** The lines that set it up, for a script that knows `here`. */
export const container = (job: Job) => {
  const in_container = containerOf(job.plan) !== undefined;
  return {
    in_container,
    container: in_container ? fill(job, 'container.sh', containerView(job.plan)).trimEnd() : '',
  };
};
