import { pipeline } from '../examples.ts';
import type { Rule } from '../rule.ts';

export const unknownWord: Rule = {
  code: 'unknown-word',
  severity: 'error',
  certain: true,
  why: `A word that stands where nothing reads it would be passed over in silence, and its default used: that is how a model was
trained on the whole range of noise instead of a part of it (tdrussell/diffusion-pipe#372). So every word that cogx does
not know at that place is an error, with the word or the block that was most likely meant.`,
  sources: [
    'tdrussell/diffusion-pipe#372',
    'kohya-ss/musubi-tuner#99',
    'hiyouga/LlamaFactory#9146',
    'bghira/SimpleTuner#733',
  ],
  bad: pipeline({ train: ['learning_rate = 1e-4'] }),
  good: pipeline({ train: ['optimizer adamw { learning_rate = 1e-4 }'] }),
  catches: ['M003', 'M076', 'M106'],
};
