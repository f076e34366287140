/**
 * A rule's file holds its check and what it says of itself. A check of a pipeline reads nothing of the latter, which is most of the text;
 * `cogx explain` reads nothing of the former. So the build takes each file in two halves. It goes by the lines of the formatter: a
 * property of the rule begins a line with two spaces.
 */
const halves = {
  checks: /^ {2}(why|bad|good|quiet|sources|catches)\b/,
  pages: /^ {2}(check|\*check|async check|judgesParts|hides|when)\b/,
};

/** The text of a rule's file for one half, `checks` or `pages`: the properties of the other are taken out. */
export const halfOf = (text, half) => {
  const lines = text.split('\n');
  const start = lines.findIndex((line) => /^export const \w+: Rule = \{$/.test(line));
  const end = lines.indexOf('};', start);
  if (start < 0) return text;
  let isTaken = true;
  const rule = lines.slice(start + 1, end).filter((line) => {
    if (/^ {2}[*\w]/.test(line)) isTaken = !halves[half].test(line);
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
