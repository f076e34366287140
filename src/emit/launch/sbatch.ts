import type { Plan } from '../../plan/pipeline.ts';
import { sh } from '../shell.ts';
import { topology } from '../topology.ts';

/** The options of Slurm's three jobs: the only place that knows how sbatch spells them. */

export type SlurmPlan = Extract<Plan['cluster']['launch'], { kind: 'slurm' }>;

type Option = readonly [name: string, value?: string | number];

const line = ([name, value]: Option): string => `#SBATCH --${name}${value === undefined ? '' : `=${sh(value)}`}`;

/** `--nodelist=a`, or the same as it stands in a script. */
const own = (text: string): string => `#SBATCH ${text.trim().replace(/^#SBATCH\s+/, '')}`;

/** Seconds as Slurm writes a time: `1-06:30:00`. */
export const slurmTime = (seconds: number): string => {
  const two = (number: number): string => String(Math.floor(number)).padStart(2, '0');
  const days = Math.floor(seconds / 86_400);
  const rest = Math.ceil(seconds) % 86_400;
  return `${days > 0 ? `${days}-` : ''}${two(rest / 3600)}:${two((rest % 3600) / 60)}:${two(rest % 60)}`;
};

/** Where the jobs may run, for whom and how long: the same for all three. */
const where = ({ partition, account, qos, constraint, time }: SlurmPlan): Option[] => [
  ...said('partition', partition),
  ...said('account', account),
  ...said('qos', qos),
  ...said('constraint', constraint),
  ...said('time', time === null ? null : slurmTime(time)),
];

const said = (name: string, value: string | null): Option[] => (value === null ? [] : [[name, value]]);

const gpuOption = (plan: Plan, slurm: SlurmPlan, count: number): Option[] => {
  if (topology(plan).on_cpu) return [];
  return [['gpus-per-node', slurm.gpu_type === null ? count : `${slurm.gpu_type}:${count}`]];
};

/** Where the file says nothing: four a GPU, one for its process and three for reading; nodes on sale have five or more. */
const cores = (plan: Plan, slurm: SlurmPlan): number => slurm.cpus_per_task ?? plan.cluster.gpus_per_node * 4;

/** MaxArraySize is 1001 unless a site says more (man slurm.conf). */
const mostTasks = 1000;

const array = (tasks: number): Option => ['array', `0-${Math.min(tasks, mostTasks) - 1}`];

const lines = (slurm: SlurmPlan, options: readonly Option[]): string =>
  [...options.map(line), ...slurm.lines.map(own)].join('\n');

/** A task for each node, on the CPU. */
export const prepareOptions = (plan: Plan, slurm: SlurmPlan): string =>
  lines(slurm, [
    ['job-name', `${plan.name}-prepare`],
    array(plan.cluster.nodes),
    ['nodes', 1],
    ['ntasks-per-node', 1],
    ['cpus-per-task', cores(plan, slurm)],
    ...where(slurm),
    ['requeue'],
  ]);

/** A task for each GPU of the run. */
export const encodeOptions = (plan: Plan, slurm: SlurmPlan): string =>
  lines(slurm, [
    ['job-name', `${plan.name}-encode`],
    array(topology(plan).processes),
    ['nodes', 1],
    ['ntasks-per-node', 1],
    ...gpuOption(plan, slurm, 1),
    ['cpus-per-task', Math.max(1, Math.floor(cores(plan, slurm) / plan.cluster.gpus_per_node))],
    ...where(slurm),
    ['requeue'],
  ]);

/** One task a node: it is the launcher that starts a process for each GPU. The signal comes before the time is up. */
export const trainOptions = (plan: Plan, slurm: SlurmPlan): string =>
  lines(slurm, [
    ['job-name', plan.name],
    ['nodes', plan.cluster.nodes],
    ['ntasks-per-node', 1],
    ...gpuOption(plan, slurm, plan.cluster.gpus_per_node),
    ['cpus-per-task', cores(plan, slurm)],
    ...where(slurm),
    ['requeue'],
    ['signal', `B:USR1@${Math.ceil(plan.train.checkpoint.before_end)}`],
    ['open-mode', 'append'],
  ]);
