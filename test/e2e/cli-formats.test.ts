import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, join, win32 } from 'node:path';
import { suite } from 'uvu';
import * as assert from 'uvu/assert';
import { shownPath } from '../../src/cli/check/shown-path.ts';
import { checkDocument } from '../../src/diagnostics/json-schema.ts';
import { python } from '../diagnostics/support.ts';
import { cogx, folder, type Ran } from './cogx.ts';

const formats = suite('formats of check');

const sound = 'model cogvideox-5b-t2v\ndataset clips { videos = "clips" }\ntrain { length = 1000 steps }\n';
const faulty = `${sound}frames { count = 48 }\n`;

/** A folder with these files. */
const withFiles = (files: Readonly<Record<string, string>>): string => {
  const made = folder();
  for (const [name, text] of Object.entries(files)) {
    mkdirSync(join(made, dirname(name)), { recursive: true });
    writeFileSync(join(made, name), text);
  }
  return made;
};

/** The one document that a call printed, of the published shape. */
const documentOf = ({ out }: Ran) => {
  const { success, data, error } = checkDocument.safeParse(JSON.parse(out));
  assert.ok(success, String(error));
  return data as NonNullable<typeof data>;
};

const codes = (ran: Ran): string[] => documentOf(ran).findings.map(({ code }) => code);

/** Every format, and what makes sure that a text is one document of it. */
const documents: [format: string, holds: (text: string) => void][] = [
  ['json', (text) => assert.is(checkDocument.safeParse(JSON.parse(text)).success, true)],
  [
    'sarif',
    (text) => assert.equal(python('diagnostics/by_schema.py', [{ schema: 'sarif', document: JSON.parse(text) }]), []),
  ],
  ['junit', (text) => assert.is((python('diagnostics/read_xml.py', [text]) as unknown[]).length, 1)],
  ['github', (text) => assert.match(text, /^(::(error|warning|notice) [^\n]*::[^\n]+\n)+$/)],
];

/** What goes wrong early, and the exit code. */
const early: [words: string[], code: number][] = [
  [['none.cogx'], 2],
  [['folder'], 2],
  [['a.cogx', 'none.cogx'], 2],
  [['a.cogx', '--profile', 'none'], 1],
  [['a.cogx', '--dney', 'warning'], 2],
  [['a.cogx', '--deny', 'errors'], 2],
  [['a.cogx', '--unsafe'], 2],
  [[], 2],
  [['a.cogx', '--baseline', 'none.json'], 2],
  [['a.cogx', '--baseline', 'a.cogx'], 2],
  [['a.cogx', '--write-baseline', 'a.cogx/none.json'], 1],
  [['broken.cogx'], 1],
];

for (const [format, holds] of documents)
  formats(`${format} stays ${format} when the call fails early`, () => {
    const where = withFiles({
      'a.cogx': sound,
      'folder/b.cogx': sound,
      'broken.cogx': sound,
      'broken.clips.jsonl': '{ "no": "clip" }\n',
    });
    for (const [words, expected] of early) {
      const { code, out } = cogx(where, 'check', ...words, '--format', format);
      holds(out);
      assert.is(code, expected, words.join(' '));
    }
  });

formats('a failure is told to the person too, with the way out', () => {
  const { err, out } = cogx(withFiles({}), 'check', 'none.cogx', '--format=json');
  assert.match(err, /^error: There is no file none.cogx.\nhelp: .+\n$/);
  assert.is(documentOf({ code: 2, out, err }).failures[0]?.message, 'There is no file none.cogx.');
});

formats('a file that is no text of UTF-8 is told as that, in one sentence', () => {
  const text = 'model cogvideox-5b-t2v\n';
  const where = withFiles({ 'program.cogx': '\x7fELF\0\0', 'wide.cogx': '', 'old.cogx': '' });
  writeFileSync(join(where, 'wide.cogx'), Buffer.from(`\uFEFF${text}`, 'utf16le'));
  writeFileSync(join(where, 'old.cogx'), Buffer.from(`${text}# caf\xe9\n`, 'latin1'));
  const { code, err, out } = cogx(where, 'check', 'program.cogx', 'wide.cogx', 'old.cogx', '--format=json');
  assert.is(code, 2);
  assert.equal(
    documentOf({ code, out, err }).failures.map(({ message }) => message),
    [
      'program.cogx is no text: it holds bytes of 0.',
      'wide.cogx is written in UTF-16.',
      'old.cogx is not UTF-8: line 2 holds a letter of another encoding.',
    ],
  );
});

formats('the last --format counts, and one that is none is told as text', () => {
  const where = withFiles({ 'a.cogx': sound });
  assert.is(
    cogx(where, 'check', 'a.cogx', '--format', 'sarif', '--format', 'json', '--no').out.slice(0, 18),
    '{\n  "schema": 1,\n ',
  );
  const { code, out, err } = cogx(where, 'check', 'a.cogx', '--format', 'jsno');
  assert.equal([code, out], [2, '']);
  assert.match(err, 'Did you mean json?');
});

formats('a file that is missing does not keep the others from being checked', () => {
  const ran = cogx(withFiles({ 'a.cogx': faulty }), 'check', 'none.cogx', 'a.cogx', '--format', 'json');
  assert.equal(codes(ran), ['frame-count']);
  assert.is(ran.code, 2);
});

formats('names with every letter are found again in each format', () => {
  const name = 'a b/100%, "é😀"\\x:y.cogx';
  const where = withFiles({ [name]: faulty });
  const ran = (format: string) => cogx(where, 'check', name, '--format', format);
  assert.is(documentOf(ran('json')).findings[0]?.place?.file, name);
  const { results } = JSON.parse(ran('sarif').out).runs[0];
  const { uri } = results[0].locations[0].physicalLocation.artifactLocation;
  assert.is(decodeURIComponent(uri), name);
  assert.is(existsSync(new URL(uri, `file://${where.replaceAll(' ', '%20')}/`)), true);
  assert.match(ran('github').out, '::error file=a b/100%25%2C "é😀"\\x%3Ay.cogx,line=4,');
  const [report] = python('diagnostics/read_xml.py', [ran('junit').out]) as [
    { children: { attributes: { name: string } }[] },
  ];
  assert.is(report.children[0]?.attributes.name, name);
});

formats('what lies in a file that several use is told once, named from where cogx runs', () => {
  const where = withFiles({
    'parts/frames.cogx': 'frames { count = 48 }\n',
    'a.cogx': `use "parts/frames.cogx"\n${sound}`,
    'runs/b.cogx': `use "../parts/frames.cogx"\n${sound}`,
  });
  const { findings, files } = documentOf(
    cogx(where, 'check', 'a.cogx', './a.cogx', join(where, 'runs/b.cogx'), '--format', 'json'),
  );
  assert.equal(
    findings.map(({ code, place }) => [code, place?.file]),
    [['frame-count', 'parts/frames.cogx']],
  );
  assert.equal(
    files.map(({ file }) => file),
    ['a.cogx', 'runs/b.cogx'],
  );
});

formats('a finding that only a profile has says so, and a worse one is told again', () => {
  const text = `${sound}profile short { frames { count = 48 } }\n`;
  const { findings, files } = documentOf(cogx(withFiles({ 'a.cogx': text }), 'check', 'a.cogx', '--format', 'json'));
  assert.equal(
    findings.map(({ code, profile }) => [code, profile]),
    [['frame-count', 'short']],
  );
  assert.equal(files, [{ file: 'a.cogx', profiles: ['short'] }]);
});

formats('a system with \\ between folders has / in reports', () => {
  assert.is(shownPath('runs\\a b.cogx', 'C:\\work', win32), 'runs/a b.cogx');
  assert.is(shownPath('C:\\work\\runs\\a.cogx', 'C:\\work', win32), 'runs/a.cogx');
  assert.is(shownPath('D:\\a.cogx', 'C:\\work', win32), 'D:/a.cogx');
  assert.is(shownPath('..\\a.cogx', 'C:\\work', win32), '../a.cogx');
});

formats('a baseline keeps old findings silent, and new ones fail', () => {
  const where = withFiles({ 'a.cogx': faulty, 'runs/b.cogx': `${sound}seed = "x"\n` });
  const baseline = ['--baseline', 'ci/known.json'];
  mkdirSync(join(where, 'ci'));
  const written = cogx(where, 'check', 'a.cogx', 'runs/b.cogx', '--write-baseline', 'ci/known.json');
  assert.is(written.code, 0);
  assert.match(written.out, /^a\.cogx, runs\/b\.cogx: 2 known from the baseline\n/);
  assert.is(written.err, 'ci/known.json is written: what stands in it is known from now on.\n');
  const first = readFileSync(join(where, 'ci/known.json'), 'utf8');
  assert.match(first, '"file":"../a.cogx","code":"frame-count","path":"frames.count"');
  assert.is(cogx(where, 'check', 'a.cogx', 'runs/b.cogx', ...baseline).code, 0);
  assert.is(cogx(join(where, 'runs'), 'check', 'b.cogx', '--baseline', '../ci/known.json').code, 0);

  writeFileSync(join(where, 'a.cogx'), `# more\n${faulty}optimizer = 1\n`);
  const ran = cogx(where, 'check', 'a.cogx', ...baseline, '--format', 'json');
  assert.equal([ran.code, documentOf(ran).counts.known, documentOf(ran).counts.errors], [1, 1, 1]);

  cogx(where, 'check', 'runs/b.cogx', 'a.cogx', '--write-baseline', 'ci/other.json');
  writeFileSync(join(where, 'a.cogx'), faulty);
  cogx(where, 'check', 'runs/b.cogx', 'a.cogx', '--write-baseline', 'ci/other.json');
  assert.is(readFileSync(join(where, 'ci/other.json'), 'utf8'), first);
});

formats('a baseline whose findings are gone is told, where all was looked at', () => {
  const where = withFiles({ 'a.cogx': faulty, 'b.cogx': faulty });
  cogx(where, 'check', 'a.cogx', 'b.cogx', '--write-baseline', 'known.json');
  writeFileSync(join(where, 'a.cogx'), sound);
  const ran = cogx(where, 'check', 'a.cogx', '--baseline', 'known.json');
  assert.is(ran.code, 0);
  assert.match(ran.out, 'note: The baseline holds 1 finding that nothing has any more: frame-count in a.cogx.\nhelp: ');
  const json = cogx(where, 'check', 'a.cogx', '--baseline', 'known.json', '--format', 'json');
  assert.equal(
    documentOf(json).stale.map(({ file, code }) => [file, code]),
    [['a.cogx', 'frame-count']],
  );
  const other = cogx(where, 'check', 'a.cogx', '--baseline', 'known.json', '--set', 'seed=7', '--format', 'json');
  assert.equal(documentOf(other).stale, []);
});

formats('no baseline is written where a file could not be checked', () => {
  const where = withFiles({ 'a.cogx': faulty });
  assert.is(cogx(where, 'check', 'a.cogx', 'none.cogx', '--write-baseline', 'known.json').code, 2);
  assert.is(existsSync(join(where, 'known.json')), false);
});

formats('--deny warning fails on a warning, and on none that is known', () => {
  const where = withFiles({ 'a.cogx': `${sound}# cogx-allow lora-rate-too-high: a try\nseed = 7\n` });
  const exits = (...words: string[]) => cogx(where, 'check', 'a.cogx', ...words).code;
  assert.is(exits(), 0);
  assert.is(exits('--deny', 'warning'), 1);
  exits('--write-baseline', 'known.json');
  assert.is(exits('--deny', 'warning', '--baseline', 'known.json'), 0);
});

formats.run();
