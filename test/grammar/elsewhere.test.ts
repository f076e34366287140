import { suite } from 'uvu';
import * as assert from 'uvu/assert';
import { mends } from '../../grammar/mend.ts';
import { parse } from '../../grammar/parse.ts';

/** What is right elsewhere, with what is said of it and what it becomes where that can be told. */

const elsewhere = suite('written as elsewhere');

const mended = (text: string): string | undefined => {
  const { file, problems } = parse(text);
  const edits = [...mends({ text, file, problems }).values()].flatMap((mend) => mend.edits);
  const [edit] = edits;
  return edit && edits.length === 1
    ? text.slice(0, edit.span.start) + edit.text + text.slice(edit.span.end)
    : undefined;
};

for (const [text, help, becomes] of [
  ['size = 720*480', 'Write `720x480`.', 'size = 720x480'],
  ['size = 1360X768', 'Write `1360x768`.', 'size = 1360x768'],
  ['size = 1360×768', 'Write `1360x768`.', 'size = 1360x768'],
  ['time = 24:00:00', 'Write `24 h`.', 'time = 24 h'],
  ['time = 1:30:00', 'Write `90 min`.', 'time = 90 min'],
  ['time = 1:30', 'Write a time with its unit, such as `90 min`.', undefined],
  ['time = 1-12:00:00', 'Write `36 h`.', 'time = 36 h'],
  ['time = 1h30m', 'Write `90 min`.', 'time = 90 min'],
  ['seed = +42', 'Write `42`.', 'seed = 42'],
  ['price = $2.50', 'Write `2.50 USD`.', 'price = 2.50 USD'],
  ['shard = zero3 { offload = all }', 'Remove the `=` before `zero3`.', 'shard zero3 { offload = all }'],
  ['length = 3k steps', 'Write the number in full, such as `3000`.', 'length = 3000 steps'],
  ['<<<<<<< HEAD', 'Keep one of the two versions, and remove the marks.', undefined],
  ['[train]', 'Write a table as a block: `train { … }`.', undefined],
] as const) {
  elsewhere(`${text}: ${help}`, () => {
    const { problems } = parse(text);
    assert.equal(
      problems.map((problem) => problem.help),
      [help],
    );
    if (becomes !== undefined) assert.equal(parse(becomes).problems, []);
    assert.is(mended(text), becomes);
  });
}

elsewhere('a list in parentheses is told to stand in brackets, and its numbers are not quoted', () => {
  const { problems } = parse('betas = (0.9, 0.95)');
  for (const { help } of problems) assert.is(help, 'Write `[0.9, 0.95]`.');
  assert.is(mended('betas = (0.9, 0.95)'), 'betas = [0.9, 0.95]');
  assert.equal(parse('betas = [0.9, 0.95]').problems, []);
});

elsewhere('a path with parentheses is quoted as before', () => {
  assert.is(mended('videos = data/birds(1).mp4'), 'videos = "data/birds(1).mp4"');
});

elsewhere.run();
