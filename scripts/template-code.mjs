/**
 * A template as a JavaScript function of its view, for what people install: Handlebars reads it here, and neither its compiler nor its
 * runtime is in the bundle. It knows what our templates use, and no more: holes with a helper, `if`, `unless`, `each`.
 */
import Handlebars from 'handlebars';

/** `(view, helpers) => text`, as source text. */
export const codeOf = (source) => `(view, helpers) => ${textOf(Handlebars.parse(source), 'view')}`;

/** An expression whose value is the text of a part of the template. */
const textOf = (program, view) => {
  const parts = (program?.body ?? []).flatMap((statement) => partOf(statement, view));
  return parts.length === 0 ? '""' : parts.join(' + ');
};

const partOf = (statement, view) => {
  switch (statement.type) {
    case 'ContentStatement':
      return statement.value === '' ? [] : [JSON.stringify(statement.value)];
    case 'CommentStatement':
      return [];
    case 'MustacheStatement':
      return [`helpers.${nameOf(statement.path)}(${readOf(statement, view)})`];
    case 'BlockStatement':
      return [blockOf(statement, view)];
    default:
      throw unknown(statement);
  }
};

const blockOf = (block, view) => {
  const value = readOf(block, view);
  const body = (inner) => textOf(block.program, inner);
  switch (nameOf(block.path)) {
    case 'if':
      return `(${value} ? ${body(view)} : ${textOf(block.inverse, view)})`;
    case 'unless':
      return `(${value} ? ${textOf(block.inverse, view)} : ${body(view)})`;
    case 'each':
      return `${value}.map((${view}_) => ${body(`${view}_`)}).join("")`;
    default:
      throw unknown(block);
  }
};

/** The one value that a hole or a block takes: a property of its view, or `this`. */
const readOf = (statement, view) => {
  const [path, ...more] = statement.params;
  if (more.length > 0 || statement.hash || path?.type !== 'PathExpression' || path.depth > 0) throw unknown(statement);
  if (path.parts.length > 1) throw unknown(statement);
  return path.parts.length === 0 ? view : `${view}.${path.parts[0]}`;
};

const nameOf = (path) => path.original;

const unknown = ({ type, loc }) => new Error(`line ${loc.start.line}: the build knows no such ${type}`);
