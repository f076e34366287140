import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { Lexer } from 'chevrotain';
import fc from 'fast-check';
import { tokens } from '../../grammar/tokens.ts';
import { root } from '../support.ts';

/** Texts that try a reader: rubbish of small troubles, and an example that somebody has hurt. */

const birds = readFileSync(join(root, 'examples/birds/birds.cogx'), 'utf8');
const lexer = new Lexer(tokens, { positionTracking: 'onlyOffset', safeMode: true, skipValidations: true });

/** A text in pieces: its tokens, each with what stands before it. */
const piecesOf = (text: string): readonly string[] => {
  const ends = lexer.tokenize(text).tokens.map(({ startOffset, image }) => startOffset + image.length);
  return [...ends, text.length].map((end, index) => text.slice(ends[index - 1] ?? 0, end));
};

/** The pieces of the birds example. */
export const pieces = piecesOf(birds);

const marks = ['{', '}', '[', ']', '=', ',', '\n', '\r\n', ' ', '"', '"""', "'", '#', '//', '/*', '*/', '$', ':', ';'];
const words = ['use', 'let', 'param', 'a', 'b-', 'x.', 'é', '81', '-1', '1e-4', '16x9', '%', 'fps', '\\', '\\u{', '😀'];
const rubbish = ['\0', '\u2028', '\uFEFF', '\uD800', '\t', '.', '-', '@', '1e999'];
/** Any sequence of them. */
export const trouble = fc
  .array(fc.constantFrom(...marks, ...words, ...rubbish), { maxLength: 60 })
  .map((all) => all.join(''));

const openings = ['[fps]', '[[a]]', '[a.b]', '- ', '--', '--a=1', 'export ', 'def f(', 'import a', 'python ', '@a'];
const bodies = ['accelerate launch', 'deepspeed ', 'dataset', 'train', 'rank', 'a: 1', '"a": 1', "'y'", '"x"', 'true'];
const joints = ['(a)', '<a>', '\n', '\n', '\n  ', ' = ', ': ', ' \\', '):', '```', '---', '|', '&a'];
const conflict = ['<<<<<<<', '=======', '>>>>>>>'];
/** Lines as YAML, TOML, Python, shells and conflicts have them, in pieces. */
export const foreign = fc
  .array(fc.constantFrom(...marks, ...openings, ...bodies, ...joints, ...conflict), { maxLength: 30 })
  .map((all) => all.join(''));

const edits = fc.array(
  fc.record({
    at: fc.nat(9999),
    edit: fc.constantFrom('leave out', 'double', 'swap', 'put in'),
    mark: fc.constantFrom(...marks, ...words, ...rubbish),
  }),
  { minLength: 1, maxLength: 6 },
);
type Edit = { readonly at: number; readonly edit: string; readonly mark: string };

const hurt = (whole: readonly string[], all: readonly Edit[]): string => {
  const left = [...whole];
  for (const { at: anywhere, edit, mark } of all) {
    const at = anywhere % Math.max(left.length, 1);
    const [one, two] = [left[at] ?? '', left[at + 1] ?? ''];
    if (edit === 'leave out') left.splice(at, 1);
    if (edit === 'double') left.splice(at, 0, one);
    if (edit === 'swap') left.splice(at, 2, two, one);
    if (edit === 'put in') left.splice(at, 0, mark);
  }
  return left.join('');
};

/** The example with a few pieces left out, doubled, swapped, put in, and perhaps cut off. */
export const mangled = fc
  .record({ edits, cut: fc.option(fc.nat(birds.length)) })
  .map((each) => hurt(pieces, each.edits).slice(0, each.cut ?? undefined));

/** One of these texts, hurt in the same way. */
export const mangledOf = (texts: readonly string[]): fc.Arbitrary<string> => {
  const whole = texts.map(piecesOf);
  return fc
    .record({ text: fc.nat(whole.length - 1), edits, cut: fc.option(fc.nat(400)) })
    .map((each) => hurt(whole[each.text] ?? [], each.edits).slice(0, each.cut ?? undefined));
};
