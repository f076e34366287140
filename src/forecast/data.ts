import type { Looking } from '../media/looking.ts';
import { type Chart, type Statistics, statistics } from '../media/statistics.ts';
import type { DatasetSurvey, Survey } from '../media/survey.ts';
import { type Way, waysFor } from '../media/ways.ts';
import { models } from '../models/models.ts';
import type { Plan } from '../plan/pipeline.ts';
import type { DatasetForecast } from './document-learning.ts';
import { type Seen, textsAndPictures } from './seen.ts';

/** What a page says of the clips beyond the survey, gathered in the survey's own pass. */
export type Gathered = {
  readonly ways: ReadonlyMap<string, readonly Way[]>;
  readonly statistics: ReadonlyMap<string, Statistics>;
  readonly texts: ReadonlyMap<string, Seen>;
};

export const gathering = (plan: Plan): Looking<Gathered> => {
  const [ways, kinds, texts] = [waysFor(plan), statistics(), textsAndPictures(plan)];
  return {
    look: (clip) => {
      ways.look(clip);
      kinds.look(clip);
      texts.look(clip);
    },
    seen: () => ({ ways: ways.seen(), statistics: kinds.seen(), texts: texts.seen() }),
  };
};

export type Data = { readonly plan: Plan; readonly survey: Survey; readonly gathered: Gathered };

/** What becomes of the clips, dataset by dataset. */
export const dataForecast = ({ plan, survey, gathered }: Data): DatasetForecast[] =>
  Object.entries(survey.datasets).map(([name, each]) => ({
    ...counted(name, each),
    ...shownOf(plan, gathered.texts.get(name)),
    charts: (gathered.statistics.get(name)?.charts ?? []).map(chartOf),
    samplings: [...(gathered.ways.get(name) ?? [])].map((way) => ({ ...way, shows: way.shows.map(rounded) })),
  }));

const rounded = (picture: number): number => Number(picture.toFixed(2));

const chartOf = ({ title, bins }: Chart) => ({ title, bins: bins.map((bin) => ({ ...bin })) });

type Counted = Omit<DatasetForecast, 'captions' | 'picture' | 'charts' | 'samplings'>;

const counted = (name: string, seen: DatasetSurvey): Counted => {
  const { clips, kept, samples, held_out, speeds, footage } = seen;
  return {
    ...{ name, clips, kept, samples, held_out },
    dropped: [...droppedOf(seen)],
    coverage: {
      least: seen.least_coverage,
      below_80: seen.below_four_fifths.count,
      footage_used: footage.seconds_used / (footage.seconds || 1),
    },
    speed: { least: speeds.least, most: speeds.most },
    frames: {
      shown: footage.frames,
      doubled: footage.doubled / (footage.frames || 1),
      held: footage.held / (footage.frames || 1),
    },
  };
};

/** Why a policy leaves a clip out, as a person says it. */
const reasons: Readonly<Record<keyof DatasetSurvey['left_out'], string>> = {
  'above-rate': 'above the rate',
  'below-rate': 'below the rate',
  longer: 'longer than a sample',
  shorter: 'shorter than a sample',
  interlaced: 'interlaced',
  hdr: 'HDR',
};

function* droppedOf({ damaged, captionless, left_out }: DatasetSurvey): Iterable<DatasetForecast['dropped'][number]> {
  const groups = [
    ['damaged', damaged],
    ['without a caption', captionless],
    ...Object.entries(left_out).map(([reason, group]) => [reasons[reason as keyof typeof reasons], group] as const),
  ] as const;
  for (const [reason, group] of groups)
    if (group.count > 0) yield { reason, count: group.count, first: [...group.first] };
}

const shownOf = (plan: Plan, seen: Seen | undefined): Pick<DatasetForecast, 'captions' | 'picture'> => {
  if (!seen || seen.clips === 0) return { captions: null, picture: null };
  const limit = models[plan.model.kind].text.tokens;
  const { tokens, clips, kept, cut, enlarged } = seen;
  const sorted = [...tokens].sort(([one], [other]) => one - other);
  const middle = middleOf(sorted);
  const over = sorted.filter(([length]) => length > limit).reduce((sum, [, many]) => sum + many, 0);
  return {
    captions: { tokens_median: middle, tokens_most: sorted.at(-1)?.[0] ?? 0, limit, cut: over },
    picture: { kept: kept / clips, cut: cut / clips, enlarged },
  };
};

/** The length in the middle of all captions, of lengths in order with how many have each. */
const middleOf = (sorted: readonly (readonly [length: number, many: number])[]): number => {
  const half = sorted.reduce((sum, [, many]) => sum + many, 0) / 2;
  let passed = 0;
  for (const [length, many] of sorted) {
    passed += many;
    if (passed >= half) return length;
  }
  return 0;
};
