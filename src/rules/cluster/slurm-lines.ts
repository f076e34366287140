import type { Plan } from '../../plan/pipeline.ts';
import { pipeline } from '../examples.ts';
import type { Finding, Rule } from '../rule.ts';

const with_ = (line: string) =>
  pipeline({
    more: [
      'cluster {',
      '  nodes = 2, gpus_per_node = 8, gpu = h100',
      `  launch slurm { lines = ["${line}"] }`,
      '}',
      'storage { shared = true }',
    ],
  });

/** Options of sbatch that a word of the language says: long name, short name, the word. */
const said: readonly (readonly [string, string, string])[] = [
  ['nodes', 'N', 'cluster.nodes'],
  ['gpus-per-node', '', 'cluster.gpus_per_node'],
  ['gpus', 'G', 'cluster.gpus_per_node'],
  ['gres', '', 'cluster.gpus_per_node'],
  ['gpus-per-task', '', 'cluster.gpus_per_node'],
  ['cpus-per-task', 'c', 'launch.cpus_per_task'],
  ['partition', 'p', 'launch.partition'],
  ['account', 'A', 'launch.account'],
  ['qos', 'q', 'launch.qos'],
  ['constraint', 'C', 'launch.constraint'],
  ['time', 't', 'launch.time'],
  ['job-name', 'J', 'name'],
];

const launchers = 'starts the launcher more than once on a node, and each starts a process for every GPU';

/** What breaks one of the three jobs, but for the values that say what they say anyway. */
const breaks: readonly (readonly [string, string, string])[] = [
  ['ntasks-per-node', '', launchers],
  ['ntasks', 'n', 'counts the tasks of all three jobs, which have one for each of their nodes'],
  ['tasks-per-node', '', launchers],
  [
    'ntasks-per-gpu',
    '',
    'asks for a task for each GPU, and the training has one a node, which starts a process for each',
  ],
  ['array', 'a', 'starts the training several times at once, in one folder'],
  ['signal', '', 'takes the place of the signal after which the training saves'],
  ['no-requeue', '', 'ends the run at its first time limit'],
];

export const slurmLines: Rule = {
  code: 'slurm-lines',
  severity: 'error',
  certain: false,
  why: `lines come last in all three jobs, and sbatch takes the last of two that say the same: the job then has other nodes, GPUs or
times than the scripts count on. The training has one task a node, a launcher that starts a process for each GPU
("crucial - only 1 task per dist per node!", huggingface/accelerate#1239); with --ntasks-per-node=8 eight launchers ask for one
port (awslabs/awsome-distributed-ai#1112), and where each task sees its own GPU alone the launcher does not find the others
(NVIDIA/nccl-tests#300).`,
  sources: [
    'huggingface/accelerate#1239',
    'awslabs/awsome-distributed-ai#1112',
    'interTwin-eu/itwinai#360',
    'NVIDIA/nccl-tests#300',
    'Azure/az-hop#1119',
  ],
  bad: with_('--ntasks-per-node=8'),
  good: with_('--exclusive'),
  quiet: [
    with_('--ntasks-per-node=1'),
    with_('--mail-type=END'),
    with_('#SBATCH --nodelist=gpu[01-02]'),
    with_('--export=ALL,NCCL_DEBUG=INFO'),
    with_('--gpu-bind=none'),
    with_('--gpu-bind=per_task:8'),
  ],
  *check(plan) {
    const { launch } = plan.cluster;
    if (launch.kind !== 'slurm') return;
    for (const line of launch.lines) {
      const finding = judged(line.trim().replace(/^#SBATCH\s+/, ''), plan);
      if (finding) yield { path: ['cluster', 'launch', 'lines'], ...finding };
    }
  },
};

/** What such an option counts, as the pipeline has it. */
const counted: Readonly<Record<string, (cluster: Plan['cluster']) => number>> = {
  nodes: ({ nodes }) => nodes,
  N: ({ nodes }) => nodes,
  'gpus-per-node': ({ gpus_per_node }) => gpus_per_node,
  gres: ({ gpus_per_node }) => gpus_per_node,
  'gpus-per-task': ({ gpus_per_node }) => gpus_per_node,
  gpus: ({ nodes, gpus_per_node }) => nodes * gpus_per_node,
  G: ({ nodes, gpus_per_node }) => nodes * gpus_per_node,
};

/** `--gres=gpu:1`, `--gres=gpu:a100:8`, `-N 2` */
const differs = (text: string, name: string, cluster: Plan['cluster']): number | undefined => {
  const number = /[=: ](\d+)$/.exec(text)?.[1];
  const own = Object.hasOwn(counted, name) ? counted[name]?.(cluster) : undefined;
  return number !== undefined && own !== undefined && Number(number) !== own ? own : undefined;
};

/** `--ntasks-per-node=1`, and `--ntasks=1` on one node: what the scripts say anyway. */
const isOneTaskANode = (text: string, { nodes }: Plan['cluster']): boolean => {
  const [, name, tasks] = /^(?:--(n?tasks(?:-per-node)?)|-n)[= ]?(\d+)$/.exec(text) ?? [];
  return tasks === '1' && (nodes === 1 || name?.endsWith('node') === true);
};

const ways: Readonly<Record<string, (text: string, plan: Plan) => Omit<Finding, 'path'> | undefined>> = {
  // man sbatch: with names alone nothing else of the environment is taken over, and srun hands on no more than sbatch had.
  export: (text, { pass_env }) => {
    if (/^--export[= ](ALL\b|$)/.test(text)) return undefined;
    const help = 'Take it out: what jobs need is said in environment { … } and pass_env.';
    if (pass_env.length > 0) return { message: `pass_env hands all variables on, so nothing reads ${text}.`, help };
    return {
      message: `${text} keeps all other variables from the jobs, the address of the main node among them.`,
      help,
    };
  },
  // Given on the command line, which wins over what stands in a script.
  output: (text) => ({
    message: `submit.sh says where each job writes its log, so nothing reads ${text}.`,
    help: 'Take it out: the logs lie in the folder of the run, under slurm.',
    severity: 'warning',
  }),
  'gpu-bind': (text, { cluster: { gpus_per_node: gpus } }) => {
    const seen = Number(/\b(?:per_task|single):(\d+)$/.exec(text)?.[1] ?? gpus);
    if (seen >= gpus) return undefined;
    return {
      message: `${text} shows ${seen} of ${gpus} GPUs to the launcher of a node, which starts ${gpus} processes.`,
      help: 'Take it out.',
    };
  },
};

const judged = (text: string, plan: Plan): Omit<Finding, 'path'> | undefined => {
  const { cluster } = plan;
  const [, long, short] = /^(?:--([\w-]+)|-(\w))/.exec(text) ?? [];
  if (long === undefined && short === undefined)
    return {
      message: `${text} is no option of sbatch, which begin with --.`,
      help: `Write --${text}, or take it out.`,
    };
  const is = ([name, letter]: readonly string[]): boolean => (long === undefined ? letter === short : name === long);
  const broken = breaks.find(is);
  if (broken && !isOneTaskANode(text, cluster)) return { message: `${text} ${broken[2]}.`, help: 'Take it out.' };
  const way = long ?? (short === 'o' ? 'output' : '');
  const odd = Object.hasOwn(ways, way) ? ways[way]?.(text, plan) : undefined;
  if (odd) return odd;
  const word = said.find(is)?.[2];
  if (word === undefined) return undefined;
  const own = differs(text, long ?? short ?? '', cluster);
  if (own !== undefined)
    return {
      message: `sbatch reads ${text}, and the scripts count on ${own}.`,
      help: `Take it out: ${word} says how many.`,
    };
  const help = `Take it out, and say it in ${word}.`;
  // Nothing else says it: the jobs get what was meant, and only cogx does not know of it.
  const launch: Readonly<Record<string, unknown>> = cluster.launch;
  if (launch[word.replace('launch.', '')] === null)
    return { message: `${text} is read by sbatch alone, and ${word} by cogx too.`, help, severity: 'note' };
  return { message: `${text} stands in all three jobs over what ${word} says.`, help, severity: 'warning' };
};
