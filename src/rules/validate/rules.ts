import type { Rule } from '../rule.ts';
import { denoisingSteps } from './denoising-steps.ts';
import { frequentVideos } from './frequent-videos.ts';
import { heldOutShare } from './held-out-share.ts';
import { imageWithoutReader } from './image-without-reader.ts';
import { longPrompt } from './long-prompt.ts';
import { nothingToValidate } from './nothing-to-validate.ts';
import { oddGuidance } from './odd-guidance.ts';
import { promptWithoutImage } from './prompt-without-image.ts';
import { promptsElsewhere } from './prompts-elsewhere.ts';
import { promptsNotEnglish } from './prompts-not-english.ts';
import { promptsWithoutTrigger } from './prompts-without-trigger.ts';
import { samePrompts } from './same-prompts.ts';
import { validatesOnlyAtEnd } from './validates-only-at-end.ts';
import { videosCost } from './videos-cost.ts';

export const validate: readonly Rule[] = [
  nothingToValidate,
  heldOutShare,
  promptsWithoutTrigger,
  videosCost,
  frequentVideos,
  validatesOnlyAtEnd,
  denoisingSteps,
  oddGuidance,
  longPrompt,
  promptsElsewhere,
  promptsNotEnglish,
  samePrompts,
  promptWithoutImage,
  imageWithoutReader,
];
