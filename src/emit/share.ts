import { models } from '../models/models.ts';
import { cardView } from './card.ts';
import { fill } from './fill.ts';
import type { Emitter, Job } from './job.ts';
import { origin, precision, weights } from './script.ts';
import { shareImportsOf } from './train-imports.ts';

/** What share.py.hbs reads. */
const shareView = (job: Job) => {
  const { plan } = job;
  const { adapter } = plan.train;
  const { weights: id, revision } = weights(plan);
  const trains_lora = adapter.kind === 'lora';
  const uploads = plan.hub.repo !== null;
  const { pipeline } = models[plan.model.kind];
  return {
    ...origin(job),
    ...precision(plan),
    imports: shareImportsOf({ trains_lora, uploads, pipeline }),
    trains_lora,
    trains_all: !trains_lora,
    alpha: trains_lora ? adapter.alpha : 0,
    weights: id,
    revision,
    pipeline,
    uploads,
    repo: plan.hub.repo ?? '',
    private: plan.hub.private,
    holds_out: plan.train.validate.held_out !== null,
    runs: plan.storage.runs,
  };
};

export const share: Emitter = function* (job) {
  yield { path: 'share.py', text: fill(job, 'share.py', shareView(job)) };
  yield { path: 'card.md', text: fill(job, 'card.md', cardView(job)) };
};
