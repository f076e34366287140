import { pipeline } from '../examples.ts';
import type { Rule } from '../rule.ts';

export const alphaNotRank: Rule = {
  code: 'alpha-not-rank',
  severity: 'note',
  certain: false,
  why: `The usual LoRA file holds no alpha, and loaders take alpha = rank: a LoRA of rank 128 and alpha 64 then acts at twice
the strength that it was trained at (zai-org/CogVideo#420, #712). The emitted train.py writes the adapter's metadata
into the file, which diffusers reads since 0.34; other programs may not.`,
  sources: [
    'zai-org/CogVideo#420',
    'zai-org/CogVideo#712',
    'zai-org/CogVideo#147',
    'hao-ai-lab/FastVideo#870',
    'hao-ai-lab/FastVideo#696',
  ],
  bad: pipeline({ train: ['adapter lora { rank = 128, alpha = 64 }'] }),
  good: pipeline({ train: ['adapter lora { rank = 128, alpha = 128 }'] }),
  quiet: [pipeline({ train: ['adapter lora { rank = 16 }'] })],
  catches: ['M014'],
  *check(plan) {
    const { adapter } = plan.train;
    if (adapter.kind !== 'lora' || adapter.alpha === adapter.rank) return;
    const times = Number((adapter.rank / adapter.alpha).toPrecision(3));
    yield {
      path: ['train', 'adapter', 'alpha'],
      message: `Programs that read no alpha load this LoRA (alpha ${adapter.alpha}, rank ${adapter.rank}) at ${times} times its strength.`,
      help: `Write alpha = ${adapter.rank}, or load it with diffusers 0.34 or newer.`,
      fix: { safety: 'unsafe', set: [{ path: ['train', 'adapter', 'alpha'], text: `${adapter.rank}` }] },
    };
  },
};
