import type { Statistics } from '../../media/statistics.ts';
import type { Picks } from '../plot/picks.ts';
import type { Ranged } from '../plot/ranges.ts';

/** How something stands: fine, close to a bound, over it, or unknown. */
export type Stand = 'good' | 'low' | 'bad' | 'rest';

/** A plan as its page shows it: what the run will need, take and cost. */
export type PlanView = {
  readonly name: string;
  readonly source: string;
  /** What is trained on what, in a sentence or two. */
  readonly says: string;
  /** The short answers, the most pressing first. */
  readonly verdict: { readonly stand: Stand; readonly says: string; readonly answers: readonly Answer[] };
  readonly findings: readonly Found[];
  readonly memory?: MemoryView;
  readonly time?: TimeView;
  readonly schedule?: ScheduleView;
  readonly learning: readonly Learnt[];
  readonly datasets: readonly DatasetView[];
  readonly storage: readonly Stored[];
  readonly values: readonly Valued[];
};

/** `Memory of a GPU`: `35.1 of 79.2 GiB`, and a line on it. */
export type Answer = { readonly asks: string; readonly answer: string; readonly more: string; readonly stand: Stand };

export type Found = {
  readonly severity: 'error' | 'warning' | 'note';
  readonly code: string;
  readonly message: string;
  readonly help?: string;
  /** `birds.cogx:12` */
  readonly place?: string;
};

/** GiB of one GPU. */
export type MemoryView = {
  readonly phases: readonly MemoryPhase[];
  readonly card?: { readonly name: string; readonly gib: number };
  /** What is said of the worst phase and of how far it may be off. */
  readonly says: string;
  /** What is left out, and where the numbers come from. */
  readonly notes: readonly string[];
};

export type MemoryPhase = {
  readonly name: string;
  readonly parts: readonly { readonly name: string; readonly gib: number }[];
  /** What tensors take, and what torch's allocator holds for them. */
  readonly allocated: number;
  readonly reserved: number;
  readonly isWorst: boolean;
};

/** Seconds on the clock. */
export type TimeView = {
  readonly says: string;
  readonly parts: readonly {
    readonly name: string;
    readonly seconds: number;
    readonly least: number;
    readonly most: number;
    readonly gpu_hours: number;
    readonly price: number | null;
    /** How it comes about: `1,500 updates of 42 s`. */
    readonly from: string;
  }[];
  readonly limits: readonly {
    readonly name: string;
    readonly limit: string;
    readonly planned: string;
    readonly stand: Stand;
  }[];
  readonly notes: readonly string[];
};

/** Over the updates of the run. */
export type ScheduleView = {
  readonly updates: number;
  readonly warmup: number;
  readonly peak: number;
  readonly rateAt: (update: number) => number;
  readonly kind: string;
  readonly checkpoints: readonly number[];
  readonly validations: readonly number[];
  /** Of the training stage, where it is known. */
  readonly seconds?: number;
  /** The update at which a time limit ends the job. */
  readonly stopped?: { readonly label: string; readonly at: number };
};

/** A number of learning; beside the range that is advised for it where somebody advises one. */
export type Learnt = {
  readonly name: string;
  readonly value: string;
  readonly range?: Ranged;
  readonly more?: string;
};

export type DatasetView = {
  readonly name: string;
  readonly clips: number;
  readonly kept: number;
  readonly samples: number;
  readonly left_out: readonly { readonly reason: string; readonly count: number }[];
  /** Facts in a line each: `footage used`, `82.3 %`. */
  readonly facts: readonly { readonly name: string; readonly value: string }[];
  readonly views: number | null;
  readonly charts: Statistics['charts'];
  /** A clip for each way in which the policy acts. */
  readonly picks: readonly Picks[];
};

export type Stored = {
  readonly where: 'disk' | 'memory of a node';
  readonly name: string;
  readonly gib: number;
  readonly from: string;
  readonly isTotal?: boolean;
};

export type Valued = {
  readonly path: string;
  readonly value: string;
  readonly from: string;
  readonly isDefault: boolean;
};
