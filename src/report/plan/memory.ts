import type { Forecast } from '../../forecast/document.ts';
import type { ForecastMemory, Phase } from '../../forecast/document-run.ts';
import { gib } from '../../rules/common.ts';
import { type Html, html } from '../html.ts';
import { counted } from '../numbers.ts';
import type { Section } from '../page.ts';
import { stacked } from '../plot/stacked.ts';
import { table } from '../table.ts';
import { gibAxis } from './units.ts';

export const memorySection = ({ memory, fit }: Forecast): readonly Section[] =>
  memory ? [{ id: 'memory', heading: 'Memory of a GPU', body: html`${bodyOf(memory)}${fit && fitOf(fit)}` }] : [];

/** Each part has its colour on every page; grey is what is not in use. */
const colours: Readonly<Record<Name, number>> = {
  weights: 1,
  adapter: 2,
  gradients: 3,
  optimizer: 4,
  activations: 5,
  buckets: 6,
  workspace: 7,
  fragmentation: 9,
};

const bodyOf = (memory: ForecastMemory): Html => {
  const { phases, card, gpu, notes, strategy } = memory;
  const names = partsOf(phases);
  const bars = phases
    .map((each) => barOf(each.phase, each, names))
    .map((bar) => ({
      ...bar,
      isMost: bar.label === memory.peak.phase,
    }));
  const limit = card !== null && { label: `${gpu ?? 'the card'} holds ${gib(card)}`, value: card };
  const offload = strategy.offload === 'none' ? '' : `, offload = ${strategy.offload}`;
  const shard = strategy.shard === 'none' ? '' : `, shard = ${strategy.shard}`;
  return html`<p>${counted(strategy.gpus, 'GPU')}${shard}${offload}: ${strategy.says}.</p>
${stacked({ title: 'What fills it at the fullest moment of each phase', says: saysOf(memory), bars, ...(limit ? { limit } : {}), unit: gibAxis })}
${tableOf(phases, names)}
${notes.map((note) => html`<p class="quiet">${note}</p>\n`)}`;
};

/** The parts of a phase as a bar, which says what is in use. */
export const barOf = (label: string, { parts, allocated }: Phase, names: readonly Name[]) => ({
  label,
  said: gib(allocated),
  parts: names.map((name) => ({
    name: name === 'fragmentation' ? 'kept for later, not in use' : name,
    value: parts[name],
    colour: colours[name],
  })),
});

const ways = { tape: 'simulated operator by operator', 'closed form': 'added up by closed forms' } as const;

const saysOf = ({ peak, needs, by }: ForecastMemory): string =>
  `The ${peak.phase} phase is the fullest: the card must hold ${gib(needs.expected)}, somewhere between ${gib(needs.least)} and ${gib(needs.most)}, ${ways[by]}. Beside each bar stands what is in use; grey is what torch keeps beyond that for later, and gives back where the card is full.`;

type Name = keyof Phase['parts'];

/** Parts that any phase has, in their own order. */
export const partsOf = (phases: readonly Phase[]): Name[] =>
  (Object.keys(phases[0]?.parts ?? {}) as Name[]).filter((name) => phases.some(({ parts }) => parts[name] > 0));

/** A row a part and a column a phase: phases are few, and fit on a phone. */
const tableOf = (phases: readonly Phase[], names: readonly Name[]): Html =>
  table({
    caption:
      'GiB. Allocated is in use by tensors; reserved is what torch has taken from the card; fragmentation is the difference.',
    columns: ['part', ...phases.map(({ phase }) => phase)],
    rows: [
      ...names.map((name) => [name, ...phases.map(({ parts }) => short(parts[name]))]),
      ['allocated', ...phases.map(({ allocated }) => short(allocated))],
      ['reserved', ...phases.map(({ reserved }) => short(reserved))],
    ],
  });

const short = (size: number): string => (size === 0 ? '–' : size.toFixed(size < 10 ? 2 : 1));

const fitOf = (fit: NonNullable<Forecast['fit']>): Html => html`<h3>What fits</h3>
${table({
  caption: 'With the same global batch, the fastest first.',
  columns: ['choice', 'needs', 'an update', 'what is written'],
  rows: fit.map(({ says, needs, update, set, chosen }) => [
    chosen ? html`${says} <span class="good">chosen</span>` : says,
    gib(needs),
    update === null ? '–' : `${Number(update.toPrecision(3))} s`,
    html`${set.map(({ path, text }) => html`<code>${path} = ${text}</code> `)}`,
  ]),
})}`;
