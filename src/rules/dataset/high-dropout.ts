import type { Path } from '../../plan/path.ts';
import { modelOf, percent } from '../common.ts';
import { pipeline } from '../examples.ts';
import type { Finding, Rule } from '../rule.ts';

export const highDropout: Rule = {
  code: 'high-dropout',
  severity: 'warning',
  certain: false,
  why: `Caption dropout keeps guidance working: a share of samples is seen with an empty caption. CogVideoX was trained with 10 %. Above
half, most samples teach nothing of their words, and prompts lose their effect. So it is with the pictures that a video starts from,
of which 5 % were left out.`,
  bad: pipeline({ more: ['captions { dropout = 60 % }'] }),
  good: pipeline({ more: ['captions { dropout = 10 % }'] }),
  quiet: [
    pipeline({ more: ['captions { dropout = 50 % }'] }),
    pipeline({ more: ['captions { dropout = 0 }'] }),
    pipeline({ model: 'cogvideox-5b-i2v', more: ['image { dropout = 50 % }'] }),
  ],
  sources: ['kohya-ss/musubi-tuner#434', 'Lightricks/LTX-Video-Trainer#60', 'THUDM/CogVideo sat/configs'],
  catches: ['M086'],
  *check(plan) {
    const { captions, image } = plan;
    if (captions.dropout > 0.5) yield without('caption', ['captions', 'dropout'], captions.dropout);
    if (image !== null && image.dropout > 0.5 && modelOf(plan).conditioning === 'image')
      yield without('picture', ['image', 'dropout'], image.dropout);
  },
};

const trained = { caption: '10 %', picture: '5 %' };

const without = (what: keyof typeof trained, path: Path, share: number): Finding => ({
  path,
  message: `${percent(share)} of the samples are seen without their ${what}.`,
  help: `Write dropout = ${trained[what]}.`,
});
