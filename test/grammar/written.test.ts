import './group-by.ts';
import { Lexer } from 'chevrotain';
import { test } from 'uvu';
import * as assert from 'uvu/assert';
import { Parser } from '../../grammar/parser.ts';
import { tokens } from '../../grammar/tokens.ts';
import { goldenAt } from '../support.ts';
import { ebnf } from './ebnf.ts';

test('chevrotain finds nothing wrong with the grammar', () => {
  assert.not.throws(() => new Parser(false));
});

test('chevrotain finds nothing wrong with the tokens', () => {
  const lexer = new Lexer(tokens, { positionTracking: 'onlyOffset', safeMode: true });
  assert.equal(lexer.lexerDefinitionErrors, []);
});

test('cogx.ebnf is the grammar of parser.ts', () => goldenAt('grammar/cogx.ebnf', ebnf()));

test.run();
