import { fractionOf } from '../media/rate.ts';
import { fill } from './fill.ts';
import type { Emitter, Job } from './job.ts';

/** What prepare.sh.hbs reads. */
const prepareView = ({ plan, source, command }: Job) => {
  const { count, rate, size } = plan.frames;
  const { numerator, denominator } = fractionOf(rate);
  return {
    source,
    command,
    name: plan.name,
    data: plan.storage.data,
    work: plan.storage.work,
    frames: count,
    rate: `${numerator}/${denominator}`,
    width: size.width,
    height: size.height,
  };
};

export const prepare: Emitter = function* (job) {
  yield { path: 'prepare.sh', text: fill(job, 'prepare.sh', prepareView(job)), executable: true };
};
