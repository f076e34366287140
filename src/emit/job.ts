import type { Schedule } from '../estimate/schedule.ts';
import type { Clip } from '../media/inventory.ts';
import type { Survey } from '../media/survey.ts';
import type { Plan } from '../plan/pipeline.ts';
import type { Written } from '../plan/resolve.ts';
import type { Templates } from './holes.ts';
import type { Sha256 } from './manifest.ts';
import type { Output } from './output.ts';

/** All that an emitter may read. */
export type Job = {
  readonly plan: Plan;
  /** The plan before its defaults. */
  readonly written: Written;
  /** What was compiled, for the first line of each output: `birds.cogx`. */
  readonly source: string;
  /** The command that made the outputs: `cogx compile birds.cogx --profile smoke`. */
  readonly command: string;
  readonly version: string;
  /** Optimizer updates, samples of one pass (repeats counted; null without an inventory) and warm-up, worked out from the plan. */
  readonly schedule: Schedule;
  /** One pass over the inventory, or undefined where there is none. */
  readonly clips: (() => Iterable<Clip>) | undefined;
  /** What the inventory gives under the plan's policies; undefined where there is none. */
  readonly survey?: Survey | undefined;
  /** Printed path of the plan -> where its value came from, in words. */
  readonly origins: ReadonlyMap<string, string>;
  /** Printed path -> what the author says of it. */
  readonly docs: ReadonlyMap<string, string>;
  readonly templates: Templates;
  readonly sha256: () => Sha256;
};

export type Emitter = (job: Job) => Iterable<Output>;
