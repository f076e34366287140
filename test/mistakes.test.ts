import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { suite } from 'uvu';
import * as assert from 'uvu/assert';
import { rules } from '../src/rules/rules.ts';
import { found, severityOf } from './mistakes/caught.ts';
import { mistakes, page } from './mistakes/page.ts';
import { goldenAt, root } from './support.ts';

const costly = suite('mistakes that cost GPU hours');

for (const each of mistakes) {
  if ('code' in each)
    costly(`${each.id} is caught: ${each.title}`, () => {
      const severity = severityOf(each);
      assert.is(severity === each.asks, each.differs === undefined, `${severity} here, ${each.asks} asked`);
      // One mistake gives one message, and notes beside it.
      const others = found(each).filter((raised) => raised.code !== each.code && raised.severity !== 'note');
      assert.equal(
        others.map(({ code }) => code),
        [],
      );
    });
  else if ('test' in each)
    costly(`${each.id} can not be written, and a test shows it: ${each.title}`, () => {
      const text = readFileSync(join(root, each.test), 'utf8').replaceAll("\\'", "'");
      assert.ok(text.includes(each.named), `${each.test} has no test "${each.named}"`);
    });
}

costly('rules and the list name the same rows', () => {
  const listed = mistakes.flatMap((each) => ('code' in each ? [`${each.id} ${each.code}`] : []));
  const caught = rules.flatMap(({ code, catches = [] }) => catches.map((id) => `${id} ${code}`));
  assert.equal(
    listed.filter((row) => !row.startsWith('C') && !caught.includes(row)),
    [],
  );
  const ids = new Set(mistakes.map(({ id }) => id));
  assert.equal(
    caught.filter((row) => !ids.has(row.split(' ')[0] ?? '')),
    [],
  );
});

costly('no row is listed twice, and 86 come from threads', () => {
  assert.is(new Set(mistakes.map(({ id }) => id)).size, mistakes.length);
  assert.is(mistakes.filter(({ id }) => id.startsWith('M')).length, 86);
});

costly('95 of 100 are caught or can not be written, and at least 55 are caught', () => {
  const out = mistakes.filter((each) => 'reason' in each);
  assert.ok(out.length / mistakes.length <= 0.05);
  assert.ok(mistakes.filter((each) => 'code' in each).length >= 55);
});

costly('the page is made from the list', () => goldenAt('docs/mistakes.md', page()));

costly.run();
