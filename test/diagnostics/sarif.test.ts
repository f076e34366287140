import { test } from 'uvu';
import * as assert from 'uvu/assert';
import type { Report } from '../../src/diagnostics/report.ts';
import { sarif, uriOf } from '../../src/diagnostics/sarif.ts';
import { rules } from '../../src/rules/rules.ts';
import { golden } from '../support.ts';
import { python, reportOn, shownReport, threeFindings } from './support.ts';

type Region = Readonly<Record<'startLine' | 'startColumn' | 'endLine' | 'endColumn', number>>;
type Location = { physicalLocation: { artifactLocation: { uri: string }; region: Region } };
type Rule = {
  id: string;
  shortDescription: { text: string };
  fullDescription: { text: string };
  help: { text: string; markdown: string };
  defaultConfiguration: { level: string };
  properties: { tags: string[] };
};
type Result = {
  ruleId: string;
  ruleIndex: number;
  level: string;
  message: { text: string };
  locations: Location[];
  relatedLocations?: (Location & { message: { text: string } })[];
  partialFingerprints: { 'cogx/v1': string };
};
type Run = {
  tool: { driver: { rules: Rule[] } };
  invocations: { executionSuccessful: boolean; exitCode: number; toolConfigurationNotifications: unknown[] }[];
  columnKind: string;
  results: Result[];
};

const runOf = (report: Report): Run => JSON.parse(sarif(report)).runs[0];

/** A log is judged by the schema that OASIS publishes with the standard. */
const complaints = (reports: readonly Report[]) =>
  python(
    'diagnostics/by_schema.py',
    reports.map((report) => ({ schema: 'sarif', document: JSON.parse(sarif(report)) })),
  );

test('a log in SARIF reads so', () => golden('formats/check.sarif', sarif(shownReport())));

test('what every rule finds is a log by the schema of the standard', () => {
  assert.equal(complaints(rules.map(({ bad }) => reportOn(bad))), []);
});

test('a call that fails early, and one that finds nothing, are logs too', () => {
  const failures = [{ message: 'There is no file a b.cogx.', help: 'Look.', file: 'a b.cogx' }, { message: 'No.' }];
  const early = reportOn('', 'b.cogx', { files: [], failures, exit: 2 });
  const fine = reportOn('', 'b.cogx', { files: [] });
  assert.equal(complaints([early, fine]), []);
  const [invocation] = runOf(early).invocations;
  assert.is(invocation?.executionSuccessful, false);
  assert.is(invocation?.exitCode, 2);
  assert.is(invocation?.toolConfigurationNotifications.length, 2);
});

test('the judge refuses a log that is none', () => {
  const document = { version: '2.1.0', runs: [{ results: [{ message: {} }] }] };
  const found = python('diagnostics/by_schema.py', [{ schema: 'sarif', document }]) as string[];
  assert.ok(found.includes("$.runs[0]: 'tool' is a required property"), found.join('\n'));
});

test('every result has what code scanning shows: its rule with help, a level, a message with the way out, a region', () => {
  for (const { bad } of rules) {
    const { tool, results, columnKind } = runOf(reportOn(bad));
    assert.is(columnKind, 'utf16CodeUnits');
    for (const { ruleId, ruleIndex, level, message, locations } of results) {
      const rule = tool.driver.rules[ruleIndex];
      assert.is(rule?.id, ruleId);
      for (const text of [
        rule?.shortDescription.text,
        rule?.fullDescription.text,
        rule?.help.text,
        rule?.help.markdown,
      ])
        assert.ok(text && text.trim().length > 0, ruleId);
      assert.ok(rule?.properties.tags.length);
      assert.ok(['error', 'warning', 'note'].includes(level));
      assert.match(message.text, /[.!]\n./);
      const [location] = locations;
      const region = location?.physicalLocation.region;
      assert.ok(region && region.startLine >= 1 && region.startColumn >= 1);
      assert.ok(region.endLine > region.startLine || region.endColumn > region.startColumn, ruleId);
    }
  }
});

test('a rule is listed once, however often it is raised', () => {
  const two = threeFindings.replace('dataset birds', 'frams { }\nfram { }\ndataset birds');
  const { tool, results } = runOf(reportOn(two));
  assert.is(results.filter(({ ruleId }) => ruleId === 'unknown-word').length, 2);
  assert.is(tool.driver.rules.filter(({ id }) => id === 'unknown-word').length, 1);
});

test('what lies in no file is shown at the head of the file that was checked', () => {
  const { results } = runOf(reportOn({ text: threeFindings, profiles: ['smok'] }, 'a.cogx'));
  const found = results.find(({ ruleId }) => ruleId === 'unknown-profile');
  assert.equal(found?.locations[0]?.physicalLocation, {
    artifactLocation: { uri: 'a.cogx' },
    region: { startLine: 1, startColumn: 1, endLine: 1, endColumn: 2 },
  });
});

test('another place that has a part in it is a related location with its word', () => {
  const { results } = runOf(reportOn(`${threeFindings}train { }\n`));
  const found = results.find(({ ruleId }) => ruleId === 'word-twice');
  assert.is(found?.relatedLocations?.[0]?.message.text, 'the first one');
  assert.is(found?.relatedLocations?.[0]?.physicalLocation.region.startLine, 4);
});

test('regions count in UTF-16, past CRLF and letters of two units', () => {
  const text = 'model cogvideox-5b-t2v\r\ndataset birds { videos = "😀 é" }\r\n"😀" { }\r\n';
  const found = runOf(reportOn(text)).results.map(({ locations }) => locations[0]?.physicalLocation.region.startLine);
  assert.ok(found.includes(3), JSON.stringify(found));
});

test('what the file waives is no result, since code scanning opens an alert for each', () => {
  const text =
    '# cogx-allow lora-rate-too-high: a try\ntrain { length = 1000 steps, optimizer adamw { learning_rate = 0.1 } }\n';
  const report = reportOn(`model cogvideox-5b-t2v\ndataset birds { videos = "birds" }\n${text}`);
  assert.is(report.waived.length, 1);
  assert.equal(runOf(report).results, []);
});

test('a path becomes a relative URI that leads back to it', () => {
  const paths = [
    'a.cogx',
    'a b/c"d.cogx',
    '100%/é😀.cogx',
    'a\\b.cogx',
    'a#b?c.cogx',
    '../x/[1]:2.cogx',
    "it's (1)*.cogx",
  ];
  for (const path of paths) {
    const uri = uriOf(path);
    assert.match(uri, /^[A-Za-z0-9._~!'()*%/-]+$/);
    assert.is(decodeURIComponent(uri), path);
    assert.is(
      decodeURIComponent(new URL(uri, 'http://a/b/c/').pathname).endsWith(path.replace(/^\.\./, '')),
      true,
      uri,
    );
  }
  assert.is(uriOf('/a b/c.cogx'), 'file:///a%20b/c.cogx');
  assert.is(uriOf('C:/a b/c.cogx'), 'file:///C:/a%20b/c.cogx');
  assert.is(uriOf('\ud83d.cogx'), '%EF%BF%BD.cogx');
});

test.run();
