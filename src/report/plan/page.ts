import type { Forecast } from '../../forecast/document.ts';
import { html } from '../html.ts';
import { page } from '../page.ts';
import { dataSections } from './data.ts';
import { learningSection } from './learning.ts';
import { memorySection } from './memory.ts';
import { scheduleSection } from './schedule.ts';
import { storageSection } from './storage.ts';
import { timeSection } from './time.ts';
import { valuesSection } from './values.ts';
import { findingsOf, verdictOf } from './verdict.ts';

/** What a run will need, take and cost: the answer first, then why. */
export const planPage = (forecast: Forecast): string => {
  const { name, says, file, profiles, version } = forecast;
  const from = `Planned from ${[file, ...profiles.map((profile) => `profile ${profile}`)].join(', ')} by cogx ${version}.`;
  return page({
    title: `${name}: the plan`,
    lead: html`<p>${says}</p><p class="quiet">${from}</p>`,
    sections: [
      verdictOf(forecast),
      findingsOf(forecast),
      ...memorySection(forecast),
      ...timeSection(forecast),
      ...scheduleSection(forecast),
      ...learningSection(forecast),
      ...dataSections(forecast),
      storageSection(forecast),
      valuesSection(forecast),
    ],
  });
};
