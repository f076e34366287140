import { suite } from 'uvu';
import * as assert from 'uvu/assert';
import { findingsOf } from '../../src/diagnostics/report.ts';
import { sarif } from '../../src/diagnostics/sarif.ts';
import { reportOn, threeFindings } from './support.ts';

const fingerprints = suite('fingerprints');

/** `code fingerprint`, sorted. */
const of = (text: string, file?: string): string[] =>
  findingsOf(reportOn(text, file))
    .map(({ code, fingerprint }) => `${code} ${fingerprint}`)
    .sort();

const first = of(threeFindings);

/** Edits that leave what is wrong as it is. */
const unrelated: [what: string, text: string][] = [
  ['lines above', `# a comment\n\n${threeFindings}`],
  ['a line below', `${threeFindings}# the end\n`],
  ['a line just after a finding', threeFindings.replace('dataset', '\n# the data\ndataset')],
  ['other spaces', threeFindings.replace('count = 48', 'count    =  48  ')],
  ['a block over several lines', threeFindings.replace('{ count = 48 }', '{\n  count = 48\n}')],
  ['CRLF', threeFindings.replaceAll('\n', '\r\n')],
  [
    'another order',
    threeFindings.replace('frames { count = 48 }\n', '').replace('train {', 'frames { count = 48 }\ntrain {'),
  ],
];

for (const [what, text] of unrelated) fingerprints(`stay with ${what}`, () => assert.equal(of(text), first));

fingerprints('stay where the file has another name', () => assert.equal(of(threeFindings, 'x.cogx'), first));

fingerprints('change where another value is wrong in the same place', () => {
  const changed = of(threeFindings.replace('48', '50'));
  assert.is(changed.filter((each) => first.includes(each)).length, 2);
});

fingerprints('of what no word of the plan has hold to the line', () => {
  const broken = 'model cogvideox-5b-t2v\nwat wat wat\n';
  assert.equal(of(`# above\n${broken}`), of(broken));
  assert.not.equal(of(broken.replace('wat wat', 'wot wot')), of(broken));
});

fingerprints('are all different in a log, where a thing is wrong twice too', () => {
  const twice = 'model cogvideox-5b-t2v\nseed 1\nframes {\nseed 1\n}\ndataset a { seed 1 }\n';
  const { results } = JSON.parse(sarif(reportOn(twice))).runs[0];
  const all = results.map((each: { partialFingerprints: unknown }) => JSON.stringify(each.partialFingerprints));
  assert.ok(all.length > 1);
  assert.is(new Set(all).size, all.length);
});

fingerprints.run();
