import { gpuOf } from '../common.ts';
import { pipeline } from '../examples.ts';
import type { Rule } from '../rule.ts';

export const unusualNode: Rule = {
  code: 'unusual-node',
  severity: 'warning',
  certain: false,
  why: `Nodes of one kind of GPU are sold with certain numbers of them. More than the largest is most often a count of the
whole cluster written for one node (accelerate's num_processes counts all, torchrun's nproc_per_node one); a job that
asks for it waits for ever. Where it is no multiple of the usual number it is a note: some sites build their own.`,
  sources: [
    'huggingface/accelerate#2818',
    'stas00/ml-engineering#36',
    'huggingface/accelerate#806',
    'pytorch/pytorch#52848',
    'zai-org/CogVideo#348',
  ],
  bad: pipeline({ more: ['cluster { gpu = a100-80gb, gpus_per_node = 16 }'] }),
  good: pipeline({ more: ['cluster { gpu = a100-80gb, gpus_per_node = 8 }'] }),
  quiet: [
    pipeline({ more: ['cluster { gpu = a100-40gb, gpus_per_node = 16 }'] }),
    // A share of a node
    pipeline({ more: ['cluster { gpu = h100, gpus_per_node = 2 }'] }),
    pipeline({ more: ['cluster { gpu = cpu, gpus_per_node = 32 }'], model: 'tiny-cogvideox-1.5-5b-t2v' }),
  ],
  catches: ['M031', 'M100'],
  *check(plan) {
    const { gpus_per_node, gpu } = plan.cluster;
    const usual = gpuOf(plan)?.per_node ?? [];
    const most = Math.max(...usual);
    if (usual.length === 0 || gpus_per_node <= most) return;
    yield {
      path: ['cluster', 'gpus_per_node'],
      message: `Nodes with ${gpu} have ${usual.join(' or ')} of them, not ${gpus_per_node}.`,
      help: `Write gpus_per_node = ${most} and nodes = ${Math.ceil(gpus_per_node / most)}, where ${gpus_per_node} is the number of the whole cluster.`,
      severity: gpus_per_node % most === 0 ? 'warning' : 'note',
    };
  },
};
