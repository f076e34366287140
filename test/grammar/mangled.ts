import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { Lexer } from 'chevrotain';
import fc from 'fast-check';
import { tokens } from '../../grammar/tokens.ts';
import { root } from '../support.ts';

/** Texts that try a reader: rubbish of small troubles, and an example that somebody has hurt. */

const birds = readFileSync(join(root, 'examples/birds/birds.cogx'), 'utf8');
const lexer = new Lexer(tokens, { positionTracking: 'onlyOffset', safeMode: true, skipValidations: true });

/** The pieces of the birds example: its tokens, each with what stands before it. */
export const pieces = ((): readonly string[] => {
  const ends = lexer.tokenize(birds).tokens.map(({ startOffset, image }) => startOffset + image.length);
  return [...ends, birds.length].map((end, index) => birds.slice(ends[index - 1] ?? 0, end));
})();

const marks = ['{', '}', '[', ']', '=', ',', '\n', '\r\n', ' ', '"', '"""', "'", '#', '//', '/*', '*/', '$', ':', ';'];
const words = ['use', 'let', 'param', 'a', 'b-', 'x.', 'é', '81', '-1', '1e-4', '16x9', '%', 'fps', '\\', '\\u{', '😀'];
const rubbish = ['\0', '\u2028', '\uFEFF', '\uD800', '\t', '.', '-', '@', '1e999'];
/** Any sequence of them. */
export const trouble = fc
  .array(fc.constantFrom(...marks, ...words, ...rubbish), { maxLength: 60 })
  .map((all) => all.join(''));

/** The example with a few pieces left out, doubled, swapped, put in, and perhaps cut off. */
export const mangled = fc
  .record({
    edits: fc.array(
      fc.record({
        at: fc.nat(pieces.length - 1),
        edit: fc.constantFrom('leave out', 'double', 'swap', 'put in'),
        mark: fc.constantFrom(...marks, ...words, ...rubbish),
      }),
      { minLength: 1, maxLength: 6 },
    ),
    cut: fc.option(fc.nat(birds.length)),
  })
  .map(({ edits, cut }) => {
    const all = [...pieces];
    for (const { at, edit, mark } of edits) {
      const [one, two] = [all[at] ?? '', all[at + 1] ?? ''];
      if (edit === 'leave out') all.splice(at, 1);
      if (edit === 'double') all.splice(at, 0, one);
      if (edit === 'swap') all.splice(at, 2, two, one);
      if (edit === 'put in') all.splice(at, 0, mark);
    }
    return all.join('').slice(0, cut ?? undefined);
  });
