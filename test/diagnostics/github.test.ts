import * as fc from 'fast-check';
import { test } from 'uvu';
import * as assert from 'uvu/assert';
import { github } from '../../src/diagnostics/github.ts';
import { golden } from '../support.ts';
import { reportOn, shownReport, threeFindings } from './support.ts';

/** What a GitHub runner understands (actions/runner, ActionCommand.cs: properties, then data, unescaped). */
const understood = (line: string) => {
  const [, name, properties = '', data = ''] = /^::(\S+) (.*?)::(.*)$/.exec(line) ?? [];
  const plain = (text: string) => text.replaceAll('%0D', '\r').replaceAll('%0A', '\n');
  const pairs = properties.split(',').map((pair) => {
    const [key = '', value = ''] = pair.split(/=(.*)/s);
    return [key, plain(value).replaceAll('%3A', ':').replaceAll('%2C', ',').replaceAll('%25', '%')] as const;
  });
  return { name, ...Object.fromEntries(pairs), data: plain(data).replaceAll('%25', '%') };
};

const failing = (message: string, file: string) =>
  github(reportOn('', 'a.cogx', { files: [], failures: [{ message, file }], exit: 2 }));

test('annotations read so', () => golden('formats/check.github.txt', github(shownReport())));

test('an annotation has its place, its code as title, and the way out', () => {
  const [line = ''] = github(reportOn(threeFindings, 'a b,c:d%.cogx')).split('\n');
  assert.equal(understood(line), {
    name: 'error',
    file: 'a b,c:d%.cogx',
    line: '2',
    endLine: '2',
    col: '18',
    endColumn: '20',
    title: 'frame-count',
    data: "cogvideox-5b-t2v can't train on 48 frames.\nUse 41 or 49 (a multiple of 8, plus 1).",
  });
});

test('a note is a notice', () => {
  const text =
    'model cogvideox-5b-t2v\ndataset birds { videos = "birds" }\ntrain { length = 1000 steps }\ncluster { nodes = 2, gpus_per_node = 8, launch slurm { } }\n';
  assert.match(github(reportOn(text)), /^::notice file=bad\.cogx,line=4,/m);
});

test('a place over several lines has no columns, which would be read on one line', () => {
  const text = 'model cogvideox-5b-t2v\ndataset birds { videos = "birds" }\ntrain { length = [1,\n2] }\n';
  assert.match(github(reportOn(text)), /^::error file=bad\.cogx,line=3,endLine=4,title=wrong-value::/m);
});

test('any name and any message is one line, and is understood as it was said', () => {
  const nasty = fc.string({
    unit: fc.constantFrom('%', ':', ',', '\n', '\r', '=', '0', 'A', '2', '5', 'é', '😀', '"', ']', '>'),
  });
  fc.assert(
    fc.property(nasty, nasty, (message, file) => {
      const lines = failing(message, file).split('\n');
      assert.is(lines.length, 2);
      const { data, ...rest } = understood(lines[0] ?? '');
      assert.equal([data, (rest as { file?: string }).file], [message, file]);
    }),
    { numRuns: 2000 },
  );
});

test.run();
