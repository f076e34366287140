import { pipeline } from '../examples.ts';
import type { Finding, Rule } from '../rule.ts';

const prompts = 'prompts = "a heron stands in the reeds and looks around"';

/** The noise of every CogVideoX has this many steps (scheduler_config.json, num_train_timesteps). */
const all = 1000;

export const denoisingSteps: Rule = {
  code: 'denoising-steps',
  severity: 'error',
  certain: false,
  why: `The schedulers of diffusers refuse more denoising steps than the 1,000 that the model was trained with, so the first validation
fails (huggingface/diffusers#1005). With fewer than ten, videos are blurred whatever was learnt, and show nothing. The model
cards take 50.`,
  sources: [
    'huggingface/diffusers src/diffusers/schedulers/scheduling_ddim_cogvideox.py',
    'huggingface/diffusers#1005',
  ],
  bad: pipeline({ train: [`validate { steps = 2000, ${prompts} }`] }),
  good: pipeline({ train: [`validate { steps = 50, ${prompts} }`] }),
  quiet: [
    pipeline({ train: [`validate { steps = 1000, ${prompts} }`] }),
    pipeline({ train: [`validate { steps = 10, ${prompts} }`] }),
    // Nothing is made
    pipeline({ train: ['validate { steps = 2 }'] }),
    pipeline({ length: '10 steps', train: [`validate { steps = 2, ${prompts} }`] }),
  ],
  *check({ train: { validate, length } }) {
    const { steps, prompts: texts, prompt } = validate;
    if (texts.length === 0 && Object.keys(prompt).length === 0) return;
    if (steps > all)
      yield finding(`Validation asks for ${steps} denoising steps, and the model knows ${all}.`, 'error');
    else if (steps < 10 && !('steps' in length && length.steps < 100))
      yield finding(`${steps} denoising steps leave videos blurred, whatever the model has learnt.`, 'warning');
  },
};

const finding = (message: string, severity: 'error' | 'warning'): Finding => ({
  path: ['train', 'validate', 'steps'],
  message,
  help: 'Write steps = 50.',
  fix: { safety: 'unsafe', set: [{ path: ['train', 'validate', 'steps'], text: '50' }] },
  severity,
});
