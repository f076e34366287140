import { suite } from 'uvu';
import * as assert from 'uvu/assert';
import { readme } from '../../src/emit/readme.ts';
import { jobFor, textOf } from '../job.ts';
import { checked, minimal } from './support.ts';

const docs = suite('doc comments');

const text = minimal(
  '## Night shots only.',
  '## Filmed in 2024.',
  'dataset night { # not this',
  '  videos = "night"',
  '  ## Each of them twice,',
  '  repeats = 2 ## not this',
  '}',
  '# nor this',
  'seed = 7',
);

docs('the ## lines above a word belong to it, and to no other', () => {
  assert.equal(
    [...checked(text).docs],
    [
      ['dataset.night', 'Night shots only.\nFilmed in 2024.'],
      ['dataset.night.repeats', 'Each of them twice,'],
    ],
  );
});

docs('they are carried into the README of the outputs', () => {
  const page = textOf(readme(jobFor(text)));
  assert.match(
    page,
    '- `dataset.night`: Night shots only. Filmed in 2024.\n- `dataset.night.repeats`: Each of them twice,',
  );
});

docs.run();
