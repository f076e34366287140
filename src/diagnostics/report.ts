import type { Diagnostic, Severity } from './diagnostic.ts';
import { fingerprintOf } from './fingerprint.ts';
import { isFile } from './range.ts';
import type { Sources } from './render.ts';

/** What is known of a code beside its findings: what the formats for machines carry. */
export type RuleFacts = {
  readonly code: string;
  readonly severity: Severity;
  readonly certain: boolean;
  readonly why: string;
  /** A text that raises it, and one that is cured of it. */
  readonly bad: string;
  readonly good: string;
  /** Where people paid for it, or what says so. */
  readonly sources: readonly string[];
};

/** A finding as one call tells it. */
export type Found = Diagnostic & {
  /** The file that was checked; its place may lie in a file that this one uses. */
  readonly checked: string;
  /** The profile with which it shows; absent where the file's first pass shows it. */
  readonly profile?: string;
  /** The same as long as the same words are wrong in the same way, wherever they move to. */
  readonly fingerprint: string;
};

/** A finding that a comment of the file says is meant, and why. */
export type WaivedFound = Found & { readonly reason: string };

/** A file checked as it is, or with one of its profiles. */
export type Pass = { readonly profile?: string; readonly findings: readonly Found[] };

export type CheckedFile = {
  readonly file: string;
  readonly passes: readonly Pass[];
  /** Words for other files: they alone are checked. */
  readonly part?: true;
  /** There is no inventory, so nothing is said of the clips. */
  readonly unscanned?: true;
};

/** What kept a file, or the whole call, from being checked: it lies in no pipeline. */
export type Failure = { readonly message: string; readonly help?: string; readonly file?: string };

/** So many findings of one fingerprint that a baseline keeps silent. */
export type Known = {
  readonly file: string;
  readonly code: string;
  /** The word of the plan, for people who read the baseline. */
  readonly path?: string;
  readonly fingerprint: string;
  readonly count: number;
};

/** Everything that one call of `check` has to say, ready for any format. */
export type Report = {
  /** Of cogx. */
  readonly version: string;
  readonly exit: number;
  /** Whether warnings fail too. */
  readonly deny: boolean;
  readonly files: readonly CheckedFile[];
  readonly failures: readonly Failure[];
  /** Not among the findings: they neither count nor fail. */
  readonly waived: readonly WaivedFound[];
  /** How many findings the baseline keeps silent. */
  readonly known: number;
  /** What the baseline holds and nothing has any more. */
  readonly stale: readonly Known[];
  readonly sources: Sources;
  /** What a rule says of itself, by its code. */
  readonly rules: (code: string) => RuleFacts | undefined;
};

export const findingsOf = ({ files }: Pick<Report, 'files'>): readonly Found[] =>
  files.flatMap(({ passes }) => passes.flatMap(({ findings }) => findings));

/** How many findings there are of each severity. */
export const countsOf = (findings: readonly Diagnostic[]): Readonly<Record<Severity, number>> => {
  const counts = { error: 0, warning: 0, note: 0 };
  for (const { severity } of findings) counts[severity]++;
  return counts;
};

/** The file that a finding belongs to: the one that it lies in, else the one that was checked. */
export const homeOf = ({ place, checked }: Found): string => (place && isFile(place.file) ? place.file : checked);

/** Whether findings end with exit code 1. */
export const fails = (findings: readonly Diagnostic[], deny: boolean): boolean =>
  findings.some(({ severity }) => severity === 'error' || (deny && severity === 'warning'));

/** The sentence with the profile that it needs to be seen. */
export const sentence = ({ profile, message }: Pick<Found, 'profile' | 'message'>): string =>
  profile === undefined ? message : `with profile ${profile}: ${message}`;

type SaidPass = {
  readonly profile?: string;
  readonly diagnostics: readonly Diagnostic[];
  readonly waived: readonly { readonly diagnostic: Diagnostic; readonly reason: string }[];
};

/** What one file says, as it is and with each profile. */
export type Said = {
  readonly file: string;
  readonly passes: readonly SaidPass[];
  readonly sources: Sources;
  readonly part?: true;
  readonly unscanned?: true;
};

/** `told` is what earlier files have said already. */
export const checkedFile = (said: Said, told: Told): CheckedFile => ({
  file: said.file,
  ...(said.part ? { part: true } : {}),
  ...(said.unscanned ? { unscanned: true } : {}),
  passes: said.passes.map((pass) => ({
    ...(pass.profile === undefined ? {} : { profile: pass.profile }),
    findings: untold(pass.diagnostics, said.file, told).map((diagnostic) => found(diagnostic, said, pass)),
  })),
});

/** What the comments of a file waive, each once. */
export const waivedIn = (said: Said, told: Told): readonly WaivedFound[] =>
  said.passes.flatMap((pass) => {
    const fresh = new Set(
      untold(
        pass.waived.map(({ diagnostic }) => diagnostic),
        said.file,
        told,
      ),
    );
    return pass.waived
      .filter(({ diagnostic }) => fresh.has(diagnostic))
      .map(({ diagnostic, reason }) => ({ ...found(diagnostic, said, pass), reason }));
  });

const found = (diagnostic: Diagnostic, { file, passes, sources }: Said, pass: SaidPass): Found => ({
  ...diagnostic,
  checked: file,
  ...(pass.profile === undefined || pass === passes[0] ? {} : inProfile(diagnostic, pass.profile)),
  fingerprint: fingerprintOf(diagnostic, sources),
});

/** What shows with a profile alone is cured in it: the word that it takes over is meant for all. */
const inProfile = ({ help }: Diagnostic, profile: string): Pick<Found, 'profile' | 'help'> => ({
  profile,
  ...(help === undefined ? {} : { help: `In profile ${profile}, ${help.charAt(0).toLowerCase()}${help.slice(1)}` }),
});

/** The worst severity at which each code has been told of each place. */
export type Told = Map<string, number>;

/**
 * What no earlier pass has told, or not so badly. What lies in a file that several use is told once; what lies in none,
 * once for each. Two findings of one pass are two.
 */
const untold = (diagnostics: readonly Diagnostic[], file: string, told: Told): readonly Diagnostic[] => {
  const keyOf = ({ code, place, path }: Diagnostic) =>
    JSON.stringify([code, place && isFile(place.file) ? place : [file, place, path]]);
  const fresh = diagnostics.filter((each) => rank[each.severity] > (told.get(keyOf(each)) ?? 0));
  for (const each of fresh) told.set(keyOf(each), Math.max(rank[each.severity], told.get(keyOf(each)) ?? 0));
  return fresh;
};

const rank: Readonly<Record<Severity, number>> = { note: 1, warning: 2, error: 3 };
