import { test } from 'uvu';
import * as assert from 'uvu/assert';
import { forecastDocument } from '../../src/forecast/document.ts';
import { planPage } from '../../src/report/plan/page.ts';
import { ticksTo } from '../../src/report/plot/ticks.ts';
import { hostile, planView } from './plan-view.ts';

const page = planPage(planView);

test('the plan by which the page is tried is a document as cogx plan writes it', () => {
  assert.equal(forecastDocument.parse(planView), planView);
});

test('the answer comes first, with what is in the way of it', () => {
  assert.match(page, '<p class="verdict low">It can start; look first at 1 warning and time.</p>');
  const [first] = planView.verdict;
  const verdict = first ? [{ ...first, stand: 'bad' as const }] : [];
  assert.match(planPage({ ...planView, verdict }), '<p class="verdict bad">Not yet: memory stands in its way.</p>');
  const [finding] = planView.findings;
  if (!finding) throw new Error('no finding');
  const wrong = { ...finding, severity: 'error' as const };
  assert.match(planPage({ ...planView, findings: [wrong, wrong], verdict: [] }), 'Not yet: 2 errors stand in its way.');
  const clear = planPage({ ...planView, findings: [], verdict: [] });
  assert.match(clear, '<p class="verdict good">Nothing that cogx knows of stands in its way.</p>');
});

test('of findings errors come first, then warnings', () => {
  const [warning, note] = planView.findings;
  if (!warning || !note) throw new Error('no findings');
  const findings = [note, warning, { ...note, severity: 'error' as const, code: 'first' }];
  const [, list = ''] = planPage({ ...planView, findings }).split('class="findings"');
  assert.equal(
    [...list.matchAll(/<code>([\w-]+)<\/code><\/p>/g)].slice(0, 3).map(([, code]) => code),
    ['first', 'coverage', 'time-limit'],
  );
});

test('names of files, datasets and findings are text, whatever is in them', () => {
  assert.not.match(page, hostile);
  assert.not.match(page, '<script');
  assert.ok(page.split('&lt;script&gt;alert(&quot;1&quot;)&lt;/script&gt; &amp; &#39;x&#39;').length > 5);
});

test('what a plan does not know is left out or said, and nothing breaks', () => {
  const { fit: _, ...rest } = planView;
  const bare = planPage({
    ...rest,
    ...{ memory: null, time: null, schedule: [], data: [], inventory: false, findings: [] },
    learning: { ...planView.learning, updates: null, samples: null, epochs: null, curve: [], views: [] },
  });
  assert.match(bare, 'cogx check finds nothing in it.');
  assert.match(bare, 'There is no inventory: <code>cogx scan</code> writes it');
  for (const id of ['memory', 'time', 'schedule']) assert.not.match(bare, `id="${id}"`);
  assert.not.match(bare, /NaN|undefined|Infinity|\[object/);
  assert.not.match(page, /NaN|undefined|Infinity|\[object/);
});

test('of thousands of datasets a page draws the largest, and says so', () => {
  const [one] = planView.data;
  if (!one) throw new Error('no dataset');
  const data = Array.from({ length: 3000 }, (_, index) => ({ ...one, name: `d${index}`, samples: index }));
  const crowded = planPage({ ...planView, data });
  assert.match(crowded, 'Of 3,000 datasets the 20 with the most samples are drawn and the first 500 listed');
  assert.match(crowded, 'Dataset d2999');
  assert.not.match(crowded, 'Dataset d2979<');
  assert.ok(crowded.length < 2_000_000, `${crowded.length}`);
});

test('bars of memory lie on one scale, on which the card has its line', () => {
  const [, bars = ''] = page.split('id="memory"');
  const [svg = ''] = bars.split('<title>backward</title>').slice(1);
  const [drawing = ''] = svg.split('</svg>');
  const widths = [...drawing.matchAll(/<rect class="p\d" x="([\d.]+)" width="([\d.]+)"/g)];
  assert.is(widths.length, 8);
  const [, x = '0', width = '0'] = widths.at(-1) ?? [];
  const [, line = '0'] = /class="limit" d="M([\d.]+) -2/.exec(drawing) ?? [];
  assert.ok(Math.abs((Number(x) + Number(width)) / Number(line) - 35.1 / 79.15) < 0.002);
});

test('an axis says round numbers, and none beyond its end', () => {
  assert.equal(ticksTo(80.7, 4), [0, 20, 40, 60, 80]);
  assert.equal(ticksTo(1500), [0, 500, 1000, 1500]);
  assert.equal(ticksTo(0.3), [0, 0.05, 0.1, 0.15, 0.2, 0.25, 0.3]);
  assert.equal(ticksTo(0), [0]);
});

test.run();
