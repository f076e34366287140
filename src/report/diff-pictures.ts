import type { ForecastLearning } from '../forecast/document-learning.ts';
import type { ForecastMemory, Phase } from '../forecast/document-run.ts';
import { gib, scientific } from '../rules/common.ts';
import { type Html, html } from './html.ts';
import type { Section } from './page.ts';
import { barOf, partsOf } from './plan/memory.ts';
import { pointsOf } from './plan/schedule.ts';
import { gibAxis } from './plan/units.ts';
import { overTime } from './plot/over-time.ts';
import { stacked } from './plot/stacked.ts';

/** What is drawn of a side: its memory where it is estimated, and its learning rate. */
export type Pictured = { readonly memory: ForecastMemory | null; readonly learning: ForecastLearning };

export type BothSides = { readonly old: Pictured; readonly new: Pictured };

/** Both sides on one scale: memory at the fullest moment, and the learning rate over the updates. */
export const picturesOf = (sides: BothSides): Section[] => {
  const bodies = [memoryOf(sides), ratesOf(sides)].filter((each) => each !== undefined);
  return bodies.length > 0 ? [{ id: 'pictures', heading: 'Side by side', body: html`${bodies}` }] : [];
};

const fullest = ({ phases, peak }: ForecastMemory): Phase | undefined =>
  phases.find(({ phase }) => phase === peak.phase);

const memoryOf = ({ old, new: young }: BothSides): Html | undefined => {
  const [before, after] = [old.memory && fullest(old.memory), young.memory && fullest(young.memory)];
  if (!before || !after) return undefined;
  const names = partsOf([before, after]);
  const { gpu, card } = young.memory ?? {};
  return stacked({
    title: 'Memory of a GPU at the fullest moment',
    says: `Before in the ${before.phase} phase, after in the ${after.phase} phase; grey is what torch keeps for later.`,
    bars: [barOf('before', before, names), barOf('after', after, names)],
    ...(card ? { limit: { label: `${gpu} holds ${gib(card)}`, value: card } } : {}),
    unit: gibAxis,
  });
};

const ratesOf = ({ old, new: young }: BothSides): Html | undefined => {
  const [before, after] = [pointsOf(old.learning.curve), pointsOf(young.learning.curve)];
  if (before.length === 0 || after.length === 0) return undefined;
  const all = [...before, ...after];
  return overTime({
    title: 'Learning rate',
    says: 'Over the updates of each.',
    curve: {
      label: 'learning rate',
      lines: [
        { name: 'before', points: before, colour: 9 },
        { name: 'after', points: after, colour: 1 },
      ],
      most: Math.max(...all.map(({ value }) => value)),
    },
    written: scientific,
    moments: [],
    updates: Math.max(...all.map(({ update }) => update)),
    lines: [],
  });
};
