import { type Html, html } from '../html.ts';
import type { Section } from '../page.ts';
import type { Answer, Found, PlanView, Stand } from './view.ts';

/** A mark and its word: colour alone says nothing. */
const marks: Readonly<Record<Stand, readonly [mark: string, word: string]>> = {
  good: ['✓', 'fine'],
  low: ['!', 'close'],
  bad: ['✗', 'too much'],
  rest: ['?', 'not known'],
};

export const verdictOf = ({ verdict }: PlanView): Section => ({
  id: 'verdict',
  heading: 'In short',
  body: html`<p class="verdict ${verdict.stand}">${verdict.says}</p>
<dl class="answers">${verdict.answers.map(answerOf)}</dl>`,
});

const answerOf = ({ asks, answer, more, stand }: Answer): Html => {
  const [mark, word] = marks[stand];
  return html`<div class="answer ${stand}"><dt><span class="stand" role="img" aria-label="${word}">${mark}</span> ${asks}</dt><dd class="big">${answer}</dd><dd class="quiet">${more}</dd></div>\n`;
};

const severities = { error: 'bad', warning: 'low', note: 'quiet' } as const;

export const findingsOf = ({ findings }: PlanView): Section => ({
  id: 'findings',
  heading: 'Findings',
  body:
    findings.length === 0
      ? html`<p>cogx check finds nothing in it.</p>`
      : html`<ul class="findings">${findings.map(findingOf)}</ul>`,
});

const findingOf = ({ severity, code, message, help, place }: Found): Html =>
  html`<li><p><strong class="${severities[severity]}">${severity}</strong>: ${message} <code>${code}</code></p>${help !== undefined && html`<p class="help">${help}</p>`}${place !== undefined && html`<p class="quiet">${place}</p>`}</li>\n`;
