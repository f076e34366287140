import { models } from '../../models/models.ts';
import { pipeline } from '../examples.ts';
import type { Rule } from '../rule.ts';

const weighed = (weights: string) => pipeline({ model: `cogvideox-5b-t2v { weights = "${weights}" }` });

export const unknownWeights: Rule = {
  code: 'unknown-weights',
  severity: 'error',
  certain: false,
  why: `diffusers takes a name for a folder where one is there, and for an id of the Hub else. An id has an organisation and a name;
"CogVideoX-5b" alone is no repository, so a job that does not stand in the right folder ends with "is not a local folder and is not
a valid model identifier". A page's address is not an id, and neither is a file of weights.`,
  sources: ['huggingface/diffusers src/diffusers/utils/hub_utils.py', 'pyannote/pyannote-audio#1800'],
  bad: weighed('CogVideoX-5b'),
  good: weighed('zai-org/CogVideoX-5b'),
  quiet: [weighed('./CogVideoX-5b'), weighed('/models/CogVideoX-5b'), weighed('somebody/birds')],
  hides: ['weights-of-another-model'],
  *check({ model: { kind, weights } }, { written }) {
    const path = ['model', 'weights'];
    if (!written(path)) return;
    const page = /^(?:https?:\/\/)?(?:www\.)?(?:huggingface\.co|hf\.co)\/([\w.-]+\/[\w.-]+)/.exec(weights)?.[1];
    if (page !== undefined) {
      const set = [{ path, text: JSON.stringify(page) }];
      const help = `Write weights = "${page}".`;
      yield { path, message: `${weights} is a page, and no id of the Hub.`, help, fix: { safety: 'safe', set } };
    } else if (!/[\\/]/.test(weights))
      yield {
        path,
        message: `${weights} has no organisation in front, as an id of the Hub has, and no ./ as a folder has.`,
        help: `Write weights = "${models[kind].weights}", or weights = "./${weights}" for a folder.`,
      };
  },
};
