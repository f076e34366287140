import { gpus } from '../hardware/gpus.ts';
import type { Plan } from '../plan/pipeline.ts';

/** What of the machines decides how processes are started. */
export type Topology = {
  readonly nodes: number;
  readonly per_node: number;
  /** Processes of the whole run, one for each GPU. */
  readonly processes: number;
  readonly on_cpu: boolean;
  /** `alone`: one process without a group; `ddp`: torch's DistributedDataParallel; `deepspeed`: ZeRO; `fsdp`: torch's second one. */
  readonly engine: 'alone' | 'ddp' | 'deepspeed' | 'fsdp';
};

/** A GPU that the file doesn't name is one of CUDA's. */
const onCpu = ({ gpu }: Plan['cluster']): boolean => gpu !== null && gpus[gpu].device === 'cpu';

const engine = ({ shard }: Plan['cluster'], processes: number): Topology['engine'] => {
  switch (shard.kind) {
    case 'zero1':
    case 'zero2':
    case 'zero3':
      return 'deepspeed';
    case 'fsdp':
      return 'fsdp';
    case 'ddp':
    case 'none':
      return processes > 1 ? 'ddp' : 'alone';
  }
};

export const topology = ({ cluster }: Plan): Topology => {
  const processes = cluster.nodes * cluster.gpus_per_node;
  return {
    nodes: cluster.nodes,
    per_node: cluster.gpus_per_node,
    processes,
    on_cpu: onCpu(cluster),
    engine: engine(cluster, processes),
  };
};

/** What of the model no process has whole. */
export const spreadOf = (plan: Plan) => {
  const gathers_weights = plan.cluster.shard.kind === 'zero3';
  return { gathers_weights, spreads_weights: gathers_weights || topology(plan).engine === 'fsdp' };
};
