import type { Forecast } from '../../forecast/document.ts';
import type { ForecastMemory, Phase } from '../../forecast/document-run.ts';
import { gib } from '../../rules/common.ts';
import { type Html, html } from '../html.ts';
import type { Section } from '../page.ts';
import { stacked } from '../plot/stacked.ts';
import { table } from '../table.ts';
import { gibAxis } from './units.ts';

export const memorySection = ({ memory, fit }: Forecast): readonly Section[] =>
  memory ? [{ id: 'memory', heading: 'Memory of a GPU', body: html`${bodyOf(memory)}${fit && fitOf(fit)}` }] : [];

const bodyOf = (memory: ForecastMemory): Html => {
  const { phases, card, gpu, context, notes, strategy } = memory;
  const names = partsOf(phases);
  // What torch has is the card's memory; CUDA and NCCL are beside it there, and in what nvidia-smi shows.
  const bars = phases.map(({ phase, parts }) => ({
    label: phase,
    isMost: phase === memory.peak.phase,
    parts: names.map((name, index) => ({ name, value: parts[name], colour: index + 1 })),
  }));
  const limit = card !== null && { label: `${gpu ?? 'the card'} holds ${gib(card)}`, value: card };
  return html`<p>${strategy.says}</p>
${stacked({ title: 'What fills it at the fullest moment of each phase', says: saysOf(memory), bars, ...(limit ? { limit } : {}), unit: gibAxis })}
${tableOf(phases, names)}
<p class="quiet">CUDA${strategy.gpus > 1 ? ' and NCCL take' : ' takes'} ${gib(context)} beside that, which nvidia-smi counts too.</p>
${notes.map((note) => html`<p class="quiet">${note}</p>\n`)}`;
};

const ways = { tape: 'simulated operator by operator', 'closed form': 'added up by closed forms' } as const;

const saysOf = ({ peak, needs, by }: ForecastMemory): string =>
  `The ${peak.phase} phase is the fullest: the card must hold ${gib(needs.expected)}, somewhere between ${gib(needs.least)} and ${gib(needs.most)}, ${ways[by]}. Below ${gib(peak.allocated)} nothing helps: so much is in use at once.`;

type Name = keyof Phase['parts'];

/** Parts that any phase has, in their own order. */
const partsOf = (phases: readonly Phase[]): Name[] =>
  (Object.keys(phases[0]?.parts ?? {}) as Name[]).filter((name) => phases.some(({ parts }) => parts[name] > 0));

/** A row a part and a column a phase: phases are few, and fit on a phone. */
const tableOf = (phases: readonly Phase[], names: readonly Name[]): Html =>
  table({
    caption: 'GiB; allocated is what tensors take, reserved what the allocator of torch holds for them.',
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
