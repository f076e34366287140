import { type ISerializedGast, Lexer, type TokenType } from 'chevrotain';
import { Parser } from '../../grammar/parser.ts';
import { end } from '../../grammar/patterns.ts';
import * as t from '../../grammar/tokens.ts';

/** What cogx reads although it is written wrongly is no part of how cogx is written. */
const wrongRules = ['blockAfterEquals', 'forgottenEquals'];
const wrongTokens: TokenType[] = [t.UnclosedText, t.UnclosedLongText, t.UnclosedComment, t.Loose, t.Colon, t.Semicolon];

const head = `(* How cogx is written; made from parser.ts and tokens.ts, and kept true by test/grammar/written.test.ts.

   Spaces and comments may stand between any two words of these rules. A word, a number, a size and a reference go on to
   the next space or the next one of , ; : { } [ ] " = # and are what they are as a whole.
   What is optional after use, let, param and = is so only because half a line is what an author has while typing: the
   tree is made, and one problem says what is missing. *)
`;

/** The grammar as it is to be read. */
export const ebnf = (): string => {
  const rules = new Parser(true).getSerializedGastProductions() as Production[];
  const written = rules.filter(({ name }) => !wrongRules.includes(name as string));
  const grammar = written.map(
    ({ name, definition }) => `${snake(name as string)} = ${sequence(definition).replace(/^\( (.*) \)$/, '$1')} ;`,
  );
  const lexical = t.tokens.filter((type) => !wrongTokens.includes(type) && !isLiteral(type)).map(terminal);
  return `${head}\n${grammar.join('\n')}\n\n${lexical.join('\n')}\n`;
};

/** What of chevrotain's description of a rule is read here. */
type Production = ISerializedGast & { name?: string; definition?: Production[]; label?: string };

const sequence = (all: readonly Production[] = []): string => all.map(production).filter(Boolean).join(' ');

const production = ({ type, name, definition }: Production): string => {
  switch (type) {
    case 'NonTerminal':
      return wrongRules.includes(name as string) ? '' : snake(name as string);
    case 'Terminal':
      return name === 'EOF' ? '' : symbol(name as string);
    case 'Option':
      return `[ ${sequence(definition)} ]`;
    case 'Repetition':
      return `{ ${sequence(definition)} }`;
    case 'Alternation':
      return alternatives((definition ?? []).map(production).filter(Boolean));
    case 'Alternative':
      return sequence(definition);
    default:
      throw new Error(`The grammar has a ${type}, which ebnf.ts can't write.`);
  }
};

const alternatives = (all: readonly string[]): string => (all.length > 1 ? `( ${all.join(' | ')} )` : all.join(''));

/** A mark or a reserved word, which stands for itself. */
const isLiteral = ({ PATTERN, CATEGORIES }: TokenType): boolean =>
  typeof PATTERN === 'string' || CATEGORIES?.includes(t.Word) === true;

const symbol = (name: string): string => {
  const type = t.tokens.find((each) => each.name === name) as TokenType;
  if (typeof type.PATTERN === 'string') return JSON.stringify(type.PATTERN);
  return isLiteral(type) ? JSON.stringify(name.toLowerCase()) : snake(name);
};

/** A token by its pattern, or a kind of tokens by those that are of it. */
const terminal = (type: TokenType): string => {
  const members = t.tokens.filter((each) => each.CATEGORIES?.includes(type) && !wrongTokens.includes(each));
  const kinds = members.filter((each) => !each.CATEGORIES?.includes(t.Word)).map(({ name }) => symbol(name));
  const { PATTERN } = type;
  const isKind = PATTERN === Lexer.NA || !(PATTERN instanceof RegExp);
  const pattern = isKind ? [] : [`/${PATTERN.source.replaceAll(end, '').replace('(?=[A-Za-z%]*)', '')}/`];
  return `${snake(type.name)} = ${[...pattern, ...kinds].join(' | ')} ;`;
};

const snake = (name: string): string => name.replace(/(?<=.)[A-Z]/g, '_$&').toLowerCase();
