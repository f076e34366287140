import * as fc from 'fast-check';
import { test } from 'uvu';
import * as assert from 'uvu/assert';
import { junit } from '../../src/diagnostics/junit.ts';
import { rules } from '../../src/rules/rules.ts';
import { golden } from '../support.ts';
import { python, reportOn, shownReport, threeFindings } from './support.ts';

const fine = 'model cogvideox-5b-t2v\ndataset birds { videos = "birds" }\ntrain { length = 1000 steps }\n';

type Element = { tag: string; attributes: Record<string, string>; text: string; children: Element[] };

/** What Python's XML parser reads. */
const read = (...documents: readonly string[]) => python('diagnostics/read_xml.py', documents) as Element[];

const failing = (message: string, file: string) =>
  junit(reportOn('', 'a.cogx', { files: [], failures: [{ message, help: message, file }], exit: 2 }));

test('a report in JUnit reads so', () => golden('formats/check.junit.xml', junit(shownReport())));

test('a file is a suite, and has a case as it is and one for each profile', () => {
  const [report] = read(junit(reportOn(threeFindings)));
  const [suite] = report?.children ?? [];
  assert.equal(suite?.attributes, { name: 'bad.cogx', tests: '2', failures: '2', errors: '0' });
  assert.equal(
    suite?.children.map(({ attributes }) => attributes.name),
    ['as it is', 'with profile smoke'],
  );
  assert.match(suite?.children[0]?.children[0]?.attributes.message ?? '', /^cogvideox-5b-t2v can't .* \(and 1 more\)$/);
  assert.match(suite?.children[0]?.children[0]?.text ?? '', '  --> bad.cogx:2:18\n2 | frames { count = 48 }\n');
});

test('a warning is told beside a case that passes, and fails it where warnings are denied', () => {
  const text = `${fine}# cogx-allow lora-rate-too-high: a try\nseed = 7\n`;
  const [quiet, denied] = read(junit(reportOn(text)), junit(reportOn(text, 'bad.cogx', { deny: true })));
  const kinds = (report: Element | undefined) => report?.children[0]?.children[0]?.children.map(({ tag }) => tag);
  assert.equal(kinds(quiet), ['system-out']);
  assert.equal(kinds(denied), ['failure']);
});

test('what could not be checked is an error', () => {
  const [report] = read(failing('There is no file x.cogx.', 'x.cogx'));
  assert.equal(report?.attributes, { name: 'cogx check', tests: '1', failures: '0', errors: '1' });
  const [found] = report?.children[0]?.children[0]?.children ?? [];
  assert.equal([found?.tag, found?.attributes.message], ['error', 'There is no file x.cogx.']);
});

test('what every rule finds is well-formed', () => {
  const read1 = read(...rules.map(({ bad }) => junit(reportOn(bad))));
  assert.is(read1.length, rules.length);
});

test('any name and any message comes back, but for letters that XML has not', () => {
  const letters = [
    '<',
    '>',
    ']]>',
    '&',
    '"',
    "'",
    '\n',
    '\r',
    '\t',
    '\0',
    '\x1b',
    '\ud83d',
    '\ufffe',
    'é',
    '😀',
    'amp;',
  ];
  const texts = fc.sample(fc.string({ unit: fc.constantFrom(...letters) }), 500);
  const reports = read(...texts.map((text) => failing(text, text)));
  const kept = (text: string) =>
    text.replace(/[\p{Surrogate}\p{Control}\ufffe]/gu, (letter) => ('\n\r\t'.includes(letter) ? letter : '\ufffd'));
  reports.forEach((report, index) => {
    const testcase = report.children[0]?.children[0];
    const expected = kept(texts[index] ?? '');
    assert.is(testcase?.attributes.classname, expected);
    assert.is(testcase?.children[0]?.attributes.message, expected);
    assert.is(testcase?.children[0]?.text.trim(), expected.trim());
  });
});

test.run();
