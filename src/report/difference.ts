import type { Changed, Difference, Stands } from '../diff.ts';
import { written } from './written.ts';

/** What two plans differ in, as rows that text, Markdown and a page show alike. */
export type Row = { readonly what: string; readonly old: string; readonly new: string };
export type ValueRow = Row & { readonly from: string };

const nothing = '–';

export const numberRow = ({ what, ...each }: Changed<string>): Row => ({
  what,
  old: each.old ?? nothing,
  new: each.new ?? nothing,
});

/** Of a dataset that is new or gone, its defaults go without saying. */
const isTold = ({ old, new: young }: Changed<Stands>): boolean =>
  (old && young) !== undefined || !/^(default\b|unsaid$)/.test((old ?? young)?.from ?? '');

export const valueRows = ({ values }: Difference): readonly ValueRow[] =>
  values.filter(isTold).map(({ what, ...each }) => ({
    what,
    old: each.old ? written(what, each.old.value) : nothing,
    new: each.new ? written(what, each.new.value) : nothing,
    from: [each.old?.from, each.new?.from].filter((from, index, all) => from && from !== all[index - 1]).join(' → '),
  }));

const ofRate = /^learning rate at (\d+) %$/;
const peak = 'train.optimizer.learning_rate';

/** As `numbers`, with the learning rate in one row: its peak where that changes, else what it is along the way. */
export const shortRows = (difference: Difference): readonly Row[] => {
  const { numbers } = difference;
  const rates = numbers.filter(({ what }) => ofRate.test(what)).map(numberRow);
  const all = (of: (row: Row) => string): string => rates.map(of).join(', ');
  const shares = all(({ what }) => ofRate.exec(what)?.[1] ?? '');
  const along = { what: `learning rate at ${shares} %`, old: all((row) => row.old), new: all((row) => row.new) };
  const top = valueRows(difference).find(({ what }) => what === peak);
  const first = numbers.findIndex(({ what }) => ofRate.test(what));
  return numbers.flatMap((each, index) => {
    if (!ofRate.test(each.what)) return [numberRow(each)];
    return index === first ? [top ? { ...top, what: 'learning rate' } : along] : [];
  });
};

/** What the clips give; of a dataset that is new or gone, that there are none of a kind goes without saying. */
export const clipRows = ({ sampling }: Difference): readonly Row[] =>
  sampling
    .filter(({ old, new: young }) => (old !== undefined && young !== undefined) || !/^0( %)?$/.test(old ?? young ?? ''))
    .map(numberRow);

/** `+50 %`, `−20 %`, `×4`; nothing where the two are no numbers of one unit, or shares already. */
export const changeOf = ({ old, new: young }: Row): string => {
  const [one, other] = [amountOf(old), amountOf(young)];
  const ratio = other.number / one.number;
  if (one.unit !== other.unit || !Number.isFinite(ratio) || ratio === 0) return '';
  if (ratio >= 2) return `×${Number(ratio.toPrecision(3))}`;
  const share = Number(((ratio - 1) * 100).toPrecision(2));
  return share < 0 ? `−${-share} %` : `+${share} %`;
};

const seconds: Readonly<Record<string, number>> = { min: 60, h: 3600, days: 86_400 };

/** A long time and a short one are told in units of their own. */
const amountOf = (text: string): { readonly number: number; readonly unit: string } => {
  const [, number, unit = ''] = /^([\d.e-]+)(?: ([^\d%]+))?$/.exec(text) ?? [];
  const each = seconds[unit];
  return each === undefined ? { number: Number(number), unit } : { number: Number(number) * each, unit: 's' };
};

/** Whether a run goes on with the new plan. */
export const trainingSays = (difference: Difference): string => {
  const because = becauseOf(difference);
  return because.length > 0 ? `${verdictOf(difference)}, because of ${because.join(', ')}` : verdictOf(difference);
};

export const verdictOf = ({ training }: Difference): string => {
  if (training === null) return 'not compared: how many updates there are is not known without an inventory';
  return training.same
    ? 'the same: a run goes on with the new plan'
    : 'another: a run that has begun does not go on with it';
};

export const becauseOf = ({ training }: Difference): readonly string[] => training?.because ?? [];

/** `changed`: `train.py`, `launch.sh`; nothing where a side does not compile. */
export const outputLists = ({ outputs }: Difference): readonly (readonly [how: string, paths: readonly string[]])[] =>
  Object.entries(outputs ?? {}).filter(([, paths]) => paths.length > 0);
