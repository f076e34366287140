import { type IToken, tokenMatcher } from 'chevrotain';
import { close, invented, isList, type Lonely, type Pass } from './brackets.ts';
import { closesEarly, followLayout, followNames, indentationAfter, opensNothing } from './clues.ts';
import { depthOf, isHead, isOneOf, spanOf } from './nodes.ts';
import { type Finding, shown } from './problem.ts';
import * as t from './tokens.ts';

/** Tokens whose brackets match, and what had to be done for it. */
export type Repaired = { readonly tokens: IToken[]; readonly problems: readonly Finding[] };

/** Deeper brackets are left out: the parser calls itself for each. */
const deepest = 64;

/** Braces that mend a place can unsettle another, so the clues are followed again; a text in which that never ends is rubbish. */
const mostPasses = 8;

/**
 * Closes what is left open and takes out what closes nothing, so that the parser meets matching brackets only and a
 * mistake stays where it is. Brings back to its line what stands on the next one.
 */
export const repair = (tokens: readonly IToken[]): Repaired => {
  const lonely: Lonely = { left: 0, right: 0 };
  for (let passes = 1; ; passes += 1) {
    const found = { left: 0, right: 0 };
    const repaired = matched(tokens, { ...lonely }, found);
    if (found.left + found.right === 0 || passes === mostPasses) return repaired;
    lonely.left += found.left;
    lonely.right += found.right;
  }
};

/** One pass. `lonely` is what the layout may mend, `found` counts what it did not. */
const matched = (tokens: readonly IToken[], lonely: Lonely, found: Lonely): Repaired => {
  const indentation = tokens[0]?.tokenType === t.Newline ? 0 : (tokens[0]?.startOffset ?? 0);
  const pass: Pass = { tokens, out: [], problems: [], open: [], lonely, indentation };
  for (let index = 0; index < tokens.length; index += 1) {
    const token = tokens[index] as IToken;
    const depth = depthOf(token);
    if (depth === 1 && pass.open.length === deepest) {
      index = leaveOut(pass, index);
      continue;
    }
    if (tokenMatcher(token, t.Separator) && !separates(pass, index)) continue;
    if (depth === -1 && !closes(pass, index, found)) continue;
    if (depth === 1 && !opens(pass, index)) continue;
    followNames(pass, index);
    const innermost = pass.open.at(-1);
    if (innermost && tokenMatcher(token, t.Equals)) innermost.hasEntries = true;
    pass.out.push(token);
  }
  found.left = pass.open.filter(({ token }) => token.tokenType === t.LeftBrace).length;
  while (pass.open.length > 0) close(pass);
  return { tokens: pass.out, problems: pass.problems };
};

/** Whether an opening bracket stays. */
const opens = (pass: Pass, index: number): boolean => {
  const { open, tokens, indentation } = pass;
  const token = tokens[index] as IToken;
  if (token.tokenType === t.LeftBrace && opensNothing(pass, index)) {
    pass.lonely.left -= 1;
    pass.problems.push(stray(token));
    return false;
  }
  const before = tokens[index - 1];
  const named = before && tokenMatcher(before, t.Equals) ? index - 2 : index - 1;
  const isLabelled = isHead(tokens, named) && isOneOf(tokens[named - 1], [t.Name]);
  const of = isLabelled ? `${tokens[named - 1]?.image} ${tokens[named]?.image}` : (tokens[named]?.image ?? '');
  const next = tokens[index + 1];
  const isFlat = isOneOf(next, [t.Newline]) && indentationAfter(next as IToken) <= indentation;
  open.push({ token, indentation, isFlat, of: isHead(tokens, named) ? of : '', hasEntries: false });
  return true;
};

/** Whether a separator stays. Before it, what its next line shows to be over is closed. */
const separates = (pass: Pass, index: number): boolean => {
  const { tokens, open } = pass;
  const [token, next] = [tokens[index] as IToken, tokens[index + 1]];
  const isNewline = token.tokenType === t.Newline;
  if (isNewline && next && isMisplaced(tokens, index)) {
    pass.problems.push(misplaced(next, tokens[index - 1] as IToken));
    return false;
  }
  const isFirst = isOneOf(tokens[index - 1], [t.LeftBracket]);
  while (isList(open.at(-1)) && !open.at(-1)?.hasEntries && !isFirst && beginsEntry(tokens, index + 1)) close(pass);
  if (isNewline) {
    const indentation = indentationAfter(token);
    if (next) followLayout(pass, index, indentation);
    pass.indentation = indentation;
  }
  return true;
};

/** A `{`, a `=` or a value that can be nothing but the end of the line above. */
const isMisplaced = (tokens: readonly IToken[], index: number): boolean => {
  const next = tokens[index + 1] as IToken;
  if (isOneOf(next, [t.LeftBrace, t.Equals])) return isHead(tokens, index - 1);
  if (!isOneOf(tokens[index - 1], [t.Equals])) return false;
  const isValue = isOneOf(next, [t.Numeral, t.Size, t.Reference, t.LeftBracket, t.LongText]);
  return isValue || (isOneOf(next, [t.Text]) && !beginsEntry(tokens, index + 1));
};

const misplaced = (token: IToken, before: IToken): Finding => {
  const isMark = isOneOf(token, [t.LeftBrace, t.Equals]);
  return {
    code: 'wrong-line',
    message: `${isMark ? `\`${token.image}\`` : 'A value'} stands on the line below its ${isMark ? 'name' : '`=`'}.`,
    help: `Move it up, to the right of \`${shown(before.image)}\`.`,
    span: spanOf(token),
  };
};

/** `name =`, `name label =`, `name {`, `name label {` */
const beginsEntry = (tokens: readonly IToken[], index: number): boolean => {
  const after = isOneOf(tokens[index + 1], [t.Name]) ? index + 2 : index + 1;
  return isOneOf(tokens[index], [t.Name]) && isOneOf(tokens[after], [t.Equals, t.LeftBrace]);
};

/** Whether a closing bracket stays. */
const closes = (pass: Pass, index: number, found: Lonely): boolean => {
  const { open, tokens } = pass;
  const token = tokens[index] as IToken;
  const isBrace = token.tokenType === t.RightBrace;
  while (isBrace && isList(open.at(-1))) close(pass);
  const isEarly = isBrace && closesEarly(pass, index);
  if (open.length > 0 && isBrace !== isList(open.at(-1)) && !isEarly) {
    open.pop();
    return true;
  }
  if (isEarly) pass.lonely.right -= 1;
  else if (isBrace) found.right += 1;
  pass.problems.push(stray(token));
  return !isBrace && opensBefore(pass);
};

/** `track = tensorboard]`: makes the `[` that is missing after the last `=`, where only values stand since. */
const opensBefore = ({ out }: Pass): boolean => {
  const equals = out.findLastIndex(
    (token) => !isOneOf(token, [t.Name, t.Numeral, t.Unit, t.Size, t.Reference, t.Comma]),
  );
  const before = out[equals];
  if (!before || !isOneOf(before, [t.Equals]) || equals === out.length - 1) return false;
  out.splice(equals + 1, 0, invented(t.LeftBracket, spanOf(before).end));
  return true;
};

const stray = (token: IToken): Finding => ({
  code: 'stray-bracket',
  message: `\`${token.image}\` ${depthOf(token) === 1 ? 'opens' : 'closes'} nothing.`,
  help: 'Remove it, or write its partner.',
  span: spanOf(token),
});

/** Passes over a bracket that is too deep with all that stands in it; gives the index of its end. */
const leaveOut = (pass: Pass, index: number): number => {
  const span = spanOf(pass.tokens[index] as IToken);
  pass.problems.push({
    code: 'too-deep',
    message: `Brackets stand more than ${deepest} deep.`,
    help: 'Nest fewer of them.',
    span,
  });
  let depth = 0;
  let at = index;
  for (; at < pass.tokens.length; at += 1) {
    depth += depthOf(pass.tokens[at] as IToken);
    if (depth === 0) break;
  }
  return at;
};
