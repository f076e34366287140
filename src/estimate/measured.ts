import type { Plan } from '../plan/pipeline.ts';
import { updateFlops } from './time.ts';

/** What a run of a pipeline has measured, as `birds.measured.json` holds it beside `birds.cogx`. */
export type Measured = {
  readonly schema: 1;
  /** Seconds of one update: the median of the updates of the run's last start, the first ones left out. */
  readonly seconds: number;
  readonly updates: number;
  /** Operations of one GPU in it, so that another frame count or batch can be reckoned from it. */
  readonly flops: number;
  /** torch's max_memory_reserved, in GiB. */
  readonly memory_gib: number;
  readonly model: string;
  readonly gpu: string | null;
  readonly gpus: number;
  readonly nodes: number;
  readonly shard: string;
  readonly compile: boolean;
  readonly when: string;
};

/** What a measured time is of; it says nothing of a plan with another. */
const deciding = ({ model, cluster, train }: Plan) => ({
  model: model.kind as string,
  gpu: cluster.gpu,
  gpus: cluster.nodes * cluster.gpus_per_node,
  nodes: cluster.nodes,
  shard: cluster.shard.kind as string,
  compile: train.compile,
});

export const measuredOf = (
  plan: Plan,
  seen: Pick<Measured, 'seconds' | 'updates' | 'memory_gib' | 'when'>,
): Measured => ({
  schema: 1,
  ...seen,
  flops: updateFlops(plan),
  ...deciding(plan),
});

/** Why a measured time says nothing of this plan; undefined where it does. */
export const whyNotUsed = (plan: Plan, measured: Measured): string | undefined => {
  const other = Object.entries(deciding(plan)).find(([word, value]) => measured[word as keyof Measured] !== value);
  return (
    other && `it was measured with ${other[0]} = ${measured[other[0] as keyof Measured]}, and this plan has ${other[1]}`
  );
};

/** A measured update, for the operations of this plan; the band is wider where they are others than those that were measured. */
export const scaled = (
  plan: Plan,
  { seconds, flops }: Measured,
): { readonly seconds: number; readonly band: number } => {
  const share = updateFlops(plan) / flops;
  return { seconds: seconds * share, band: Math.abs(share - 1) < 0.01 ? 0.05 : 0.15 };
};
