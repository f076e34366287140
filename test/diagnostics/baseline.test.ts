import { suite } from 'uvu';
import * as assert from 'uvu/assert';
import { baselineOf, parseBaseline, printBaseline, silence } from '../../src/diagnostics/baseline.ts';
import { findingsOf } from '../../src/diagnostics/report.ts';
import { golden } from '../support.ts';
import { reportOn, threeFindings } from './support.ts';

const baselines = suite('baselines');

const { files } = reportOn(threeFindings);
const known = baselineOf(files);
const everywhere = () => true;

/** Codes that are told of a text with a baseline. */
const told = (text: string, baseline = known): string[] =>
  findingsOf(silence(reportOn(text).files, baseline, everywhere)).map(({ code }) => code);

baselines('read so', () => golden('formats/baseline.json', printBaseline(known)));

baselines('come back as they were written', () => assert.equal(parseBaseline(printBaseline(known)), known));

baselines('without findings are baselines too', () => assert.equal(parseBaseline(printBaseline([])), []));

baselines('are the same whatever the order of the findings', () => {
  const [file] = files;
  const turned = file ? [{ ...file, passes: file.passes.toReversed() }] : [];
  assert.is(printBaseline(baselineOf(turned)), printBaseline(known));
});

baselines('keep silent what they hold, with a profile too', () => {
  assert.equal(told(threeFindings), []);
  assert.is(silence(files, known, everywhere).known, 3);
});

baselines('keep silent what has only moved', () => assert.equal(told(`\n# more\n${threeFindings}`), []));

baselines('tell what is new', () => {
  assert.equal(told(`${threeFindings}seed = "x"\n`), ['wrong-value']);
  assert.equal(told(threeFindings.replace('48', '50')), ['frame-count']);
});

baselines('know a finding as often as it was there', () => {
  const once = 'model cogvideox-5b-t2v\nwat = 1\ntrain { length = 1000 steps }\ndataset b { videos = "b" }\n';
  const twice = `${once}wat = 1\n`;
  const stray = baselineOf(reportOn(once).files).filter(({ code }) => code === 'unknown-word');
  assert.equal(
    stray.map(({ count }) => count),
    [1],
  );
  assert.equal(
    told(twice, stray).filter((code) => code === 'unknown-word'),
    ['unknown-word'],
  );
  assert.equal(told(once, stray), []);
});

baselines('say what nothing has any more, of files that were read', () => {
  const cured = reportOn(threeFindings.replace('48', '49')).files;
  const { stale } = silence(cured, known, everywhere);
  assert.equal(
    stale.map(({ code, path, count }) => [code, path, count]),
    [['frame-count', 'frames.count', 1]],
  );
  assert.equal(silence(cured, known, (file) => file !== 'bad.cogx').stale, []);
});

/** What is no baseline, and what is said of it. */
const wrong: [text: string, sentence: string][] = [
  ['', 'is no baseline of cogx'],
  ['[]', 'is no baseline of cogx'],
  ['<<<<<<< HEAD\n{}', 'is no baseline of cogx'],
  ['{ "cogx-baseline": 2, "findings": [] }', 'is a baseline of edition 2, and this cogx reads 1'],
  ['{ "cogx-baseline": 1 }', 'holds something else than findings'],
  ['{ "cogx-baseline": 1, "findings": [{ "file": 1 }] }', 'holds something else than findings'],
];

for (const [text, sentence] of wrong)
  baselines(`are not made of ${text || 'nothing'}`, () => assert.is(parseBaseline(text), sentence));

baselines.run();
