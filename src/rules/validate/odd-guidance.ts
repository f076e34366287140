import { pipeline } from '../examples.ts';
import type { Rule } from '../rule.ts';

const prompts = 'prompts = "a heron stands in the reeds and looks around"';

export const oddGuidance: Rule = {
  code: 'odd-guidance',
  severity: 'warning',
  certain: false,
  why: `Guidance pulls a video away from what the model shows without a prompt: the model cards take 6. At 1 and below diffusers leaves it
out, and videos follow their prompts loosely; far above it colours burn out. Either way the videos say nothing of the training,
and a run that learns well is stopped or tuned for nothing.`,
  sources: [
    'huggingface/diffusers src/diffusers/pipelines/cogvideo/pipeline_cogvideox.py',
    'zai-org/CogVideo README.md',
  ],
  bad: pipeline({ train: [`validate { guidance = 60, ${prompts} }`] }),
  good: pipeline({ train: [`validate { guidance = 6, ${prompts} }`] }),
  quiet: [
    pipeline({ train: [`validate { guidance = 3, ${prompts} }`] }),
    pipeline({ train: [`validate { guidance = 15, ${prompts} }`] }),
  ],
  *check({ train: { validate } }) {
    const { guidance, prompts: texts, prompt } = validate;
    if ((guidance > 1 && guidance <= 20) || (texts.length === 0 && Object.keys(prompt).length === 0)) return;
    yield {
      path: ['train', 'validate', 'guidance'],
      message:
        guidance > 1
          ? `guidance = ${guidance} burns out the colours of every validation video.`
          : `guidance = ${guidance} makes validation videos without guidance.`,
      help: 'Write guidance = 6.',
      severity: guidance > 1 ? 'warning' : 'note',
    };
  },
};
