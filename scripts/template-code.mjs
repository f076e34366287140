/**
 * A template as a JavaScript function of its view, for what people install: Handlebars reads it here, and neither its compiler nor its
 * runtime is in the bundle. It knows what our templates use, and no more: holes with a helper, `if`, `unless`, `each`.
 */
import Handlebars from 'handlebars';

/** `(view, helpers) => text`, as source text; `quoted` says how a text between holes is written in it. */
export const codeOf = (source, quoted = JSON.stringify) =>
  `(view, helpers) => ${textOf(Handlebars.parse(source), { view: 'view', quoted })}`;

/** An expression whose value is the text of a part of the template; `at` is where it stands: the name of its view. */
const textOf = (program, at) => {
  const parts = (program?.body ?? []).flatMap((statement) => partOf(statement, at));
  return parts.length === 0 ? '""' : parts.join(' + ');
};

const partOf = (statement, at) => {
  switch (statement.type) {
    case 'ContentStatement':
      return statement.value === '' ? [] : [at.quoted(statement.value)];
    case 'CommentStatement':
      return [];
    case 'MustacheStatement':
      return [`helpers.${nameOf(statement.path)}(${readOf(statement, at)})`];
    case 'BlockStatement':
      return [blockOf(statement, at)];
    default:
      throw unknown(statement);
  }
};

const blockOf = (block, at) => {
  const value = readOf(block, at);
  const inner = { ...at, view: `${at.view}_` };
  switch (nameOf(block.path)) {
    case 'if':
      return `(${value} ? ${textOf(block.program, at)} : ${textOf(block.inverse, at)})`;
    case 'unless':
      return `(${value} ? ${textOf(block.inverse, at)} : ${textOf(block.program, at)})`;
    case 'each':
      return `${value}.map((${inner.view}) => ${textOf(block.program, inner)}).join("")`;
    default:
      throw unknown(block);
  }
};

/** The one value that a hole or a block takes: a property of its view, or `this`. */
const readOf = (statement, { view }) => {
  const [path, ...more] = statement.params;
  if (more.length > 0 || statement.hash || path?.type !== 'PathExpression' || path.depth > 0) throw unknown(statement);
  if (path.parts.length > 1) throw unknown(statement);
  return path.parts.length === 0 ? view : `${view}.${path.parts[0]}`;
};

const nameOf = (path) => path.original;

const unknown = ({ type, loc }) => new Error(`line ${loc.start.line}: the build knows no such ${type}`);
