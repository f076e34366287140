import fc, { type Arbitrary } from 'fast-check';

/** Texts of files without a mistake: every kind of node, comments and odd spaces wherever they may stand. */

/** Little that is harmless, so that it meets often. */
const nasty = [
  '*',
  '/',
  '#',
  '"',
  '{',
  '}',
  '[',
  ']',
  '=',
  ',',
  ' ',
  '  ',
  '\t',
  "'",
  '\\',
  'é',
  '😀',
  'a',
  '- b',
  '\u2028',
  '!',
];
const letters = (...more: string[]): Arbitrary<string> =>
  fc.array(fc.constantFrom(...nasty, ...more), { maxLength: 8 }).map((all) => all.join(''));

/** Short most of the time, and now and then too long for its line. */
const length = fc.oneof({ weight: 9, arbitrary: fc.constant(1) }, { weight: 1, arbitrary: fc.constant(30) });

const block = letters('\n', '\r\n', '\n * ', '\n    ').map((text) => ` /*${text.replaceAll('*/', '* /')}*/ `);
const line = fc
  .tuple(fc.constantFrom('#', '##', '###', '//', '#!', '# cogx-allow a: '), letters())
  .map((all) => all.join(''));

const some = (arbitrary: Arbitrary<string>, maxLength: number): Arbitrary<string> =>
  fc.array(arbitrary, { maxLength }).map((all) => all.join(''));

/** Between two words of one item. */
const space = fc.oneof(
  { weight: 8, arbitrary: fc.constantFrom(' ', '', '  ', '\t') },
  { weight: 1, arbitrary: some(block, 2) },
);
/** Between two words that nothing else keeps apart. */
const gap = space.map((all) => ` ${all}`);
const end = fc
  .tuple(
    fc.oneof({ weight: 3, arbitrary: fc.constant('') }, { weight: 1, arbitrary: line.map((text) => ` ${text}`) }),
    fc.constantFrom('\n', '\r\n', '\n\n', '\n\n\n', '\n  ', '\n            '),
  )
  .map((all) => all.join(''));
const ends = fc.array(fc.oneof(space, end, fc.constantFrom(',', ' , ')), { maxLength: 3 }).map((all) => all.join(''));
const separator = fc.oneof(
  { weight: 3, arbitrary: fc.constant('\n') },
  { weight: 2, arbitrary: fc.constant(', ') },
  { weight: 3, arbitrary: fc.tuple(ends, fc.oneof(end, fc.constant(',')), ends).map((all) => all.join('')) },
);

const joined = (...parts: readonly (string | Arbitrary<string>)[]): Arbitrary<string> =>
  fc.tuple(...parts.map((part) => (typeof part === 'string' ? fc.constant(part) : part))).map((all) => all.join(''));

const text = letters('\\n', '\\u{e9}').map((all) => `"${all.replace(/\\(?![nu])/g, '\\\\').replace(/"/g, '\\"')}"`);
const longText = letters('\n', '\r\n', '\n  ', '\n    ', '\n\t', '""').map(
  (all) => `"""${all.replaceAll('\\', '\\\\').replace(/"(?=""|"?$)/g, '\\"')}"""`,
);
const word = fc.constantFrom('cover', 'a.b-c', 'use', 'let', 'param', 'x', 'cogvideox-1.5-5b-t2v', 'none');
const name = fc.oneof(fc.constantFrom('count', 'a', 'rate_of_everything', 'name', 'x-y', 'let1'), text, longText);
const label = fc.oneof(word, text, longText);
const number = fc.constantFrom('81', '-1', '1e-4', '2.50', '.5', '0', '1E+3', '007', '1e999');
const quantity = fc.oneof(
  number,
  joined(
    number,
    space.filter((all) => !all.startsWith('/')),
    fc.constantFrom('fps', '%', 'GiB'),
  ),
);

/** One thing, or as many as a line can't hold. */
const several = (arbitrary: Arbitrary<string>): Arbitrary<string> =>
  length.chain((least) =>
    fc
      .array(fc.tuple(arbitrary, separator), { maxLength: 4, minLength: 0 })
      .map((all) => Array.from({ length: least === 1 ? 1 : 5 }, () => all).flat())
      .map((all) => all.map(([each, after], index) => (index === all.length - 1 ? each : each + after)).join('')),
  );

const { item } = fc.letrec<{ value: string; list: string; item: string; property: string; body: string }>((tie) => ({
  value: fc.oneof(
    { depthSize: 'small', withCrossShrink: true },
    fc.oneof(word, text, longText, quantity, fc.constantFrom('1360x768', '$warmup')),
    tie('list'),
  ),
  list: joined('[', ends, several(tie('value')), ends, ']'),
  property: joined(
    name,
    fc.oneof({ weight: 4, arbitrary: fc.constant('') }, { weight: 1, arbitrary: joined(gap, label) }),
    space,
    '=',
    space,
    tie('value'),
  ),
  body: joined('{', ends, several(tie('item')), ends, '}'),
  item: fc.oneof(
    { depthSize: 'small', withCrossShrink: true },
    tie('property'),
    tie('property'),
    joined('use', gap, text),
    joined(fc.constantFrom('let', 'param'), gap, word, space, '=', space, tie('value')),
    joined(name, gap, label),
    joined(name, fc.oneof(fc.constant(''), joined(gap, label)), space, tie('body')),
  ),
}));

export const files: Arbitrary<string> = joined(ends, several(item), ends);
