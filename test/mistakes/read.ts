import { clips, pipeline, video } from '../../src/rules/examples.ts';
import type { Mistake } from './mistake.ts';

const oneValue = 'test/emit/one-value.test.ts';
const built = 'test/emit/construction.test.ts';

/** Traps that were found by reading the sources of other trainers. */
export const read: readonly Mistake[] = [
  {
    id: 'C01',
    title: 'THUDM/CogVideo finetune/trainer.py: validation runs for each batch of an update',
    test: built,
    named: 'validation belongs to an update, not to each batch of it',
    because: 'it stands after the update',
  },
  {
    id: 'C02',
    title: 'THUDM/CogVideo finetune/trainer.py: the schedule is built for N times too many updates',
    test: 'test/emit/train.test.ts',
    named: 'the learning rate of train.py is that of the plan at every update',
    because: 'the number of updates is a constant of train.py',
  },
  {
    id: 'C03',
    title: 'THUDM/CogVideo finetune/schemas/args.py: --pin_memory False is true',
    code: 'wrong-value',
    asks: 'error',
    written: pipeline({ train: ['gradient_checkpointing = "False"'] }),
  },
  {
    id: 'C04',
    title: 'THUDM/CogVideo finetune/schemas/args.py: the guard of the size never fires',
    code: 'fixed-size',
    asks: 'error',
    written: pipeline({ model: 'cogvideox-5b-i2v', more: ['frames { size = 640x480 }'] }),
  },
  {
    id: 'C05',
    title: 'THUDM/CogVideo finetune/utils/checkpointing.py: a checkpoint that is not there begins a new run',
    test: 'test/e2e/train.test.ts',
    named: 'a start that can only fail says why and what to do',
    because: 'a run goes on from what its own folder holds, and refuses what does not fit',
  },
  {
    id: 'C06',
    title: 'THUDM/CogVideo finetune/utils/optimizer_utils.py: an unknown optimizer becomes AdamW',
    code: 'unknown-choice',
    asks: 'error',
    written: pipeline({ train: ['optimizer came { learning_rate = 1e-4 }'] }),
  },
  {
    id: 'C07',
    title: 'THUDM/CogVideo configs/zero2.yaml: optimizer, schedule, batch and precision of its own',
    test: built,
    named: 'deepspeed.json names no optimizer and no schedule: those of train.py are the only ones',
    because: 'every number of deepspeed.json comes from the pipeline',
  },
  {
    id: 'C08',
    title: 'THUDM/CogVideo finetune/datasets: latents are cached by the name of the file',
    test: 'test/media/names.test.ts',
    named: 'ids keep apart what would be called the same',
    because: 'ids hold a hash of the path, and files a key of what they were made from',
  },
  {
    id: 'C09',
    title: 'THUDM/CogVideo finetune/schemas/args.py: defaults of 2e-5 for a LoRA, fp32, videos at 15 fps',
    code: 'lora-rate-too-low',
    asks: 'warning',
    written: pipeline({ train: ['optimizer adamw { learning_rate = 2e-5 }'] }),
  },
  {
    id: 'C10',
    title: 'huggingface/diffusers train_cogvideox_lora.py: 50 frames become 49',
    code: 'frame-count',
    asks: 'warning',
    differs: 'an error: no emitted script cuts frames in silence',
    written: pipeline({ more: ['frames { count = 50 }'] }),
  },
  {
    id: 'C11',
    title: 'huggingface/finetrainers data/dataset.py: a short clip becomes a still',
    code: 'clips-left-out',
    asks: 'error',
    differs: 'no clip becomes a still: a short one is left out, and that is told',
    written: {
      text: pipeline({}),
      clips: [...clips(140), ...clips(60, { video: video(96, 24) }, 141)],
    },
  },
  {
    id: 'C12',
    title: 'huggingface/finetrainers sft_trainer: steps count batches, not updates',
    test: oneValue,
    named: 'the learning rate counts updates, whatever the number of processes (M008)',
    because: 'steps are updates, in every word of the language and every file',
  },
  {
    id: 'C13',
    title: 'huggingface/finetrainers: every GPU makes every validation video',
    test: built,
    named: 'each prompt makes one video, on one process of all, after what is learnt is saved',
    because: 'each process makes some of them, and each prompt is made once',
  },
  {
    id: 'C14',
    title:
      'huggingface/accelerate: processes rounded down for each node, clipping of 1.0 in place of auto, one seed for all',
    test: oneValue,
    named: 'gradients are clipped to one norm, which DeepSpeed is told too (M050)',
    because:
      'processes are nodes x gpus_per_node, no number is auto but the total batch, and chance hangs on positions',
  },
];
