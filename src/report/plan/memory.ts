import { type Html, html } from '../html.ts';
import type { Section } from '../page.ts';
import { stacked } from '../plot/stacked.ts';
import { table } from '../table.ts';
import { gib } from './units.ts';
import type { MemoryPhase, MemoryView, PlanView } from './view.ts';

export const memorySection = ({ memory }: PlanView): readonly Section[] =>
  memory ? [{ id: 'memory', heading: 'Memory of a GPU', body: bodyOf(memory) }] : [];

const bodyOf = ({ phases, card, says, notes }: MemoryView): Html => {
  const names = partsOf(phases);
  const bars = phases.map(({ name, parts, reserved, isWorst }) => ({
    label: name,
    isMost: isWorst,
    said: gib(reserved),
    parts: parts.map((part) => ({ name: part.name, value: part.gib, colour: names.indexOf(part.name) + 1 })),
  }));
  const limit = card && { label: `${card.name} holds ${gib(card.gib)}`, value: card.gib };
  return html`${stacked({ title: 'What fills it at the fullest moment of each phase', says, bars, ...(limit ? { limit } : {}), unit: gib })}
${tableOf(phases, names)}
${notes.map((note) => html`<p class="quiet">${note}</p>\n`)}`;
};

/** Parts that any phase has, in their own order. */
const partsOf = (phases: readonly MemoryPhase[]): string[] => {
  const parts = phases.flatMap((phase) => phase.parts);
  const names = [...new Set(parts.map(({ name }) => name))];
  return names.filter((each) => parts.some(({ name, gib: size }) => name === each && size > 0));
};

/** A row a part and a column a phase: phases are few, and fit on a phone. */
const tableOf = (phases: readonly MemoryPhase[], names: readonly string[]): Html =>
  table({
    caption: 'GiB; allocated is what tensors take, reserved what the allocator of torch holds for them.',
    columns: ['part', ...phases.map(({ name }) => name)],
    rows: [
      ...names.map((each) => [
        each,
        ...phases.map(({ parts }) => short(parts.find(({ name }) => name === each)?.gib ?? 0)),
      ]),
      ['allocated', ...phases.map(({ allocated }) => short(allocated))],
      ['reserved', ...phases.map(({ reserved }) => short(reserved))],
    ],
  });

const short = (size: number): string => (size === 0 ? '–' : size.toFixed(size < 10 ? 2 : 1));
