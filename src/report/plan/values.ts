import type { Forecast, Origin } from '../../forecast/document.ts';
import { type Html, html } from '../html.ts';
import { counted } from '../numbers.ts';
import type { Section } from '../page.ts';
import { table } from '../table.ts';
import { written } from '../written.ts';

/** What the author says stands open; the defaults are many, and one click away. */
export const valuesSection = ({ origins }: Forecast): Section => {
  const isDefault = ({ kind }: Origin): boolean => kind === 'default' || kind === 'unsaid';
  const unsaid = origins.filter(isDefault);
  const body = html`${tableOf(
    'What the files, profiles and --set say, and where.',
    origins.filter((origin) => !isDefault(origin)),
  )}
<details><summary>${counted(unsaid.length, 'value')} that nobody says, each with its source</summary>
${tableOf('What nobody says stands as cogx has it.', unsaid)}</details>`;
  return { id: 'values', heading: 'Where each value comes from', body };
};

const kinds: Readonly<Partial<Record<Origin['kind'], string>>> = { use: 'used file', profile: 'profile' };

/** Each dataset has some thirty values: of thousands a page lists the first. */
const most = 1000;

const tableOf = (caption: string, origins: readonly Origin[]): Html =>
  table({
    caption:
      origins.length > most
        ? `${caption} The first ${most} of ${origins.length}; cogx plan --format json has all.`
        : caption,
    columns: ['value', 'is', 'from'],
    rows: origins
      .slice(0, most)
      .map(({ path, value, kind, from }) => [
        html`<code>${path}</code>`,
        written(path, value),
        html`${from}${kinds[kind] !== undefined && html` <span class="quiet">${kinds[kind]}</span>`}`,
      ]),
  });
