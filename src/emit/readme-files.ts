import type { Job } from './job.ts';
import { hasExtras } from './run-state.ts';
import { topology } from './topology.ts';
import { looksOf } from './validate.ts';

type File = { readonly path: string; readonly is: string };

/** What each output is, in a line; a test compares the list with what is written. */
export const files = ({ plan, clips }: Job): readonly File[] => [
  { path: 'prepare.sh', is: 'cuts every clip to the frames, rate and size of a sample, with ffmpeg' },
  ...(clips ? [{ path: 'clips.tsv', is: 'the clips, and how each one becomes samples' }] : []),
  { path: 'encode.py', is: 'makes latents and prompt embeddings, once' },
  { path: 'train.py', is: 'trains' },
  { path: 'run_state.py', is: 'proof, saving and resuming, used by `train.py`' },
  { path: 'checkpoints.py', is: 'checkpoints as files, used by `run_state.py`' },
  { path: 'record.py', is: 'what the run is made from: it goes on only with the same' },
  { path: 'progress.py', is: 'the log of the run' },
  { path: 'stream.py', is: 'the order of the samples' },
  ...(looksOf(plan).looks ? [{ path: 'validate.py', is: 'what the training is judged by on the way' }] : []),
  ...(hasExtras(plan) ? [{ path: 'extras.py', is: 'what this run does beyond most, used by `train.py`' }] : []),
  ...(['deepspeed', 'fsdp'].includes(topology(plan).engine)
    ? [{ path: 'shards.py', is: 'how what is spread over the GPUs is written and read' }]
    : []),
  ...(plan.image === null ? [] : [{ path: 'image.py', is: 'the image that a video starts from, used by `train.py`' }]),
  { path: 'sample.py', is: 'makes videos from the trained weights' },
  { path: 'share.py', is: 'puts together what others need: weights, model card, videos' },
  { path: 'card.md', is: 'the model card, as far as it is known before the run' },
  { path: 'accelerate.json', is: 'how many processes accelerate starts, on how many machines' },
  ...(topology(plan).engine === 'deepspeed'
    ? [{ path: 'deepspeed.json', is: 'how DeepSpeed spreads the optimizer' }]
    : []),
  { path: 'launch.sh', is: 'starts `train.py` with accelerate' },
  ...(plan.cluster.launch.kind === 'slurm' ? slurmFiles : []),
  { path: 'requirements.txt', is: 'the Python packages, in versions that were run together' },
  { path: 'plan.json', is: 'every value of the run, and where it comes from' },
  { path: 'manifest.json', is: 'sha256 of every file above and of what they were made from' },
];

const slurmFiles: readonly File[] = [
  { path: 'submit.sh', is: 'puts the three jobs below into the queue' },
  { path: 'prepare.sbatch', is: 'job: `prepare.sh`, a share of the clips in each task' },
  { path: 'encode.sbatch', is: 'job: `encode.py`, a share of the clips in each task' },
  { path: 'train.sbatch', is: 'job: `launch.sh` on every node; queues again near its time limit' },
];
