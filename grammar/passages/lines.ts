import { type IToken, tokenMatcher } from 'chevrotain';
import { depthOf, spanOf } from '../nodes.ts';
import * as t from '../tokens.ts';
import type { TextLine } from './passage.ts';

/** Lines as tokens show them: what stands in a text of several lines is no line. */
export const linesOf = (text: string, tokens: readonly IToken[]): readonly TextLine[] => {
  const lines: TextLine[] = [];
  const counter = { at: 0, number: 1 };
  const open: boolean[] = [];
  let from = 0;
  for (let index = 0; index <= tokens.length; index += 1) {
    const token = tokens[index];
    if (token && !tokenMatcher(token, t.Newline)) continue;
    const [first, last] = [tokens[from], tokens[index - 1]];
    if (first && last && index > from) {
      const [start, end] = [first.startOffset, spanOf(last).end];
      for (; counter.at < start; counter.at += 1) if (text[counter.at] === '\n') counter.number += 1;
      const indentation = start - (text.lastIndexOf('\n', start - 1) + 1);
      const { number } = counter;
      const own = tokens.slice(from, index);
      const isInList = open.at(-1) ?? false;
      lines.push({ start, end, number, indentation, written: text.slice(start, end), isInList, ...depths(own) });
      own.forEach((each) => {
        if (depthOf(each) === 1) open.push(each.tokenType === t.LeftBracket);
        else if (depthOf(each) === -1) open.pop();
      });
    }
    from = index + 1;
  }
  return lines;
};

const depths = (tokens: readonly IToken[]): Pick<TextLine, 'depth' | 'lowest'> => {
  let [depth, lowest] = [0, 0];
  for (const token of tokens) {
    depth += depthOf(token);
    lowest = Math.min(lowest, depth);
  }
  return { depth, lowest };
};
