import type { Survey } from '../media/survey.ts';
import { perPlan } from '../plan/per-plan.ts';
import type { Plan } from '../plan/pipeline.ts';

/**
 * Training reads one endless stream: pass after pass over all samples, each as often as its dataset's `repeats`.
 * Every update takes the next `global_batch` positions, so no batch is short, dropped or padded.
 */
export type Schedule = {
  /** Optimizer updates. */
  readonly updates: number;
  /** Updates over which the learning rate climbs from 0. */
  readonly warmup: number;
  /** Samples of one pass, repeats counted; null without an inventory. */
  readonly samples: number | null;
};

/** Null where the length is in epochs and no inventory says how many samples a pass has. */
export const scheduleOf = perPlan((plan, survey?: Survey): Schedule | null => {
  const samples = survey ? samplesOfPass(plan, survey) : null;
  const updates = updatesOf(plan, samples);
  return updates === null ? null : { updates, warmup: warmupOf(plan, updates), samples };
});

/** Samples of one pass over all datasets, repeats counted, and without what is held out. */
export const samplesOfPass = (plan: Plan, survey: Survey): number =>
  Object.entries(plan.dataset).reduce((sum, [name, { repeats }]) => sum + streamed(survey.datasets[name]) * repeats, 0);

const streamed = (seen: Survey['datasets'][string] | undefined): number => (seen ? seen.samples - seen.held_out : 0);

const updatesOf = ({ train }: Plan, samples: number | null): number | null => {
  if ('steps' in train.length) return train.length.steps;
  if (samples === null) return null;
  // 0.7 passes over 10 samples are 7.000000000000001: what is above a whole number by rounding alone is not an update.
  return Math.ceil((train.length.epochs * samples) / train.global_batch - 1e-9);
};

/** cogx's own default: long enough for AdamW's second moment, and never a large part of a short run. */
const warmupOf = ({ train }: Plan, updates: number): number =>
  train.schedule.warmup ?? Math.min(100, Math.round(updates * 0.05));

/** Passes over all samples that a run sees; null without an inventory. */
export const epochsOf = ({ train }: Plan, { updates, samples }: Schedule): number | null =>
  samples ? (updates * train.global_batch) / samples : null;

/** A length under 100 updates that is written in steps is meant: to see that all works, not to learn. */
export const isTrial = ({ train }: Plan): boolean => 'steps' in train.length && train.length.steps < 100;

/**
 * The learning rate of one update, counted from 1. Update k of the warm-up has k / warmup of the peak, so the first
 * one is not lost on a rate of 0, and the first update after it has the peak.
 */
export const learningRateAt = ({ train }: Plan, { updates, warmup }: Schedule, update: number): number =>
  train.optimizer.learning_rate * factor(train.schedule.kind, { updates, warmup }, update);

const factor = (
  kind: Plan['train']['schedule']['kind'],
  { updates, warmup }: Pick<Schedule, 'updates' | 'warmup'>,
  update: number,
): number => {
  if (update <= warmup) return update / warmup;
  const progress = (update - 1 - warmup) / Math.max(1, updates - warmup);
  switch (kind) {
    case 'constant':
      return 1;
    case 'cosine':
      return (1 + Math.cos(Math.PI * progress)) / 2;
    case 'linear':
      return 1 - progress;
  }
};
