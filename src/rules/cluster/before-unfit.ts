import { pipeline } from '../examples.ts';
import type { Finding, Rule } from '../rule.ts';

const before = (line: string) =>
  pipeline({
    more: [
      'cluster {',
      '  nodes = 2, gpus_per_node = 8, gpu = h100',
      `  launch slurm { before = "module load cuda\\n${line}" }`,
      '}',
      'storage { shared = true }',
    ],
  });

export const beforeUnfit: Rule = {
  code: 'before-unfit',
  severity: 'error',
  certain: false,
  why: `The lines of before stand in all three jobs, behind the options of sbatch, and are run on each node. Of a script that did all in one
some do not fit there: options of sbatch are comments behind the first command (buildtesters/buildtest#274), what starts the
training starts it once more in each job, and what tells a node its place says the same to all of them (clessig/atmorep#77).`,
  sources: ['buildtesters/buildtest#274', 'NVIDIA-NeMo/Megatron-Bridge#3068', 'clessig/atmorep#77'],
  bad: before('#SBATCH --mem=128G'),
  good: before('source .venv/bin/activate'),
  quiet: [
    before('export MASTER_PORT=29500'),
    before('export MASTER_ADDR=$(scontrol show hostnames $SLURM_JOB_NODELIST | head -n 1)'),
    before('export CUDA_VISIBLE_DEVICES=0,1,2,3,4,5,6,7'),
    before('nvidia-smi || exit 1'),
    before('python -c \\"import torch\\"'),
  ],
  judgesParts: true,
  *check({ cluster: { launch, gpus_per_node: gpus, nodes } }) {
    if (launch.kind !== 'slurm' || launch.before === null) return;
    for (const line of launch.before.split('\n').map((each) => each.trim())) {
      const odd = judged(line, gpus, nodes);
      if (odd) yield { path: ['cluster', 'launch', 'before'], ...odd };
    }
  },
};

type Judged = Omit<Finding, 'path'>;

const judged = (line: string, gpus: number, nodes: number): Judged | undefined => {
  const option = /^#SBATCH\s+(.*)$/.exec(line)?.[1];
  if (option !== undefined)
    return {
      message: `sbatch reads no options behind the first command, so "${line}" is a comment.`,
      help: `Write lines = ["${option}"] in launch slurm.`,
    };
  if (/^exit\b/.test(line)) return { message: `"${line}" ends each job before it begins.`, help: 'Take it out.' };
  if (/^(srun|sbatch|mpirun|torchrun|deepspeed|accelerate launch|python[\d.]* (-m )?\S*train)\b/.test(line))
    return {
      message: `"${line}" is run on each node in all three jobs, before what they are for.`,
      help: 'Take it out: train.sbatch and launch.sh start the training.',
      severity: 'warning',
    };
  const [, name = '', value = ''] = /^export (\w+)=["']?([^$"']*)["']?$/.exec(line) ?? [];
  const seen = name === 'CUDA_VISIBLE_DEVICES' ? value.split(',').length : gpus;
  const isOfOne = name === 'NODE_RANK' || (name === 'MASTER_ADDR' && /^(localhost|127\.)/.test(value));
  if (seen >= gpus && !(isOfOne && nodes > 1)) return undefined;
  return {
    message: isOfOne
      ? `"${line}" makes each of the ${nodes} nodes the first, and they never meet.`
      : `"${line}" shows ${seen} of ${gpus} GPUs, and for each of ${gpus} a process is started.`,
    help: 'Take it out: the scripts and Slurm set it.',
  };
};
