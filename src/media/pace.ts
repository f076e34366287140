import type { FramePolicy } from '../plan/pipeline.ts';
import { isWide } from './colour.ts';
import type { Video } from './inventory.ts';
import type { Act, Grid, LeftOut } from './take.ts';
import { pictureRateOf, picturesOf, ticksAt } from './ticks.ts';

/** How a clip runs at the target rate, before anybody asks how long it is. */
export type Pace = Grid & { readonly acted: readonly Act[] };

/** Rates this near to the target are the target's: 24 against 23.976, a phone's 30.02. */
const nearRate = 0.03;

export const paceOf = (video: Video, policy: FramePolicy, rate: number): Pace | LeftOut => {
  const acted: Act[] = [];
  if (video.interlaced) acted.push('interlaced');
  if (video.interlaced && policy.interlaced === 'reject') return { reason: 'interlaced', acted };
  if (isWide(video)) acted.push('hdr');
  if (isWide(video) && policy.hdr === 'reject') return { reason: 'hdr', acted };
  const own = pictureRateOf(video);
  if (!video.constant_rate || Math.abs(own / rate - 1) <= nearRate) return { ...byTime(video, rate), acted };
  return own > rate ? above(video, policy, { rate, acted }) : below(video, policy, { rate, acted });
};

type Said = { readonly rate: number; readonly acted: readonly Act[] };

const byTime = (video: Video, rate: number): Grid => ({
  timing: { kind: 'hold' },
  from: 0,
  second: 1 / rate,
  ticks: ticksAt(video, rate),
});

/** Every so manieth picture becomes a tick. */
const byCount = (video: Video, every: number): Grid => ({
  timing: { kind: 'stride', every },
  from: 0,
  second: every / pictureRateOf(video),
  ticks: Math.ceil(picturesOf(video) / every),
});

const above = (video: Video, { above_rate }: FramePolicy, said: Said): Pace | LeftOut => {
  const acted = [...said.acted, 'above_rate'] as const;
  switch (above_rate.kind) {
    case 'drop':
      return { ...byTime(video, said.rate), acted };
    case 'stride':
      return { ...byCount(video, above_rate.every ?? nearestStride(pictureRateOf(video) / said.rate)), acted };
    case 'retime':
      return { ...byCount(video, 1), acted };
    case 'reject':
      return { reason: 'above-rate', acted };
  }
};

const below = (video: Video, { below_rate }: FramePolicy, said: Said): Pace | LeftOut => {
  const acted = [...said.acted, 'below_rate'] as const;
  switch (below_rate.kind) {
    case 'duplicate':
      return { ...byTime(video, said.rate), acted };
    case 'interpolate':
      return { ...byTime(video, said.rate), timing: { kind: 'interpolate', by: below_rate.by }, acted };
    case 'retime':
      return { ...byCount(video, 1), acted };
    case 'reject':
      return { reason: 'below-rate', acted };
  }
};

/** The whole number that is off by the smallest factor: 25 fps for 16 is every second picture, 1.28 times as fast. */
const nearestStride = (ratio: number): number => {
  const fewer = Math.max(1, Math.floor(ratio));
  return ratio / fewer <= (fewer + 1) / ratio ? fewer : fewer + 1;
};
