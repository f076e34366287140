import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { Lexer } from 'chevrotain';
import { test } from 'uvu';
import * as assert from 'uvu/assert';
import { parse } from '../../grammar/parse.ts';
import { tokens } from '../../grammar/tokens.ts';
import { check } from '../../src/check.ts';
import { root } from '../support.ts';

const birds = readFileSync(join(root, 'examples/birds/birds.cogx'), 'utf8');
const lexer = new Lexer(tokens, { positionTracking: 'onlyOffset', safeMode: true, skipValidations: true });

const findings = (text: string): readonly string[] =>
  check({ file: 'birds.cogx', text, read: () => '' })
    .diagnostics.filter(({ severity }) => severity === 'error')
    .map(({ code }) => code);

/** The example without one of its tokens, where the parser notices. */
const broken = lexer
  .tokenize(birds)
  .tokens.map(({ startOffset, image }) => birds.slice(0, startOffset) + birds.slice(startOffset + image.length))
  .filter((text) => parse(text).problems.length > 0);

test('a token left out of the example is said once, and nothing is said of what it makes of the rest', () => {
  const more = broken.map(findings).filter((codes) => codes.length > 1);
  assert.ok(broken.length > 200);
  // Names that are gone leave references to them; the last is a new line gone after a comment, which swallows a block.
  assert.equal(
    more.map((codes) => [...new Set(codes)].join(' ')),
    [
      'reserved-name unknown-reference',
      'reserved-name unknown-reference',
      'missing-separator wrong-value',
      'unknown-word stray-bracket',
    ],
  );
});

test.run();
