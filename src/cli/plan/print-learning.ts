import type { Forecast } from '../../forecast/document.ts';
import { count, digits, lasting, percent, scientific } from '../../rules/common.ts';
import { folded, heading, table } from './text.ts';

export const learningLines = ({ learning }: Forecast): string[] => {
  const { judged, rates, schedule, warmup, epochs, samples } = learning;
  const rows = judged.map(({ name, value, says, advised }) => [
    advised && (value < advised.least || value > advised.most) ? 'LOOK' : '',
    name,
    says,
    advised ? `advised: ${advised.says}` : '',
  ]);
  const curve = rates.map(({ at, rate }) => `${at * 100} % ${scientific(rate)}`).join(', ');
  const batch = `${learning.global_batch} = ${learning.batch_per_gpu} a GPU x ${count(learning.gpus, 'GPU')}${learning.accumulate > 1 ? ` x ${learning.accumulate} batches added up` : ''}`;
  return [
    ...heading('learning'),
    ...table(rows, { right: [] }),
    ...folded(
      `Global batch: ${batch}.${samples === null ? '' : ` One pass is ${samples} samples; the run is ${digits(epochs ?? 0)} passes.`}`,
      2,
    ),
    ...(curve === ''
      ? []
      : folded(`Learning rate (${schedule}, ${count(warmup ?? 0, 'update')} of warm-up): ${curve}.`, 2)),
  ];
};

const kinds = { checkpoint: 'checkpoints', validation: 'validations', 'job ends': 'jobs end', end: 'end' } as const;

export const scheduleLines = ({ schedule }: Forecast): string[] => {
  const rows = (['checkpoint', 'validation', 'job ends', 'end'] as const).flatMap((kind) => {
    const events = schedule.filter((each) => each.kind === kind);
    const [first, second] = events;
    if (!first) return [];
    const pace =
      second?.seconds != null && first.seconds !== null
        ? `, about ${lasting(second.seconds - first.seconds)} apart`
        : '';
    if (kind === 'end') return [[kinds[kind], `after update ${first.update}, which is saved, too`]];
    return [[kinds[kind], `${updatesOf(events.map(({ update }) => update))}${pace}`]];
  });
  return rows.length === 0 ? [] : [...heading('schedule'), ...table(rows)];
};

/** `after update 200, 400 and 600`; `after every 36th update, 55 times`: a long list says no more than its step. */
const updatesOf = (updates: readonly number[]): string => {
  const [step = 0] = updates;
  if (updates.length > 3 && updates.every((update, index) => update === step * (index + 1)))
    return `every ${count(step, 'update')}, ${updates.length} times`;
  const more = updates.length > 8 ? ` and ${updates.length - 8} more` : '';
  return `after update ${updates.slice(0, 8).join(', ')}${more}`;
};

export const dataLines = ({ data, inventory, learning }: Forecast): string[] => {
  if (!inventory) return [...heading('data'), '  There is no inventory: cogx scan writes it.'];
  return [
    ...heading('data'),
    ...data.flatMap((each) => {
      const views = learning.views.find(({ dataset }) => dataset === each.name);
      return [
        `  ${each.name}: ${each.kept} of ${count(each.clips, 'clip')} ${each.kept === 1 ? 'gives' : 'give'} ${count(each.samples, 'sample')}${views ? `; the run sees a clip ${digits(views.clip)} times` : ''}`,
        ...table(factsOf(each).map(([name, value]) => [`  ${name}`, value])),
      ];
    }),
  ];
};

type Dataset = Forecast['data'][number];

const factsOf = ({ dropped, coverage, speed, frames, captions, picture, samplings, held_out }: Dataset) => [
  ...dropped.map(({ reason, count, first }) => [`left out, ${reason}`, `${count}: ${first.join(', ')}`] as const),
  ...(held_out > 0 ? [['held out', count(held_out, 'sample')] as const] : []),
  [
    'coverage',
    `${percent(coverage.least)} at least, ${count(coverage.below_80, 'sample')} below 80 %; ${percent(coverage.footage_used)} of the footage is used`,
  ] as const,
  ...(speed.least === 1 && speed.most === 1
    ? []
    : [['speed', `${digits(speed.least)} to ${digits(speed.most)} of the real one`] as const]),
  [
    'frames',
    `${percent(frames.doubled)} show the picture before again, ${percent(frames.held)} are held at the end`,
  ] as const,
  ...(captions
    ? [
        [
          'captions',
          `about ${captions.tokens_median} tokens, ${captions.tokens_most} at most; ${captions.limit} are read${captions.cut > 0 ? `, ${captions.cut} lose their ends` : ''}`,
        ] as const,
      ]
    : []),
  ...(picture
    ? [
        [
          'picture',
          `${percent(picture.kept)} of the source's pixels are kept, ${percent(picture.cut)} is cut away${picture.enlarged > 0 ? `, ${count(picture.enlarged, 'clip')} enlarged` : ''}`,
        ] as const,
      ]
    : []),
  ...samplings.map(
    ({ policy, clips, rate, frames: pictures, shows, clip }) =>
      [
        count(clips, 'clip'),
        `${policy}: of ${pictures} pictures at ${digits(rate, 4)} fps, ${pictured(shows)} (${clip})`,
      ] as const,
  ),
];

/** `0 2 4 … 158` */
const pictured = (shows: readonly number[]): string =>
  shows.length <= 8 ? shows.join(' ') : `${shows.slice(0, 6).join(' ')} … ${shows.at(-1)}`;
