import fc from 'fast-check';
import { test } from 'uvu';
import * as assert from 'uvu/assert';
import { html } from '../../src/report/html.ts';
import { count } from '../support.ts';

test('text is escaped wherever it is put in', () => {
  const hostile = `<script>alert("1") & 'x'</script>`;
  const escaped = '&lt;script&gt;alert(&quot;1&quot;) &amp; &#39;x&#39;&lt;/script&gt;';
  assert.is(html`<p title="${hostile}">${hostile}</p>`.html, `<p title="${escaped}">${escaped}</p>`);
});

test('markup stays markup, numbers are themselves, and what is not there is nothing', () => {
  const items = ['a', '<b>'].map((each) => html`<li>${each}</li>`);
  assert.is(html`<ul>${items}</ul>${false}${undefined}${3}`.html, '<ul><li>a</li><li>&lt;b&gt;</li></ul>3');
});

test('controls, line ends and letters that turn the reading around are shown by their number', () => {
  assert.is(html`${'a\nb\u202e\u0000.mp4'}`.html, 'a\\u000ab\\u202e\\u0000.mp4');
});

test('no text opens a tag, ends an attribute or starts an entity', () => {
  const trouble = fc.string({ unit: fc.constantFrom('<', '>', '"', "'", '&', ';', 'a', '\n', 'é', '\u2028') });
  fc.assert(
    fc.property(trouble, (text) => !/[<>"'\n\u2028]|&(?!(amp|lt|gt|quot|#39);)/.test(html`${text}`.html)),
    { numRuns: count(200, 5000) },
  );
});

test.run();
