import Handlebars from 'handlebars';
import { helpers, type Template } from './holes.ts';

const options = {
  noEscape: true,
  strict: true,
  knownHelpersOnly: true,
  knownHelpers: Object.fromEntries(Object.keys(helpers).map((name) => [name, true])),
};

/** Source text of a template → template. What people install has functions in its place (scripts/template-code.mjs). */
export const compileTemplate = (source: string): Template => {
  const render = Handlebars.compile(source, options);
  return (view) => render(view, { helpers });
};
