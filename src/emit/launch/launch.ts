import type { Plan } from '../../plan/pipeline.ts';
import { fill } from '../fill.ts';
import type { Emitter, Job } from '../job.ts';
import { topology } from '../topology.ts';
import { linesBefore } from './before.ts';
import { containerOf } from './container.ts';
import { environmentOf } from './environment.ts';
import { machines } from './machines.ts';
import { slurm } from './slurm.ts';

/** What launch.sh.hbs reads. */
const launchView = ({ plan, source, command }: Job) => {
  const shape = topology(plan);
  const before = containerOf(plan) ? '' : linesBefore(plan);
  const network = interfaceOf(plan);
  return {
    source,
    command,
    name: plan.name,
    machines: machines(shape),
    nodes: shape.nodes,
    per_node: shape.per_node,
    spans_nodes: shape.nodes > 1,
    on_gpu: !shape.on_cpu,
    shares_gpus: !shape.on_cpu && shape.processes > 1,
    crosses_the_network: !shape.on_cpu && shape.nodes > 1,
    uses_deepspeed: shape.engine === 'deepspeed',
    ...environmentOf(plan),
    has_lines_before: before !== '',
    lines_before: before,
    names_interface: network !== null,
    interface: network ?? '',
    has_scratch: plan.storage.scratch !== null,
    scratch: plan.storage.scratch ?? '',
    work: plan.storage.work,
  };
};

const interfaceOf = ({ cluster: { launch } }: Plan): string | null =>
  launch.kind === 'ssh' || launch.kind === 'slurm' ? launch.interface : null;

export const launch: Emitter = function* (job) {
  const view = launchView(job);
  yield { path: 'launch.sh', text: fill(job, 'launch.sh', view), executable: true };
  if (job.plan.cluster.launch.kind === 'slurm') yield* slurm(job, job.plan.cluster.launch);
};
