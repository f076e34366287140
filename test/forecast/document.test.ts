import { test } from 'uvu';
import * as assert from 'uvu/assert';
import * as z from 'zod';
import { check } from '../../src/check.ts';
import { forecastDocument } from '../../src/forecast/document.ts';
import { rules } from '../../src/rules/rules.ts';
import { goldenAt } from '../support.ts';
import { example, forecastOfInput, inputOf } from './support.ts';

test('the schema of the JSON is published', () => {
  goldenAt(
    'docs/schema/plan-1.json',
    `${JSON.stringify(z.toJSONSchema(forecastDocument, { io: 'input' }), null, 2)}\n`,
  );
});

test('the plans of the examples are documents of the schema, with and without their profile', () => {
  for (const profiles of [[], ['smoke']]) {
    const forecast = forecastOfInput(example('examples/birds/birds.cogx', profiles));
    assert.equal(forecastDocument.safeParse(forecast).error?.issues ?? [], []);
    assert.equal(JSON.parse(JSON.stringify(forecast)), forecast);
  }
});

test('whatever is wrong with a pipeline, its plan is a document of the schema', () => {
  // A plan takes a tenth of a second, and there are some two hundred rules.
  for (const { bad } of rules.filter((_, index) => index % 20 === 0)) {
    const text = typeof bad === 'string' ? bad : (bad as { readonly text: string }).text;
    const input = inputOf(text);
    if (check(input).part) continue;
    assert.equal(forecastDocument.safeParse(forecastOfInput(input)).error?.issues ?? [], [], text);
  }
});

test.run();
