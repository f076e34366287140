import { accelerate } from './accelerate.ts';
import { clips } from './clips.ts';
import { deepspeed } from './deepspeed.ts';
import { encode } from './encode.ts';
import type { Emitter, Job } from './job.ts';
import { launch } from './launch/launch.ts';
import type { Output } from './output.ts';
import { planJson } from './plan-json.ts';
import { prepare } from './prepare.ts';
import { readme } from './readme.ts';
import { requirements } from './requirements.ts';
import { sample } from './sample.ts';
import { share } from './share.ts';
import { train } from './train.ts';

/** Everything that a pipeline becomes, in the order in which a person reads it. The manifest follows, made of these. */
export const emitters: readonly Emitter[] = [
  readme,
  planJson,
  requirements,
  prepare,
  clips,
  encode,
  train,
  sample,
  share,
  accelerate,
  deepspeed,
  launch,
];

export function* emit(job: Job): Iterable<Output> {
  for (const emitter of emitters) yield* emitter(job);
}
