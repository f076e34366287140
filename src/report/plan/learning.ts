import { type Html, html } from '../html.ts';
import type { Section } from '../page.ts';
import { onRange } from '../plot/ranges.ts';
import { table } from '../table.ts';
import type { Learnt, PlanView } from './view.ts';

export const learningSection = ({ learning }: PlanView): readonly Section[] =>
  learning.length > 0 ? [{ id: 'learning', heading: 'Learning', body: tableOf(learning) }] : [];

const tableOf = (learning: readonly Learnt[]): Html =>
  table({
    caption: 'Beside what those advise who train this model; outside is no mistake, but needs a reason.',
    columns: ['number', 'here', 'advised', '', 'who advises it'],
    rows: learning.map(({ name, value, range, more }) => [
      name,
      html`${value}${more !== undefined && html` <span class="quiet">${more}</span>`}`,
      range ? html`${range.advised}${isOutside(range) && html` <span class="low">outside</span>`}` : '',
      range ? onRange(range) : '',
      range ? range.source : '',
    ]),
  });

const isOutside = ({ value, least, most }: NonNullable<Learnt['range']>): boolean => value < least || value > most;
