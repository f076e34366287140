/** As much of TextMate's grammars as cogx.tmLanguage.json uses. */
export type Rule = {
  readonly name?: string;
  readonly match?: string;
  readonly begin?: string;
  readonly end?: string;
  readonly include?: string;
  readonly captures?: Readonly<Record<string, { readonly name: string }>>;
  readonly patterns?: readonly Rule[];
};

export type Grammar = { readonly patterns: readonly Rule[]; readonly repository: Readonly<Record<string, Rule>> };

export type Coloured = { readonly text: string; readonly scope: string };

/** Colours lines as an editor does: line by line, at each place the first rule that matches earliest. */
export const colour = (grammar: Grammar, text: string): readonly Coloured[] => {
  const found: Coloured[] = [];
  let inside: Rule | undefined;
  for (const line of text.split('\n')) {
    let at = 0;
    while (at <= line.length) {
      const rules = flat(grammar, inside ? (inside.patterns ?? []) : grammar.patterns);
      const end = inside ? matchFrom(inside.end as string, line, at) : undefined;
      const best = earliest(rules, line, at);
      if (inside && end && (!best || end.index <= best.match.index)) {
        found.push({ text: line.slice(at, end.index + end[0].length), scope: inside.name as string });
        at = end.index + end[0].length + (end[0] === '' ? 1 : 0);
        inside = undefined;
      } else if (best) {
        const { rule, match } = best;
        found.push(...scopesOf(rule, match));
        if (rule.begin) inside = rule;
        at = match.index + Math.max(match[0].length, 1);
      } else break;
    }
  }
  return found;
};

const flat = (grammar: Grammar, rules: readonly Rule[]): readonly Rule[] =>
  rules.flatMap((rule) => {
    const target = rule.include ? grammar.repository[rule.include.slice(1)] : rule;
    if (!target) throw new Error(`${rule.include} is not in the repository`);
    return target.match || target.begin ? [target] : flat(grammar, target.patterns ?? []);
  });

const matchFrom = (pattern: string, line: string, at: number): RegExpExecArray | undefined => {
  const regexp = new RegExp(pattern, 'dgu');
  regexp.lastIndex = at;
  return regexp.exec(line) ?? undefined;
};

const earliest = (
  rules: readonly Rule[],
  line: string,
  at: number,
): { rule: Rule; match: RegExpExecArray } | undefined =>
  rules
    .map((rule) => ({ rule, match: matchFrom((rule.match ?? rule.begin) as string, line, at) }))
    .filter((each): each is { rule: Rule; match: RegExpExecArray } => each.match !== undefined)
    .sort((a, b) => a.match.index - b.match.index)[0];

const scopesOf = ({ name, captures }: Rule, match: RegExpExecArray): readonly Coloured[] => {
  if (name) return [{ text: match[0], scope: name }];
  return Object.entries(captures ?? {}).flatMap(([group, { name: scope }]) => {
    const text = match[Number(group)];
    return text ? [{ text, scope }] : [];
  });
};

/** Every regular expression of a grammar. */
export const patternsOf = (rule: Rule | Grammar): readonly string[] => {
  const { match, begin, end, patterns } = rule as Rule;
  const own = [match, begin, end].filter((each) => each !== undefined);
  const repository = 'repository' in rule ? Object.values(rule.repository) : [];
  return [...own, ...[...(patterns ?? []), ...repository].flatMap(patternsOf)];
};
