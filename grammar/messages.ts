import { EOF, type IToken, tokenMatcher } from 'chevrotain';
import type { Span } from './ast.ts';
import { type Entry, isOneOf, isText, spanOf } from './nodes.ts';
import { type Finding, type Saying, shown } from './problem.ts';
import * as t from './tokens.ts';

/** A token that can't stand where it stands, after which other; `say` knows what a first one should be. */
export const unexpected = (token: IToken, previous: IToken, say: (token: IToken) => Saying): Finding => {
  const isFirst = isOneOf(previous, [EOF, t.Separator, t.LeftBrace, t.LeftBracket]);
  return { ...(isFirst ? say(token) : crowded(token, previous)), span: spanOf(token), leavesOut: true };
};

/** The first word of a part of a list. */
export const noValue = (token: IToken): Saying => ({
  code: 'not-a-value',
  message:
    token.tokenType === t.LeftBrace ? "A block can't stand in a list." : `\`${shown(token.image)}\` is no value.`,
  help: 'Write values with commas between them, such as `[1, 2]`.',
});

/** The first word of an item. */
export const noItem = (token: IToken): Saying => {
  const said = shown(token.image);
  if (token.tokenType === t.LeftBrace) {
    return { code: 'missing-name', message: 'A block has no name.', help: 'Write its name before the `{`.' };
  }
  if (token.tokenType === t.LeftBracket) {
    const help = 'Write `name = […]` for a list, or `name { … }` for a block.';
    return { code: 'missing-name', message: '`[` has no name before it.', help };
  }
  const value = isOneOf(token, [t.Equals, t.Percent]) ? 'value' : said;
  if (/^\d{3}$/.test(said)) {
    const help = `Write \`name = ${said}\`, or a large number without a comma: \`1000\`.`;
    return { code: 'missing-name', message: `\`${said}\` has no name before it.`, help };
  }
  return { code: 'missing-name', message: `\`${said}\` has no name before it.`, help: `Write \`name = ${value}\`.` };
};

/** Two things on a line that nothing separates. */
const crowdedHelp = (token: IToken, previous: IToken): string => {
  if (tokenMatcher(token, t.Equals)) return 'Begin a new line for each `=`, or remove this one.';
  if (token.tokenType === t.Numeral && /^[x×]$/i.test(previous.image))
    return 'Write a size without spaces: `1360x768`.';
  if (token.tokenType === t.LeftBrace && tokenMatcher(previous, t.Word))
    return `Remove the \`=\` before \`${shown(previous.image)}\`.`;
  if (isText(token) && isText(previous))
    return 'Write a comma between them; several texts stand in brackets: `["one", "two"]`.';
  if (/^k$/i.test(previous.image)) return 'Write the number in full, such as `3000`.';
  return 'Begin a new line or write a comma between them; quote a text of several words.';
};

const crowded = (token: IToken, previous: IToken): Saying => {
  const [before, after] = [shown(previous.image), shown(token.image)];
  return {
    code: 'missing-separator',
    message: `\`${after}\` follows \`${before}\` with nothing between them.`,
    help: crowdedHelp(token, previous),
  };
};

/** What is wrong with a property; a block is always whole. */
export function* entryProblems({ span, name, label, rest }: Entry): Iterable<Finding> {
  if (rest?.body || (label && !rest)) return;
  if (!rest?.value) yield missingValue(name, span, rest !== undefined);
  if (name.image.includes('.') && !isText(name)) yield dottedName(name);
}

const missingValue = (name: IToken, span: Span, hasEquals: boolean): Finding => {
  const said = shown(name.image);
  return {
    code: 'missing-value',
    message: `\`${said}\` has no value.`,
    help: hasEquals
      ? 'Write its value after the `=`, or remove the line.'
      : `Write \`${said} = …\`, or a block: \`${said} { … }\`.`,
    span,
  };
};

/** `use` without a path, `let` and `param` without a name or a value, and `use = 5`. */
export const incomplete = (keyword: IToken, next: IToken, name?: IToken): Finding => {
  const word = keyword.image;
  const span = name ? { start: keyword.startOffset, end: spanOf(name).end } : spanOf(keyword);
  if (!name && isOneOf(next, [t.Equals, t.LeftBrace])) {
    return {
      code: 'reserved-name',
      message: `\`${word}\` can't be the name of a property or a block.`,
      help: `Use another name, or quote it: \`"${word}"\`.`,
      span,
    };
  }
  if (word === 'use') {
    return {
      code: 'missing-value',
      message: '`use` has no path.',
      help:
        next.tokenType !== EOF && tokenMatcher(next, t.Name)
          ? `Quote the path: \`use "${shown(next.image)}"\`.`
          : 'Write the path of another file: `use "cluster.cogx"`.',
      span,
    };
  }
  return {
    code: 'missing-value',
    message: name ? `\`${word} ${shown(name.image)}\` has no value.` : `\`${word}\` has no name.`,
    help: `Write \`${word} ${name ? shown(name.image) : 'name'} = …\`.`,
    span,
  };
};

export const forgottenEquals = (name: IToken, value: { span: Span; written: string }): Finding => ({
  code: 'forgotten-equals',
  message: `\`${shown(name.image)}\` has no \`=\` before its value.`,
  help: `Write \`${shown(name.image)} = ${shown(value.written)}\`.`,
  span: value.span,
});

export const blockWithEquals = (equals: IToken): Finding => ({
  code: 'block-with-equals',
  message: `A block has no \`${equals.image}\` before its \`{\`.`,
  help: `Remove the \`${equals.image}\`.`,
  span: spanOf(equals),
});

const dottedName = (name: IToken): Finding => {
  const parts = name.image.split('.');
  const [inner, outer] = [parts.at(-1), parts.slice(0, -1).join(' { ')];
  return {
    code: 'dotted-name',
    message: `\`${shown(name.image)}\` has a dot, which no property's name has.`,
    help: `Write \`${shown(`${outer} { ${inner} = …`)}${' }'.repeat(parts.length - 1)}\`, or quote the name.`,
    span: spanOf(name),
  };
};
