import { pipeline } from '../examples.ts';
import type { Rule } from '../rule.ts';

export const alphaScale: Rule = {
  code: 'alpha-scale',
  severity: 'warning',
  certain: false,
  why: `What a LoRA adds is multiplied by alpha / rank, and so is, in effect, its learning rate. alpha = 1 at rank 128 trains
1/128 of what was meant ("barely any difference even on high lr", kohya-ss/sd-scripts#98); an alpha far above the rank
overdrives it. Between 0.25 and 2 is usual; below 0.05 and above 8 is an error.`,
  sources: [
    'kohya-ss/sd-scripts#98',
    'kohya-ss/musubi-tuner#309',
    'alvdansen/signet-trainer#99',
    'kohya-ss/sd-scripts#146',
    'CSU-JPG/Glance#2',
  ],
  bad: pipeline({ train: ['adapter lora { rank = 128, alpha = 16 }'] }),
  good: pipeline({ train: ['adapter lora { rank = 128, alpha = 128 }'] }),
  quiet: [
    pipeline({ train: ['adapter lora { rank = 128, alpha = 32 }'] }),
    pipeline({ train: ['adapter lora { rank = 64, alpha = 128 }'] }),
  ],
  hides: ['alpha-not-rank'],
  catches: ['M013'],
  *check(plan) {
    const { adapter } = plan.train;
    if (adapter.kind !== 'lora') return;
    const scale = adapter.alpha / adapter.rank;
    if (scale >= 0.25 && scale <= 2) return;
    yield {
      path: ['train', 'adapter', 'alpha'],
      message: `alpha = ${adapter.alpha} at rank = ${adapter.rank} trains the LoRA at ${Number(scale.toPrecision(2))} ${scale < 1 ? 'of' : 'times'} its strength.`,
      help: `Write alpha = ${adapter.rank}.`,
      fix: { safety: 'unsafe', set: [{ path: ['train', 'adapter', 'alpha'], text: `${adapter.rank}` }] },
      severity: scale < 0.05 || scale > 8 ? 'error' : 'warning',
    };
  },
};
