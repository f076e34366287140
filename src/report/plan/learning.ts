import type { Forecast } from '../../forecast/document.ts';
import type { Learned } from '../../forecast/document-learning.ts';
import { html } from '../html.ts';
import { counted, number } from '../numbers.ts';
import type { Section } from '../page.ts';
import { onRange } from '../plot/ranges.ts';
import { type Cell, table } from '../table.ts';

export const learningSection = ({ learning, trial }: Forecast): readonly Section[] => [
  {
    id: 'learning',
    heading: 'Learning',
    body: html`${trial && html`<p>A trial: too short to learn, long enough to see that all works.</p>`}${table({
      caption: 'Beside what those advise who train this model; outside is no mistake, but needs a reason.',
      columns: ['number', 'here', 'advised', '', 'who advises it'],
      rows: [...learning.judged.slice(0, most).map(judged), ...plain(learning).map((said) => [...said, '', '', ''])],
    })}`,
  },
];

/** Views of a clip are told dataset by dataset: of the first ones, where there are thousands. */
const most = 60;

const judged = ({ name, value, says, advised }: Learned): Cell[] => {
  if (!advised) return [name, says, '', '', ''];
  const { least, most, source } = advised;
  const isOutside = value < least || value > most;
  return [
    ...[name, says, html`${advised.says}${isOutside && html` <strong class="low">outside</strong>`}`],
    ...[onRange({ label: name, value, written: says, least, most, advised: advised.says }), source],
  ];
};

const plain = ({ samples, epochs, gpus, accumulate, batch_per_gpu, trained }: Forecast['learning']): string[][] => [
  ['batch', `${batch_per_gpu} a GPU × ${counted(gpus, 'GPU')} × ${accumulate} accumulated`],
  ['numbers that learn', `${number(Number((trained / 1e6).toPrecision(3)))} million`],
  ...(samples === null ? [] : [['samples of a pass', number(samples)]]),
  ...(epochs === null ? [] : [['passes', String(Number(epochs.toPrecision(3)))]]),
];
