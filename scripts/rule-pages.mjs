/**
 * A rule's file holds its check and what it says of itself, which is most of the text, and of which a check of a pipeline reads nothing.
 * So the build takes that out of what a check loads. It goes by the lines of the formatter: a property of the rule begins a line
 * with two spaces.
 */
const page = /^ {2}(why|bad|good|quiet|sources|catches)\b/;

/** The text of a rule's file without what the rule says of itself. */
export const withoutPage = (text) => {
  const lines = text.split('\n');
  const start = lines.findIndex((line) => /^export const \w+: Rule = \{$/.test(line));
  const end = lines.indexOf('};', start);
  if (start < 0) return text;
  let isTaken = true;
  const rule = lines.slice(start + 1, end).filter((line) => {
    if (/^ {2}[*\w]/.test(line)) isTaken = !page.test(line);
    return isTaken;
  });
  return pure([...lines.slice(0, start + 1), ...rule, ...lines.slice(end)].join('\n'));
};

/** Examples are made by functions without effects: what nobody reads any more, esbuild may leave out. */
const pure = (text) => {
  const names = /^import \{([^}]*)\} from '\.\.\/examples\.ts';/m.exec(text)?.[1]?.match(/\w+/g) ?? [];
  return names.reduce(
    (all, name) => all.replace(new RegExp(`(?<![\\w.])${name}\\(`, 'g'), `/* @__PURE__ */ ${name}(`),
    text,
  );
};
