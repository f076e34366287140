import { host, linkOf, networkOfNode } from '../hardware/links.ts';
import { models } from '../models/models.ts';
import type { Plan } from '../plan/pipeline.ts';
import { type Recipe, recipeOf } from './memory/recipe.ts';

/** What GPUs tell each other, and the host, in one update: seconds that are not hidden behind the computing. */
export type Network = {
  /** GB that one GPU sends. */
  readonly sent: number;
  /** On the wire, and what of it computing does not hide. */
  readonly wire: number;
  readonly shown: number;
  /** Seconds of an optimizer that runs on the host, and of copies to it and back. */
  readonly offload: number;
  /** GB/s of the slowest link. */
  readonly link: number;
};

const GB = 1e9;

/** However well it overlaps: the first and the last bucket wait for nobody. */
const leastShown = 0.1;

/** DeepSpeed's CPU Adam on one core's share of a machine: nanoseconds a number; an assumption. */
const adamOnHost = 1.5;

/** Seconds of computing in one update → what comes on top. */
export const networkOf = (plan: Plan, computing: number): Network => {
  const { cluster } = plan;
  const recipe = recipeOf(plan);
  const inside = cluster.gpu === null ? 25 : linkOf[cluster.gpu];
  // A ring over several nodes leaves each of them once, whatever the number of its GPUs.
  const link = cluster.nodes > 1 ? Math.min(inside, networkOfNode) : inside;
  const sent = recipe.ranks > 1 ? sentBy(recipe, plan) / GB : 0;
  const wire = sent / link;
  const shown = sent === 0 ? 0 : Math.max(leastShown * wire, wire - computing);
  return { sent, wire, shown, link, offload: offloadOf(recipe, plan) };
};

/** Bytes that one GPU sends in an update: a ring passes (N - 1) / N of what it gathers or sums up. */
const sentBy = ({ strategy, trained, trained_bytes, ranks }: Recipe, { train, model }: Plan): number => {
  const ring = (ranks - 1) / ranks;
  const { parameters } = models[model.kind].transformer;
  switch (strategy) {
    case 'single':
      return 0;
    case 'ddp':
      return 2 * ring * trained * trained_bytes;
    case 'zero1':
      return ring * 2 * (2 * trained + trained);
    case 'zero2':
      return ring * 2 * (trained * train.accumulate + trained);
    case 'zero3':
    case 'fsdp':
      // Weights are gathered forwards, when blocks are computed again, and backwards.
      return ring * 2 * train.accumulate * ((train.gradient_checkpointing ? 3 : 2) * parameters + trained);
  }
};

const offloadOf = ({ offload, trained, ranks }: Recipe, { model, train }: Plan): number => {
  if (offload === 'none') return 0;
  const share = trained / ranks;
  const optimizer = (share * (2 + 2)) / (host * GB) + (share * adamOnHost) / 1e9;
  const weights =
    offload === 'all' ? (3 * train.accumulate * 2 * models[model.kind].transformer.parameters) / ranks : 0;
  return optimizer + weights / (host * GB);
};
