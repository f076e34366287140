import { diskOf } from '../estimate/disk.ts';
import { encodingOf } from '../estimate/encoding.ts';
import { loadingOf, waitingOf } from '../estimate/loading.ts';
import type { Measured } from '../estimate/measured.ts';
import { networkOf } from '../estimate/network.ts';
import type { Schedule } from '../estimate/schedule.ts';
import { promptsOf, turnsOf, videoTime } from '../estimate/time.ts';
import { models } from '../models/models.ts';
import type { Plan } from '../plan/pipeline.ts';
import { count, digits, gib, lasting } from '../rules/common.ts';
import type { Around, TimePart } from './document-run.ts';
import { eventsOf } from './schedule.ts';

/** `1.5 s`, `40.1 s`, `5 min` */
export const inSeconds = (seconds: number): string => (seconds < 90 ? `${digits(seconds)} s` : lasting(seconds));

export type Timed = {
  readonly plan: Plan;
  readonly schedule: Schedule;
  /** Samples of the inventory, repeats not counted; null without one. */
  readonly samples: number | null;
  readonly measured: { readonly file: string; readonly measured: Measured } | undefined;
};

export type Update = Around & { readonly band: number; readonly isMeasured: boolean; readonly computing: number };

/** Seconds until Python has its libraries, GPUs have found each other and the first step has chosen its kernels. */
const begins = 60;

/** GB a second at which weights are read, where many read them from one place. */
const reads = 0.25;

/** GiB a second to a disk that all nodes see. */
const writes = 0.5;

export const around = (seconds: number, band: number): Around => ({
  expected: seconds,
  least: seconds * (1 - band),
  most: seconds * (1 + band),
});

export type Part = Omit<TimePart, 'price'>;

/** What a run is made of, on the clock. */
export const partsOf = (timed: Timed, update: Update): readonly Part[] => {
  const { plan, schedule } = timed;
  const ranks = plan.cluster.nodes * plan.cluster.gpus_per_node;
  const { shown, offload, link, sent } = networkOf(plan, update.computing);
  const network = update.isMeasured ? 0 : (shown + offload) * schedule.updates;
  const on = (name: Part['name'], seconds: Around, from: string): Part => ({
    name,
    seconds,
    gpu_hours: (seconds.expected * ranks) / 3600,
    from,
  });
  const waits = update.isMeasured ? 0 : waitingOf(plan, update.computing) * schedule.updates;
  const computing = update.expected * schedule.updates - network - waits;
  const checkpoints = eventsOf({ plan, schedule, update: update.expected }).filter(
    ({ kind }) => kind === 'checkpoint' || kind === 'end',
  );
  const { checkpoint } = diskOf(plan, 0);
  return [
    { name: 'prepare', seconds: null, gpu_hours: 0, from: 'ffmpeg on CPUs, whose speed the file does not say' },
    ...encodePart(timed),
    on('start', around(startOf(plan), 0.5), 'libraries and weights are read, and saving is tried once'),
    on(
      'updates',
      around(computing, update.band),
      `${count(schedule.updates, 'update')} of ${inSeconds(update.computing)}`,
    ),
    ...(network > 0 ? [on('network', around(network, 0.4), networkSays({ sent, link, offload }))] : []),
    on('data', around(waits, 0.5), dataSays(plan)),
    on(
      'checkpoints',
      around((checkpoints.length * checkpoint) / writes, 0.5),
      `${checkpoints.length} of ${gib(checkpoint)} at ${writes} GiB a second; all GPUs wait`,
    ),
    ...videoPart(timed, update.expected).map(({ seconds, from }) => on('validation', seconds, from)),
  ];
};

const startOf = (plan: Plan): number => {
  const { parameters } = models[plan.model.kind].transformer;
  return begins + (2 * parameters) / (reads * 1e9) + diskOf(plan, 0).checkpoint / writes;
};

const dataSays = (plan: Plan): string =>
  plan.train.workers === 0
    ? `${digits(loadingOf(plan), 2)} s a sample, for which the GPU waits: workers = 2 would read ahead`
    : `${digits(loadingOf(plan), 2)} s a sample in each of ${plan.train.workers} workers, which read ahead`;

const networkSays = ({ sent, link, offload }: { sent: number; link: number; offload: number }): string =>
  [
    ...(sent > 0 ? [`${digits(sent)} GB an update at ${link} GB/s, beside the backward pass as far as it lasts`] : []),
    ...(offload > 0 ? [`${digits(offload, 2)} s an update for the optimizer on the host`] : []),
  ].join('; ');

/** encode.py: on all GPUs of a Slurm job, on one with cogx run. */
const encodePart = ({ plan, samples }: Timed): readonly Part[] => {
  const encoding = encodingOf(plan);
  if (samples === null || !encoding)
    return [
      {
        name: 'encode',
        seconds: null,
        gpu_hours: 0,
        from: samples === null ? 'not counted without an inventory' : 'no speed is known',
      },
    ];
  const { launch, nodes, gpus_per_node } = plan.cluster;
  const at = launch.kind === 'slurm' ? nodes * gpus_per_node : 1;
  const each = encoding.sample.seconds + encoding.text.seconds;
  const seconds = around((samples * each) / at, encoding.sample.band);
  return [
    {
      name: 'encode',
      seconds,
      gpu_hours: (seconds.expected * at) / 3600,
      from: `${count(samples, 'sample')} of ${digits(each)} s, once, on ${count(at, 'GPU')}`,
    },
  ];
};

/** Each GPU makes some of the videos, and those that make none wait. */
const videoPart = (
  { plan, schedule }: Timed,
  update: number,
): readonly { readonly seconds: Around; readonly from: string }[] => {
  const prompts = promptsOf(plan);
  const rounds = eventsOf({ plan, schedule, update }).filter(({ kind }) => kind === 'validation').length;
  const video = videoTime(plan);
  if (prompts === 0 || rounds === 0 || !video) return [];
  const seconds = around(video.seconds * turnsOf(plan) * rounds, video.band);
  return [
    { seconds, from: `${count(rounds * prompts, 'video')} of ${lasting(video.seconds)}, one on each GPU at a time` },
  ];
};
