import { gpuOf } from '../common.ts';
import { pipeline } from '../examples.ts';
import type { Rule } from '../rule.ts';

export const attentionUnfit: Rule = {
  code: 'attention-unfit',
  severity: 'error',
  certain: true,
  why: `Each kernel of attention is made for some cards and number formats: flash and cudnn for compute capability 8.0 and newer, in half
precision; none but torch's own choice for the CPU. Where the one that is asked for can't be had, the first update ends with
"No available kernel".`,
  sources: ['pytorch/pytorch torch/nn/attention/__init__.py', 'Dao-AILab/flash-attention README.md'],
  bad: pipeline({ train: ['precision = bf16', 'attention = flash'], more: ['cluster { gpu = cpu }'] }),
  good: pipeline({ train: ['precision = bf16', 'attention = flash'], more: ['cluster { gpu = a100-80gb }'] }),
  quiet: [
    pipeline({ train: ['attention = flash'] }),
    pipeline({ train: ['precision = bf16', 'attention = native'], more: ['cluster { gpu = cpu }'] }),
  ],
  *check(plan) {
    const { attention, precision } = plan.train;
    const gpu = gpuOf(plan);
    if (attention === 'native') return;
    const why =
      gpu?.device === 'cpu'
        ? 'the CPU has no choice of kernels'
        : attention === 'efficient'
          ? undefined
          : precision === 'fp32'
            ? 'it computes in half precision alone'
            : gpu && !gpu.bf16
              ? `${plan.cluster.gpu} is older than it`
              : undefined;
    if (why === undefined) return;
    yield {
      path: ['train', 'attention'],
      message: `attention = ${attention} can't be had: ${why}.`,
      help: 'Write attention = native.',
      fix: { safety: 'safe', set: [{ path: ['train', 'attention'], text: 'native' }] },
    };
  },
};
