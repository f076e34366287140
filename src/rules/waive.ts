import type { Diagnostic, Place } from '../diagnostics/diagnostic.ts';
import { fixOf } from '../diagnostics/fix.ts';
import { near } from '../diagnostics/suggest.ts';
import type { Allow } from '../plan/allows.ts';
import { type Path, startsWith } from '../plan/path.ts';
import type { Rule } from './rule.ts';

/** A finding that the file says is meant. */
export type Waived = {
  readonly diagnostic: Diagnostic;
  readonly reason: string;
  /** Where the code stands in the comment that allows it. */
  readonly allow: Place;
};

/** A finding before it is known whether it is waived; `hidden` where another finding tells its cause. */
export type Raised = {
  readonly rule: Rule;
  readonly path: Path;
  readonly diagnostic: Diagnostic;
  readonly hidden: boolean;
};

export type Waivers = {
  /** The main file: what a used one allows, other pipelines may need. */
  readonly file: string;
  readonly allows: readonly Allow[];
  /** Those that are applied: what stands in another one speaks of nothing now. */
  readonly profiles: readonly string[];
  /** Every rule, for comments that name some; and whether one was asked with all that it needs. */
  readonly rules: () => readonly Rule[];
  readonly wasAsked: (rule: Rule) => boolean;
};

/** Takes out what comments allow, and tells of comments that allow nothing. */
export const waive = (
  raised: readonly Raised[],
  waivers: Waivers,
): { readonly kept: readonly Diagnostic[]; readonly waived: readonly Waived[] } => {
  const allows = waivers.allows.filter(({ item }) => !item?.profile || waivers.profiles.includes(item.profile));
  if (allows.length === 0) return { kept: shown(raised), waived: [] };
  const rules = waivers.rules();
  const meant = codeMeant(rules);
  const used = new Set<Allow>();
  const kept: Diagnostic[] = [];
  const waived: Waived[] = [];
  for (const { rule, path, diagnostic, hidden } of raised) {
    const matching = rule.certain
      ? []
      : allows.filter((allow) => meant(allow) === rule.code && speaksOf(allow, { path, diagnostic }));
    for (const each of matching) used.add(each);
    const [allow] = matching;
    if (hidden) continue;
    if (allow) waived.push({ diagnostic, reason: allow.reason, allow: allow.place });
    else kept.push(diagnostic);
  }
  const told = allows.flatMap((allow) => problemOf(allow, used.has(allow), { ...waivers, rules }));
  return { kept: [...kept, ...told], waived };
};

const shown = (raised: readonly Raised[]): readonly Diagnostic[] =>
  raised.flatMap(({ diagnostic, hidden }) => (hidden ? [] : [diagnostic]));

/** A code that is misspelt is told as that, and not by what it was meant to waive. */
const codeMeant = (rules: readonly Rule[]) => {
  const codes = rules.map(({ code }) => code);
  return ({ code }: Allow): string | undefined => (codes.includes(code) ? code : near(code, codes)?.word);
};

const speaksOf = ({ place, item }: Allow, { path, diagnostic }: Pick<Raised, 'path' | 'diagnostic'>): boolean => {
  if (!item) return false;
  const at = diagnostic.place;
  const isInside = at?.file === place.file && item.span.start <= at.span.start && at.span.end <= item.span.end;
  return isInside || (item.path !== undefined && path.length > 0 && startsWith(path, item.path));
};

type Known = Omit<Waivers, 'rules'> & { readonly rules: readonly Rule[] };

const problemOf = (allow: Allow, isUsed: boolean, { file, rules, wasAsked }: Known): Diagnostic[] => {
  const { code, place } = allow;
  const rule = rules.find((each) => each.code === code);
  if (!rule) return [unknown(allow, rules)];
  if (rule.certain)
    return [
      {
        code: 'allow-of-certain',
        severity: 'error',
        message: `${code} can't be allowed: where it is found, the run fails or does something else than the file says.`,
        help: `Mend what ${code} tells, and take it out of the comment.`,
        place,
      },
    ];
  if (allow.reason === '')
    return [
      {
        code: 'allow-without-reason',
        severity: 'error',
        message: `${code} is allowed here without a reason.`,
        help: `Write # cogx-allow ${code}: and why it is meant.`,
        place,
      },
    ];
  return isUsed || place.file !== file || !wasAsked(rule) ? [] : [unused(allow)];
};

const unused = ({ code, place, item }: Allow): Diagnostic => ({
  code: 'unused-allow',
  severity: 'warning',
  message: item ? `${code} is allowed here, and nothing raises it.` : `${code} is allowed above nothing.`,
  help: item ? `Take ${code} out of the comment.` : 'Move the comment above the item that it speaks of.',
  place,
});

const unknown = ({ code, place }: Allow, rules: readonly Rule[]): Diagnostic => {
  const meant = near(
    code,
    rules.map((each) => each.code),
  );
  return {
    code: 'unknown-allow',
    severity: 'error',
    message: code === '' ? 'cogx-allow names no finding.' : `There is no finding ${code} to allow.`,
    help: meant
      ? `Did you mean ${meant.word}?`
      : 'Write # cogx-allow CODE: reason, with the code that stands in brackets.',
    place,
    ...(meant ? { fix: fixOf(meant.safety, [{ place, text: meant.word, was: code }]) } : {}),
  };
};
