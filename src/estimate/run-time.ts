import type { Survey } from '../media/survey.ts';
import { models } from '../models/models.ts';
import { perPlan } from '../plan/per-plan.ts';
import type { Plan } from '../plan/pipeline.ts';
import { diskOf } from './disk.ts';
import { encodingOf } from './encoding.ts';
import { countsOf } from './events.ts';
import { waitingOf } from './loading.ts';
import { type Measured, scaled, whyNotUsed } from './measured.ts';
import { networkOf } from './network.ts';
import type { Schedule } from './schedule.ts';
import { type Estimate, lookTime, promptsOf, speedOf, turnsOf, updateFlops, videoTime } from './time.ts';

/** An estimate, and between which bounds it is meant. */
export type Around = { readonly expected: number; readonly least: number; readonly most: number };

/** What is known beside the plan: its clips, and what a run has measured. */
export type Known = { readonly survey?: Survey | undefined; readonly measured?: Measured | undefined };

/** One update; of its seconds those of the GPU's own work, and those for which it waits: a measured one has them all in it. */
export type Update = Estimate & {
  readonly isMeasured: boolean;
  readonly computing: number;
  readonly network: number;
  readonly waits: number;
};

/** A part of a run: seconds on the clock, null where nothing is known, and how many GPUs wait for it. */
export type Part = {
  readonly name: 'prepare' | 'encode' | 'start' | 'updates' | 'network' | 'data' | 'checkpoints' | 'validation';
  readonly seconds: Around | null;
  readonly gpus: number;
};

export type RunTime = {
  readonly update: Update;
  readonly parts: readonly Part[];
  /** How often it saves and validates. */
  readonly checkpoints: number;
  readonly validations: number;
  /** Seconds of all validation videos, and of all looks at clips that are held out. */
  readonly videos: number;
  readonly looks: number;
  /** From start to end of train.py; with all that comes before; and the hours of all GPUs. */
  readonly train: Around;
  readonly total: Around;
  readonly gpu_hours: Around;
};

export const around = (seconds: number, band: number): Around => ({
  expected: seconds,
  least: seconds * (1 - band),
  most: seconds * (1 + band),
});

export const times = ({ expected, least, most }: Around, by: number): Around => ({
  expected: expected * by,
  least: least * by,
  most: most * by,
});

const sum = (all: readonly Around[]): Around => ({
  expected: all.reduce((total, each) => total + each.expected, 0),
  least: all.reduce((total, each) => total + each.least, 0),
  most: all.reduce((total, each) => total + each.most, 0),
});

/** Seconds until Python has its libraries, GPUs have found each other and the first step has chosen its kernels. */
const begins = 60;

/** GB a second at which weights are read, where many read them from one place. */
const reads = 0.25;

/** GiB a second: a share of a network file system, or one NVMe disk of the older kind (stas00/ml-engineering storage/README.md). */
export const writes = 1;

/** One checkpoint, while all GPUs wait. */
export const savingOf = (plan: Plan): number => diskOf(plan, 0).checkpoint / writes;

/** Libraries and weights are read, and saving is tried once. */
export const startOf = (plan: Plan): number =>
  begins + (2 * models[plan.model.kind].transformer.parameters) / (reads * 1e9) + savingOf(plan);

/** Seconds of training in one job of the scheduler, which starts, and saves before its end; null where it has no limit. */
export const jobOf = (plan: Plan): number | null => {
  const { launch } = plan.cluster;
  const limit = launch.kind === 'slurm' ? launch.time : null;
  return limit === null ? null : Math.max(600, limit - startOf(plan) - plan.train.checkpoint.before_end);
};

/** How many jobs a run of so many seconds takes. */
export const jobsFor = (plan: Plan, seconds: number): number =>
  Math.max(1, Math.ceil((seconds - startOf(plan)) / (jobOf(plan) ?? Number.POSITIVE_INFINITY)));

/** One update: as a run has measured it, or from its operations; null where neither is known. */
export const updateTime = (plan: Plan, measured?: Measured): Update | null => {
  if (measured && whyNotUsed(plan, measured) === undefined) {
    const { seconds, band } = scaled(plan, measured);
    return { seconds, band, isMeasured: true, computing: seconds, network: 0, waits: 0 };
  }
  const speed = speedOf(plan);
  if (!speed) return null;
  const computing = updateFlops(plan) / speed.flops;
  const { shown, offload } = networkOf(plan, computing);
  const [network, waits] = [shown + offload, waitingOf(plan, computing)];
  const seconds = computing + network + waits;
  return { seconds, band: speed.band, isMeasured: false, computing, network, waits };
};

/** What a run takes, part by part; null where no speed is known and nothing was measured. */
export const runTime = perPlan((plan, schedule: Schedule, known: Known = {}): RunTime | null => {
  const update = updateTime(plan, known.measured);
  if (!update) return null;
  const counts = countsOf(plan, { updates: schedule.updates, update: update.seconds });
  const looked = { videos: videosOf(plan, counts.validations), looks: looksOf(plan, counts.validations, known) };
  const training = trainingParts(plan, schedule, { update, ...counts, ...looked });
  const parts = [{ name: 'prepare', seconds: null, gpus: 0 } as const, encodePart(plan, known), ...training];
  return {
    update,
    parts,
    ...counts,
    ...looked,
    train: sum(training.flatMap(({ seconds }) => seconds ?? [])),
    total: sum(parts.flatMap(({ seconds }) => seconds ?? [])),
    gpu_hours: sum(parts.flatMap(({ seconds, gpus }) => (seconds ? times(seconds, gpus / 3600) : []))),
  };
});

type Training = Pick<RunTime, 'update' | 'checkpoints' | 'validations' | 'videos' | 'looks'>;

const trainingParts = (plan: Plan, { updates }: Schedule, run: Training): readonly Part[] => {
  const { update, checkpoints, videos, looks } = run;
  const gpus = plan.cluster.nodes * plan.cluster.gpus_per_node;
  const [network, waits] = [update.network * updates, update.waits * updates];
  const computing = update.seconds * updates - network - waits;
  const on = (name: Part['name'], seconds: Around): Part => ({ name, seconds, gpus });
  return [
    on('start', around(startOf(plan), 0.5)),
    on('updates', around(computing, update.band)),
    ...(network > 0 ? [on('network', around(network, 0.4))] : []),
    on('data', around(waits, 0.5)),
    on('checkpoints', around(checkpoints * savingOf(plan), 0.5)),
    ...(videos + looks > 0 ? [on('validation', around(videos + looks, speedOf(plan)?.band ?? update.band))] : []),
  ];
};

/** Each GPU makes some of the videos, and those that make none wait. */
const videosOf = (plan: Plan, validations: number): number =>
  promptsOf(plan) === 0 ? 0 : (videoTime(plan)?.seconds ?? 0) * turnsOf(plan) * validations;

/** With each validation, and once before the first update. */
const looksOf = (plan: Plan, validations: number, { survey }: Known): number => {
  if (plan.train.validate.held_out === null) return 0;
  const samples = survey && Object.values(survey.datasets).reduce((all, { held_out }) => all + held_out, 0);
  return (lookTime(plan, samples)?.seconds ?? 0) * (validations + 1);
};

/** encode.py: on all GPUs of a Slurm job, on one with cogx run. */
const encodePart = (plan: Plan, { survey }: Known): Part => {
  const encoding = encodingOf(plan);
  const { launch, nodes, gpus_per_node } = plan.cluster;
  const gpus = launch.kind === 'slurm' ? nodes * gpus_per_node : 1;
  if (!survey || !encoding) return { name: 'encode', seconds: null, gpus };
  const each = encoding.sample.seconds + encoding.text.seconds;
  return { name: 'encode', seconds: around((survey.samples * each) / gpus, encoding.sample.band), gpus };
};
