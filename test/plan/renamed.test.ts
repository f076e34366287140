import { suite } from 'uvu';
import * as assert from 'uvu/assert';
import { check } from '../../src/check.ts';
import { parsePath } from '../../src/plan/path.ts';
import { renamed as rows } from '../../src/plan/renamed.ts';
import { typeAt } from '../../src/plan/structure.ts';

const renamed = suite('renamed words');

const table = [
  { from: 'train.batch', to: 'train.batch_per_gpu', since: '0.2' },
  { from: 'teach', to: 'train', since: '0.3' },
  { from: 'dataset.clips', to: 'dataset.videos', since: '0.3' },
];

const text = `
model cogvideox-5b-t2v
dataset birds { clips = "birds" }
teach { length = 1000 steps, batch = 2 }
profile small { teach { batch = 3 } }
`;

const checked = (more: { profiles?: string[]; set?: string[] } = {}) =>
  check({ file: 'run.cogx', text, read: () => undefined, renamed: table, ...more });

renamed('old names are read as the new ones, in blocks, below names of the author, and in profiles', () => {
  const { plan, diagnostics } = checked({ profiles: ['small'] });
  assert.equal(plan.dataset.birds?.videos, ['birds']);
  assert.is(plan.train.batch_per_gpu, 3);
  assert.equal(
    diagnostics.filter(({ severity }) => severity !== 'note').map(({ message }) => message),
    [
      'clips is called videos since cogx 0.3.',
      'teach is called train since cogx 0.3.',
      'batch is called batch_per_gpu since cogx 0.2.',
      'teach is called train since cogx 0.3.',
      'batch is called batch_per_gpu since cogx 0.2.',
    ],
  );
});

renamed('each has a safe fix that writes the new name in its place', () => {
  const edits = checked().diagnostics.flatMap(({ code, fix }) => (code === 'renamed-word' && fix ? [fix] : []));
  assert.ok(edits.length === 5 && edits.every(({ safety }) => safety === 'safe'));
  const mended = edits
    .flatMap((fix) => fix.edits)
    .sort((a, b) => b.place.span.start - a.place.span.start)
    .reduce((page, { place, text: now }) => page.slice(0, place.span.start) + now + page.slice(place.span.end), text);
  assert.match(
    mended,
    'train { length = 1000 steps, batch_per_gpu = 2 }\nprofile small { train { batch_per_gpu = 3 } }',
  );
});

renamed('--set knows the old names too', () => {
  assert.is(checked({ set: ['train.batch=4'] }).plan.train.batch_per_gpu, 4);
});

renamed('the new name and the old one in one block are one word twice', () => {
  const { diagnostics } = check({
    file: 'run.cogx',
    text: text.replace('batch = 2', 'batch = 2, batch_per_gpu = 2'),
    read: () => undefined,
    renamed: table,
  });
  assert.ok(diagnostics.some(({ code }) => code === 'word-twice'));
});

renamed('every row leads to a word of the language, in the block where the old one stood', () => {
  for (const { from, to } of rows) {
    assert.ok(typeAt(parsePath(to.replace(/^(dataset|volume)\./, '$1.NAME.')) ?? []), to);
    assert.equal(from.split('.').slice(0, -1), to.split('.').slice(0, -1));
  }
});

renamed.run();
