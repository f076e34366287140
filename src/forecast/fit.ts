import { type Checked, type CheckInput, check } from '../check.ts';
import { closedFormOf, memoryOfCard, roomy, tapeOf } from '../estimate/memory/memory.ts';
import { updateTime } from '../estimate/run-time.ts';
import type { Path } from '../plan/path.ts';
import { printPath } from '../plan/path.ts';
import type { Plan } from '../plan/pipeline.ts';
import type { Wish } from '../plan/place-fix.ts';
import { gib } from '../rules/common.ts';
import type { Proposal } from './document.ts';
import { ramForecast } from './storage.ts';

/** So many proposals are told. */
const told = 5;

/** A way to run the same training: what would be written, and the plan that comes of it. */
type Way = { readonly wishes: readonly Wish[]; readonly plan: Plan; readonly seconds: number };

export type Fitting = { readonly proposal: Proposal; readonly wishes: readonly Wish[] };

/**
 * What fits the declared GPUs and keeps the declared global batch: micro-batch, accumulation, sharding, offload and checkpointing, the
 * fastest first. Where the file fits as it is, that is among them. Null where no kind of GPU is said.
 */
export const fitting = (input: CheckInput, base: Checked): readonly Fitting[] | null => {
  const card = memoryOfCard(base.plan);
  if (card === null) return null;
  const ways = waysOf(input, base).filter(({ plan }) => closedFormOf(plan).least < card);
  const least = Math.min(...ways.map(({ seconds }) => seconds));
  // An estimate knows nothing of a percent: for less nobody changes a file that fits.
  const rank = ({ wishes, seconds }: Way): number => (wishes.length === 0 && seconds < 1.01 * least ? 0 : seconds);
  const ordered = ways.sort((one, other) => rank(one) - rank(other) || one.wishes.length - other.wishes.length);
  const found: Fitting[] = [];
  for (const { wishes, plan, seconds } of ordered) {
    if (found.length === told) break;
    const { memory } = tapeOf(plan);
    if (memory.expected > roomy * card) continue;
    const set = wishes.map(({ path, text }) => ({ path: printPath(path), text }));
    const says = `${wishes.length === 0 ? 'as the file is' : saysOf(plan)}${hostSays(plan)}`;
    const { expected: needs, reserved } = memory;
    const update = updateTime(plan) === null ? null : seconds;
    found.push({ wishes, proposal: { says, set, needs, reserved, update, chosen: found.length === 0 } });
  }
  return found;
};

const saysOf = ({ train, cluster: { shard } }: Plan): string => {
  const offload = 'offload' in shard && shard.offload !== 'none' ? `, offload = ${shard.offload}` : '';
  const batches = train.accumulate > 1 ? ` x ${train.accumulate} batches` : '';
  const kept = train.gradient_checkpointing ? 'checkpointing' : 'no checkpointing';
  return `shard = ${shard.kind}${offload}; ${train.batch_per_gpu} a GPU${batches}; ${kept}`;
};

/** What does not fit the card must fit the machine. */
const hostSays = (plan: Plan): string => {
  const { shard } = plan.cluster;
  if (!('offload' in shard) || shard.offload === 'none') return '';
  return `; ${gib(ramForecast(plan).total)} of memory in a machine`;
};

/** Every combination that checks as well as the file does, but for its memory. */
const waysOf = (input: CheckInput, base: Checked): Way[] => {
  const ways: Way[] = [];
  for (const shard of shardsOf(base.plan))
    for (const batch of batchesOf(base.plan))
      for (const checkpoints of [true, false]) {
        const wishes = [
          ...batchWishes(base, batch),
          ...shardWishes(base.plan, shard),
          ...differing(base.plan.train.gradient_checkpointing, checkpoints, ['train', 'gradient_checkpointing']),
        ];
        const plan = planWith(input, base, wishes);
        if (plan) ways.push({ wishes, plan, seconds: updateTime(plan)?.seconds ?? 0 });
      }
  return ways;
};

const memoryCodes = new Set(['memory-does-not-fit', 'memory-tight', 'spills-to-host', 'kept-activations']);

/** Undefined where the plan has another global batch, or a mistake that the file has not. */
const planWith = (input: CheckInput, base: Checked, wishes: readonly Wish[]): Plan | undefined => {
  if (wishes.length === 0) return base.plan;
  const set = [...(input.set ?? []), ...wishes.map(({ path, text }) => `${printPath(path)}=${text}`)];
  const { look: _, ...blind } = input;
  const { plan, diagnostics } = check({ ...blind, set, clips: undefined });
  const known = new Set(base.diagnostics.map(({ code }) => code));
  const isNew = ({ code, severity }: Checked['diagnostics'][number]): boolean =>
    severity !== 'note' && !known.has(code) && !memoryCodes.has(code);
  if (diagnostics.some(isNew) || plan.train.global_batch !== base.plan.train.global_batch) return undefined;
  return plan;
};

type Shard = readonly [kind: string, offload: string];

const shardsOf = ({ train, cluster }: Plan): readonly Shard[] => {
  const one = cluster.nodes * cluster.gpus_per_node === 1;
  const plain: Shard = [one ? 'none' : 'ddp', 'none'];
  if (train.adapter.kind === 'lora') return [plain];
  const spread: readonly Shard[] = [
    ['zero1', 'none'],
    ['zero2', 'none'],
    ['zero3', 'none'],
    ['fsdp', 'none'],
  ];
  const offloaded: readonly Shard[] = [
    ['zero2', 'optimizer'],
    ['zero3', 'optimizer'],
    ['zero3', 'all'],
  ];
  return [plain, ...(one ? [] : spread), ...offloaded];
};

/** Samples of one GPU at a time that divide its part of the global batch. */
const batchesOf = ({ train, cluster }: Plan): readonly number[] => {
  const each = train.global_batch / (cluster.nodes * cluster.gpus_per_node);
  if (!Number.isInteger(each)) return [train.batch_per_gpu];
  return Array.from({ length: Math.min(each, 16) }, (_, index) => index + 1).filter((batch) => each % batch === 0);
};

const differing = (now: unknown, wanted: unknown, path: Path): readonly Wish[] =>
  now === wanted ? [] : [{ path, text: String(wanted) }];

/** Of the three words of the batch two at most are written, and they stay the two that are. */
const batchWishes = ({ plan: { train, cluster }, origins }: Checked, batch: number): readonly Wish[] => {
  const accumulate = train.global_batch / (batch * cluster.nodes * cluster.gpus_per_node);
  const isWritten = (word: string): boolean => !(origins.get(`train.${word}`) ?? 'default').startsWith('default');
  const ofBatch = differing(train.batch_per_gpu, batch, ['train', 'batch_per_gpu']);
  const ofAccumulate = differing(train.accumulate, accumulate, ['train', 'accumulate']);
  if (!isWritten('global_batch')) return [...ofBatch, ...ofAccumulate];
  return isWritten('accumulate') ? ofAccumulate : ofBatch;
};

const shardWishes = ({ cluster }: Plan, [kind, offload]: Shard): readonly Wish[] => {
  const now = 'offload' in cluster.shard ? cluster.shard.offload : 'none';
  return [
    ...differing(cluster.shard.kind, kind, ['cluster', 'shard']),
    ...(kind.startsWith('zero')
      ? differing(cluster.shard.kind === kind ? now : 'none', offload, ['cluster', 'shard', 'offload'])
      : []),
  ];
};
