import { html } from '../html.ts';
import { page } from '../page.ts';
import { dataSections } from './data.ts';
import { learningSection } from './learning.ts';
import { memorySection } from './memory.ts';
import { scheduleSection, timeSection } from './run.ts';
import { storageSection } from './storage.ts';
import { valuesSection } from './values.ts';
import { findingsOf, verdictOf } from './verdict.ts';
import type { PlanView } from './view.ts';

/** What a run will need, take and cost: the answer first, then why. */
export const planPage = (view: PlanView): string =>
  page({
    title: `${view.name}: the plan`,
    lead: html`<p>${view.says}</p><p class="quiet">Planned from ${view.source}.</p>`,
    sections: [
      verdictOf(view),
      findingsOf(view),
      ...memorySection(view),
      ...timeSection(view),
      ...scheduleSection(view),
      ...learningSection(view),
      ...dataSections(view),
      ...storageSection(view),
      ...valuesSection(view),
    ],
  });
