import { join } from 'node:path';
import { test } from 'uvu';
import * as assert from 'uvu/assert';
import * as z from 'zod';
import { json } from '../../src/diagnostics/json.ts';
import { checkDocument } from '../../src/diagnostics/json-schema.ts';
import { rules } from '../../src/rules/rules.ts';
import { golden, goldenAt, root } from '../support.ts';
import { python, reportOn, shownReport, threeFindings } from './support.ts';

const published = 'docs/schema/check-1.json';

test('the schema of the JSON is published', () => {
  goldenAt(published, `${JSON.stringify(z.toJSONSchema(checkDocument, { io: 'input' }), null, 2)}\n`);
});

test('a document in JSON reads so', () => golden('formats/check.json', json(shownReport())));

test('what every rule finds is a document of the published schema', () => {
  const documents = rules.map(({ bad }) => JSON.parse(json(reportOn(bad))));
  const schema = join(root, published);
  assert.equal(
    python(
      'diagnostics/by_schema.py',
      documents.map((document) => ({ schema, document })),
    ),
    [],
  );
  for (const document of documents) {
    assert.ok(checkDocument.safeParse(document).success);
    assert.ok(document.findings.length > 0);
  }
});

test('the published schema refuses what no document holds', () => {
  const document = { ...JSON.parse(json(reportOn(threeFindings))), more: 1 };
  const complaints = python('diagnostics/by_schema.py', [{ schema: join(root, published), document }]);
  assert.equal(complaints, ["$: Additional properties are not allowed ('more' was unexpected)"]);
});

test('a finding in --set names the flag and no file', () => {
  const { findings } = JSON.parse(json(reportOn({ text: threeFindings, set: ['frames.count=50'] })));
  const [found] = findings.filter(({ code }: { code: string }) => code === 'frame-count');
  assert.is(found.set, 'frames.count=50');
  assert.is(found.place, undefined);
});

test('what the file waives stands apart, with its reason', () => {
  const text =
    '# cogx-allow lora-rate-too-high: a try\ntrain { length = 1000 steps, optimizer adamw { learning_rate = 0.1 } }\n';
  const document = JSON.parse(json(reportOn(`model cogvideox-5b-t2v\ndataset birds { videos = "birds" }\n${text}`)));
  assert.equal(document.findings, []);
  assert.is(document.counts.waived, 1);
  assert.equal([document.waived[0].code, document.waived[0].reason], ['lora-rate-too-high', 'a try']);
  assert.ok(checkDocument.safeParse(document).success);
});

test('what could not be checked is a failure, and no finding', () => {
  const failures = [{ message: 'There is no file a.cogx.', file: 'a.cogx' }];
  const document = JSON.parse(json(reportOn('', 'b.cogx', { files: [], failures, exit: 2 })));
  assert.equal([document.failures, document.findings, document.exit], [failures, [], 2]);
  assert.ok(checkDocument.safeParse(document).success);
});

test.run();
