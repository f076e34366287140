import type { Definition, File, Value } from '../../grammar/ast.ts';
import { type Problem, parse } from '../../grammar/parse.ts';
import type { Diagnostic, Place } from '../diagnostics/diagnostic.ts';
import { type Allow, allowsOf } from './allows.ts';
import { join } from './file-path.ts';
import { merge } from './merge.ts';
import { asSaid, isCalledOtherwise, moveOf, withoutTwin } from './move.ts';
import type { Parsed } from './place-fix.ts';
import { failed, profile, withProblems } from './profile.ts';
import { read } from './read.ts';
import type { Raw, Reading } from './reading.ts';
import { type Renamed, renamed, withNewNames } from './renamed.ts';
import { asFile, setting, withParams } from './set.ts';
import { toldIn } from './told.ts';

/** Everything that says what a pipeline is. */
export type Input = {
  /** The name under which places refer to the text. */
  readonly file: string;
  readonly text: string;
  /** The text of another file, by its path relative to the main file's folder; undefined where there is none. */
  readonly read: (path: string) => string | undefined;
  readonly profiles?: readonly string[];
  /** `PATH=VALUE` */
  readonly set?: readonly string[];
  /** Words that had other names; cogx's own where unsaid. */
  readonly renamed?: readonly Renamed[];
};

export type Layers = {
  readonly reading: Reading;
  /** Every text that a place may refer to. */
  readonly sources: Map<string, string>;
  /** What comments allow, in all files. */
  readonly allows: readonly Allow[];
  /** The same as trees, without those of `--set`. */
  readonly trees: ReadonlyMap<string, Parsed>;
  readonly profiles: readonly string[];
  readonly params: readonly string[];
};

/** Defaults < `use` files in order < the file < profiles in the order given < `--set`. */
export const layer = (input: Input): Layers => {
  const sources = new Map([[input.file, input.text]]);
  const loader: Loader = { input, sources, trees: new Map(), overrides: new Map() };
  const sets = (input.set ?? []).map((text) => setting(text, loader.sources));
  const tree = parseFile(loader, input.file, input.text);
  const params = definitionsOf(tree.file, 'param');
  for (const { path, value } of sets) {
    const name = path[0] ?? '';
    if (path.length === 1 && params.has(name)) loader.overrides.set(name, value);
  }
  const files = load(loader, tree, { file: input.file, folder: '', above: [], names: new Map() });
  const main = merge(files);
  const named = (main.data.profile ?? {}) as Record<string, Raw>;
  const profiles = (input.profiles ?? []).map((name) => profile(main, named, name));
  const over = sets
    .filter(({ path }) => !(path.length === 1 && params.has(path[0] ?? '')))
    .map(({ file, path, value, problems }) =>
      withProblems(
        withParams(withoutFixes(readSetting(file, asFile(path, value), input.renamed ?? renamed)), path, [
          ...params.keys(),
        ]),
        problems,
      ),
    );
  const reading = profiles.length + over.length === 0 ? main : merge([main, ...profiles, ...over]);
  delete reading.data.profile;
  const { trees } = loader;
  const allows = [...trees].flatMap(([file, { tree: each }]) => allowsOf(file, sources.get(file) ?? '', each));
  return { reading, sources, trees, allows, profiles: Object.keys(named), params: [...params.keys()] };
};

const readSetting = (file: string, { tree, definitions }: ReturnType<typeof asFile>, table: readonly Renamed[]) =>
  read({ file, tree: withNewNames(file, tree, table).file, definitions, rebase: same });

type Loader = {
  readonly input: Input;
  readonly sources: Map<string, string>;
  readonly trees: Map<string, Parsed>;
  /** Values that `--set` gives to params of the main file. */
  readonly overrides: Map<string, Value | undefined>;
};

type Loaded = { readonly file: File; readonly problems: readonly Diagnostic[]; readonly told: readonly Problem[] };

const same = (path: string): string => path;

const parseFile = (loader: Loader, file: string, text: string): Loaded => {
  loader.sources.set(file, text);
  const { file: tree, problems } = parse(text);
  loader.trees.set(file, { tree, sound: problems.length === 0 });
  const renewed = withNewNames(file, tree, loader.input.renamed ?? renamed);
  const found = [...toldIn({ file, text, tree, problems }), ...renewed.told];
  return { file: renewed.file, problems: found, told: problems };
};

const definitionsOf = (tree: File, keyword?: Definition['keyword']): Map<string, Value | undefined> => {
  const definitions = tree.items.filter((item) => item.kind === 'definition');
  return new Map(
    definitions
      .filter((item) => keyword === undefined || item.keyword === keyword)
      .flatMap((item) => (item.name ? [[item.name.text, item.value] as const] : [])),
  );
};

type Standing = {
  readonly file: string;
  readonly folder: string;
  readonly above: readonly string[];
  /** What the files above define, with the file. */
  readonly names: ReadonlyMap<string, string>;
};

/** The readings of a file and of what it uses, the lowest first. */
const load = (loader: Loader, { file: tree, problems, told }: Loaded, standing: Standing): Reading[] => {
  const definitions = definitionsOf(tree);
  if (standing.above.length === 0) for (const [name, value] of loader.overrides) definitions.set(name, value);
  const own = read({
    file: standing.file,
    tree,
    definitions,
    rebase: (path) => join(standing.folder, path),
    above: standing.names,
    told,
  });
  const used = tree.items.flatMap((item) => {
    if (item.kind !== 'use' || !item.path) return [];
    const path = join(standing.folder, item.path.text);
    const text = loader.input.read(path);
    const place = { file: standing.file, span: item.path.span };
    if (standing.above.includes(path) || path === loader.input.file) return [failed(cycle(path, place))];
    if (text === undefined) return [failed(notFound(path, place))];
    const folder = path.split('/').slice(0, -1).join('/');
    const names = new Map([
      ...standing.names,
      ...[...definitions.keys()].map((name) => [name, standing.file] as const),
    ]);
    return load(loader, parseFile(loader, path, text), { file: path, folder, above: [...standing.above, path], names });
  });
  return [...used, withProblems(withMoves(own, { loader, tree, file: standing.file }), problems)];
};

const cycle = (path: string, place: Place): Diagnostic => ({
  code: 'use-cycle',
  severity: 'error',
  message: `${path} uses itself.`,
  help: 'Take this line out.',
  place,
});

const notFound = (path: string, place: Place): Diagnostic => ({
  code: 'use-not-found',
  severity: 'error',
  message: `There is no file ${path}.`,
  help: 'Write its path relative to this file.',
  place,
});

const moves: Readonly<Record<string, typeof moveOf>> = { 'unknown-word': moveOf, 'word-twice': withoutTwin };

type Read = { readonly loader: Loader; readonly tree: File; readonly file: string };

/** Words that belong to another block are brought there, and what is said twice is said once. */
const withMoves = (reading: Reading, { loader, tree, file }: Read): Reading => {
  if (!loader.trees.get(file)?.sound) return reading;
  const page = { file, tree, text: loader.sources.get(file) ?? '' };
  const problems = reading.problems.map((problem) => {
    const way = problem.fix && !isCalledOtherwise(problem) ? undefined : moves[problem.code];
    const fix = problem.place && way?.(page, problem.place);
    return fix ? { ...problem, fix, ...asSaid(problem, fix) } : problem;
  });
  return { ...reading, problems };
};

/** What stands on the command line stands in no file that could be mended. */
const withoutFixes = (reading: Reading): Reading => ({
  ...reading,
  problems: reading.problems.map(({ fix: _, ...problem }) => problem),
});
