import type { Plan } from '../../plan/pipeline.ts';
import { pipeline } from '../examples.ts';
import type { Rule } from '../rule.ts';

/** What stands in examples of every trainer for something of the reader's own; most texts do not even hold its word. */
const looks: readonly (readonly [holds: string, look: RegExp])[] = [
  ['path', /(^|\/)(absolute[-_]|abs[-_])?path[-_/]to([-_/]|$)/],
  [
    'your',
    /(^|[/_-])your[-_](own[-_])?(path|folder|directory|dir|models?|datasets?|data|videos?|weights|account|partition|project|group|bucket|user|username|org|repo)([-_/]|$)/,
  ],
  ['<', /<[a-z][\w -]*>/],
  ['me', /^(change|replace)[-_]?me$/],
];

const isPlaceholder = (text: string): boolean => {
  const small = text.toLowerCase();
  return looks.some(([holds, look]) => small.includes(holds) && look.test(small));
};

type Written = readonly (readonly [path: readonly string[], text: string | null])[];

const textsOf = (plan: Plan): Written => [
  [['model', 'weights'], plan.model.weights],
  ...Object.entries(plan.dataset).flatMap(
    ([name, { videos }]): Written => videos.map((text) => [['dataset', name, 'videos'], text]),
  ),
  [['captions', 'from', 'file'], 'file' in plan.captions.from ? plan.captions.from.file : null],
  ...(['data', 'work', 'runs'] as const).map((word) => [['storage', word], plan.storage[word]] as const),
  [['train', 'resume'], plan.train.resume],
  [['train', 'hooks'], plan.train.hooks],
  ...ofSlurm(plan),
];

const ofSlurm = ({ cluster: { launch } }: Plan): Written =>
  launch.kind === 'slurm'
    ? (['partition', 'account', 'qos'] as const).map((word) => [['cluster', 'launch', word], launch[word]])
    : [];

export const placeholder: Rule = {
  code: 'placeholder',
  severity: 'error',
  certain: false,
  why: `Scripts of trainers hold paths such as "/absolute/path/to/your_data_root" for the reader to replace. One that is left in is found
when the job has waited for its GPUs: no clips are there, or the Hub is asked for a model of that name
("Repo id must be in the form 'repo_name' or 'namespace/repo_name'").`,
  sources: ['zai-org/CogVideo finetune/train_ddp_t2v.sh', 'open-mmlab/Multimodal-GPT#24'],
  bad: pipeline({ more: ['dataset bees { videos = "/absolute/path/to/your_data_root/bees" }'] }),
  good: pipeline({ more: ['dataset bees { videos = "bees" }'] }),
  quiet: [
    pipeline({ more: ['dataset bees { videos = "walks/the_path_to_the_lake/*.mp4" }'] }),
    pipeline({ more: ['dataset bees { videos = "your-name-anime/my_data" }'] }),
  ],
  hides: ['no-clips', 'resume-not-found', 'outside-data'],
  judgesParts: true,
  *check(plan, { written }) {
    for (const [path, text] of textsOf(plan))
      if (text !== null && written(path) && isPlaceholder(text))
        yield {
          path,
          message: `${text} is what examples write in place of something of your own.`,
          help: `Write your own ${path.at(-1) === 'file' ? 'table' : path.at(-1)} there.`,
        };
  },
};
