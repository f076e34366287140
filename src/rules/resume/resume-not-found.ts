import { pipeline } from '../examples.ts';
import type { Rule } from '../rule.ts';

const text = pipeline({ train: ['resume = "runs/owls"'] });

export const resumeNotFound: Rule = {
  code: 'resume-not-found',
  severity: 'error',
  certain: false,
  why: `Other trainers begin a new run in silence where the checkpoint to resume from is not there, or holds weights alone ("Checkpoint
'…' does not exist. Starting a new training run." at level INFO): the GPU time is spent again, and the old output is written over.
train.py refuses that; here it is told before. Where the folder of the runs is not on this machine, nothing is known.`,
  bad: { text, folders: { runs: ['kestrels'] } },
  good: { text, folders: { runs: ['owls'], 'runs/owls': ['checkpoints', 'run.json'] } },
  quiet: [
    // The runs lie on the cluster
    { text, folders: {} },
    {
      text: pipeline({ train: ['resume = "runs/owls/checkpoints/step-000250"'] }),
      folders: {
        'runs/owls/checkpoints': ['step-000250'],
        'runs/owls/checkpoints/step-000250': ['state.json', 'optimizer.pt', 'pytorch_lora_weights.safetensors'],
      },
    },
  ],
  sources: [
    'THUDM/CogVideo finetune/utils/checkpointing.py',
    'aigc-apps/VideoX-Fun#65',
    'Tencent-Hunyuan/HunyuanVideo-I2V#64',
  ],
  catches: ['M023'],
  *check(plan, { names }) {
    const { resume } = plan.train;
    if (resume === null || !names) return;
    const path = ['train', 'resume'];
    const there = names(resume);
    if (there && !there.includes('checkpoints') && !there.includes('state.json'))
      yield {
        path,
        message: `${resume} holds no checkpoint that a run can go on from.`,
        help: 'To start from the weights of a LoRA alone, write adapter lora { from = "…" } in place of resume.',
      };
    // Folders have no suffix, and beside a run there are its pipeline and other files.
    const folder = resume.replace(/[^/]*\/*$/, '');
    const beside = names(folder.replace(/(?<=.)\/$/, '') || '.')?.filter((name) => !/^\.|\.[a-z]+$/i.test(name));
    if (there || !beside) return;
    yield {
      path,
      message: `${resume} is not there.`,
      help:
        beside.length > 0
          ? `Write one that is there: ${beside
              .slice(0, 3)
              .map((name) => `${folder}${name}`)
              .join(', ')}.`
          : 'Take it out to begin a new run: there is none beside it.',
    };
  },
};
