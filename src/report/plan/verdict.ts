import type { Forecast } from '../../forecast/document.ts';
import { type Html, html } from '../html.ts';
import { counted } from '../numbers.ts';
import type { Section } from '../page.ts';
import { marks, type Stand } from './stand.ts';

const questions: Readonly<Record<Forecast['verdict'][number]['asks'], string>> = {
  memory: 'Does it fit?',
  time: 'How long?',
  price: 'What does it cost?',
  disk: 'How much disk?',
  learning: 'Is the learning rate sane?',
  data: 'What does it see?',
};

export const verdictOf = (forecast: Forecast): Section => {
  const { kind, says } = headline(forecast);
  return {
    id: 'verdict',
    heading: 'In short',
    body: html`<p class="verdict ${kind}">${says}</p>
<dl class="answers">${forecast.verdict.map(answerOf)}</dl>`,
  };
};

/** The one sentence that is read when only one is. */
const headline = ({ verdict, findings }: Forecast): { readonly kind: string; readonly says: string } => {
  const asked = (stand: Stand): string[] => verdict.filter((each) => each.stand === stand).map(({ asks }) => asks);
  const many = (severity: 'error' | 'warning') => findings.filter((each) => each.severity === severity).length;
  const found = (severity: 'error' | 'warning') => (many(severity) > 0 ? [counted(many(severity), severity)] : []);
  const bad = [...found('error'), ...asked('bad')];
  const low = [...found('warning'), ...asked('low')];
  if (bad.length > 0)
    return {
      kind: 'bad',
      says: `Not yet: ${listed(bad)} ${bad.length > 1 || many('error') > 1 ? 'stand' : 'stands'} in its way.`,
    };
  if (low.length > 0) return { kind: 'low', says: `It can start; look first at ${listed(low)}.` };
  return { kind: 'good', says: 'Nothing that cogx knows of stands in its way.' };
};

const listed = (words: readonly string[]): string =>
  words.length > 1 ? `${words.slice(0, -1).join(', ')} and ${words.at(-1)}` : (words[0] ?? '');

const answerOf = ({ asks, answer, more, stand }: Forecast['verdict'][number]): Html => {
  const { mark, word, kind } = marks[stand];
  return html`<div class="answer ${kind}"><dt><span class="stand" role="img" aria-label="${word}">${mark}</span> ${questions[asks]}</dt><dd class="big">${answer}</dd><dd class="quiet">${more}</dd></div>\n`;
};

const severities = { error: 'bad', warning: 'low', note: 'quiet' } as const;

/** What stands in the way first. */
const ordered = (findings: Forecast['findings']): Forecast['findings'] =>
  (Object.keys(severities) as (keyof typeof severities)[]).flatMap((each) =>
    findings.filter(({ severity }) => severity === each),
  );

export const findingsOf = ({ findings }: Forecast): Section => ({
  id: 'findings',
  heading: 'Findings',
  body:
    findings.length === 0
      ? html`<p>cogx check finds nothing in it.</p>`
      : html`<ul class="findings">${ordered(findings).map(findingOf)}</ul>`,
});

const findingOf = ({ severity, code, message, help, place }: Forecast['findings'][number]): Html =>
  html`<li><p><strong class="${severities[severity]}">${severity}</strong>: ${message} <code>${code}</code></p>${help !== undefined && html`<p class="help">${help}</p>`}${place !== undefined && html`<p class="quiet">${place}</p>`}</li>\n`;
