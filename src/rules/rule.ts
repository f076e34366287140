import type { Severity } from '../diagnostics/diagnostic.ts';
import type { Measured } from '../estimate/measured.ts';
import type { Clip } from '../media/inventory.ts';
import type { Survey } from '../media/survey.ts';
import type { Path } from '../plan/path.ts';
import type { Plan } from '../plan/pipeline.ts';
import type { Renamed } from '../plan/renamed.ts';

/** What a rule found: the place is named by a path of the plan. */
export type Finding = {
  readonly path: Path;
  /** Whether the name of the word is underlined, or its value (the default). */
  readonly at?: 'name' | 'value';
  readonly message: string;
  readonly help?: string;
  /** Where it differs from the rule's own. */
  readonly severity?: Severity;
  /** Another path whose place is shown too, with a word on why. */
  readonly related?: { readonly path: Path; readonly message: string };
  /** Paths elsewhere at which this finding is the cause too of what the rule `hides`; asked once it is raised, so it does not rest on them. */
  readonly hidesAt?: () => readonly Path[];
  /** The values that cure it, as written in a file; only where the help names one replacement. */
  readonly fix?: {
    /** `safe`: nothing else can have been meant, or the run learns the same with it. `unsafe`: the author decides. */
    readonly safety: 'safe' | 'unsafe';
    readonly set: readonly { readonly path: Path; readonly text: string }[];
  };
};

/** RUN, as train.py leaves it. */
export type RunFolder = {
  /** Updates of the checkpoints that are there, in order. */
  readonly checkpoints: readonly number[];
  /** What its updates were made from, by path (run.json); absent where none is written. */
  readonly training?: Readonly<Record<string, unknown>>;
};

/** What is known beside the file. */
export type Facts = {
  /** What the inventory says under the plan's policies; absent without an inventory. */
  readonly survey?: Survey;
  /** Whether there is an inventory at all. */
  readonly scanned?: boolean;
  /** What a run of the pipeline has measured. */
  readonly measured?: Measured | undefined;
  /** What stands in the run's folder; absent where nothing does, or nobody looked. */
  readonly run?: RunFolder;
  /** Names in a folder of this disk; undefined where there is none. Absent where nobody looked. */
  readonly names?: (path: string) => readonly string[] | undefined;
  /** Whether a file (or `--set`) says the word, or its value is a default. */
  readonly written: (path: Path) => boolean;
};

/** A text that raises or cures a finding, with whatever else of the world it needs. */
export type Example =
  | string
  | {
      readonly text: string;
      /** Its inventory, where the rule reads one. */
      readonly clips?: Iterable<Clip>;
      /** Other files that it uses, by path. */
      readonly files?: Readonly<Record<string, string>>;
      readonly profiles?: readonly string[];
      readonly set?: readonly string[];
      /** Words that had other names, where it needs some. */
      readonly renamed?: readonly Renamed[];
      /** What stands in the run's folder, and in other folders by their path. */
      readonly run?: RunFolder;
      readonly folders?: Readonly<Record<string, readonly string[]>>;
      /** Where the problem shows only when outputs are asked for. */
      readonly compiles?: true;
    };

/** One problem: what it is, why it costs, how it looks, how it is cured. */
export type Rule = {
  /** The file's name: names the problem; reads well after "allow". */
  readonly code: string;
  readonly severity: Severity;
  /** The run would fail, or would surely not do what the file says; else it is advice, which can be waived. */
  readonly certain: boolean;
  /** What goes wrong on the machine if it is not obeyed, and who says so. */
  readonly why: string;
  /** Raises this code and no other. */
  readonly bad: Example;
  /** The smallest change that cures it. */
  readonly good: Example;
  /** Near misses: the value just inside the bound, the case where it must not apply. They do not raise it, nor any error. */
  readonly quiet?: readonly Example[];
  /** Whether it judges files without `train` too, which only other files use. */
  readonly judgesParts?: true;
  /** Codes that are only its consequence, and are not shown where it fires. */
  readonly hides?: readonly string[];
  /** Where people paid for it, or what says so: `zai-org/CogVideo#637`, a file of a library, `cogx: the language`. */
  readonly sources: readonly string[];
  /** Rows of the catalogue of costly mistakes that it catches. */
  readonly catches?: readonly string[];
  /** Raised only where a pipeline is compiled: what can be checked all the same. */
  readonly when?: 'compile';
  /** Absent where the parser or the schema finds it. */
  readonly check?: (plan: Plan, facts: Facts) => Iterable<Finding>;
};
