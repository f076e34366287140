import { diskOf } from '../estimate/disk.ts';
import { encodingOf } from '../estimate/encoding.ts';
import { loadingOf } from '../estimate/loading.ts';
import type { Measured } from '../estimate/measured.ts';
import { networkOf } from '../estimate/network.ts';
import { type Part, type RunTime, writes } from '../estimate/run-time.ts';
import type { Schedule } from '../estimate/schedule.ts';
import { promptsOf, videoTime } from '../estimate/time.ts';
import type { Survey } from '../media/survey.ts';
import type { Plan } from '../plan/pipeline.ts';
import { count, digits, gib, lasting } from '../rules/common.ts';

/** Of what happens often, so that a sum of it comes out right: `1.5 s`, `152 s`, `11 min` */
export const inSeconds = (seconds: number): string => (seconds < 600 ? `${digits(seconds)} s` : lasting(seconds));

export type Timed = {
  readonly plan: Plan;
  readonly schedule: Schedule;
  readonly survey: Survey | undefined;
  readonly measured: { readonly file: string; readonly measured: Measured } | undefined;
};

/** How a part of a run comes about. */
export const saysOf = (timed: Timed, run: RunTime, { name, seconds, gpus }: Part): string => {
  const { plan, schedule } = timed;
  switch (name) {
    case 'prepare':
      return 'ffmpeg on CPUs, whose speed the file does not say';
    case 'encode':
      return encodeSays(timed, gpus, seconds !== null);
    case 'start':
      return 'libraries and weights are read, and saving is tried once';
    case 'updates':
      return `${count(schedule.updates, 'update')} of ${inSeconds(run.update.computing)}`;
    case 'network':
      return networkSays(networkOf(plan, run.update.computing));
    case 'data':
      return dataSays(plan);
    case 'checkpoints':
      return `${run.checkpoints} of ${gib(diskOf(plan, 0).checkpoint)} at ${writes} GiB a second; all GPUs wait`;
    case 'validation':
      return validationSays(plan, run);
  }
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

const encodeSays = ({ plan, survey }: Timed, gpus: number, isKnown: boolean): string => {
  const encoding = encodingOf(plan);
  if (!survey) return 'not counted without an inventory';
  if (!encoding || !isKnown) return 'no speed is known';
  const each = encoding.sample.seconds + encoding.text.seconds;
  return `${count(survey.samples, 'sample')} of ${digits(each)} s, once, on ${count(gpus, 'GPU')}`;
};

const validationSays = (plan: Plan, { validations, looks }: RunTime): string => {
  const videos = validations * promptsOf(plan);
  const video = videoTime(plan);
  return [
    ...(videos > 0 && video
      ? [`${count(videos, 'video')} of ${inSeconds(video.seconds)}, one on each GPU at a time`]
      : []),
    ...(looks > 0
      ? [`${count(validations + 1, 'look')} at clips held out, ${inSeconds(looks / (validations + 1))} each`]
      : []),
  ].join('; ');
};
