import { pipeline } from '../examples.ts';
import type { Rule } from '../rule.ts';

export const resumeItself: Rule = {
  code: 'resume-itself',
  severity: 'error',
  certain: true,
  why: `resume is how a new run begins where another one is, whatever has changed since. A run goes on from its own checkpoints without
it, as long as nothing has changed that made its updates; with a change it needs a name of its own, so that its checkpoints and
its log don't mix with those of before.`,
  sources: ['zai-org/CogVideo#372', 'kohya-ss/musubi-tuner#104'],
  bad: pipeline({ train: ['resume = "runs/owls"'], more: ['name = owls'] }),
  good: pipeline({ train: ['resume = "runs/owls"'], more: ['name = owls-slower'] }),
  *check({ name, storage, train: { resume } }) {
    const own = `${storage.runs}/${name}`;
    if (resume === null || !(resume === own || resume.startsWith(`${own}/`))) return;
    yield {
      path: ['train', 'resume'],
      message: `${resume} is the run ${name} itself, which goes on from its newest checkpoint anyway.`,
      help: 'Take it out, or give the pipeline a new name.',
    };
  },
};
