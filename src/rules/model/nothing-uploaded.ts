import { pipeline } from '../examples.ts';
import type { Rule } from '../rule.ts';

export const nothingUploaded: Rule = {
  code: 'nothing-uploaded',
  severity: 'warning',
  certain: false,
  why: `share.py uploads where repo names a repository, and nowhere else: whoever says who may see the repository and not which it is
finds nothing on the Hub when the run is over.`,
  sources: ['cogx: the language'],
  bad: pipeline({ more: ['hub { private = false }'] }),
  good: pipeline({ more: ['hub { repo = "me/birds", private = false }'] }),
  quiet: [pipeline({ more: ['hub { repo = "me/birds" }'] }), pipeline({ more: ['hub { }'] })],
  *check({ hub }, { written }) {
    const path = ['hub', 'private'];
    if (hub.repo !== null || !written(path)) return;
    yield {
      path,
      message: `hub says private = ${hub.private} and no repo, so share.py uploads nothing.`,
      help: 'Write repo = "your-name/your-model" in hub, or take private out.',
    };
  },
};
