import type { Plan } from '../../plan/pipeline.ts';
import { pipeline } from '../examples.ts';
import type { Rule } from '../rule.ts';

/** Paths as the plan has them, which is relative to the main file: `~/birds` may stand below a folder. */
const pathsOf = ({ dataset, storage, train }: Plan): readonly { path: string[]; texts: readonly string[] }[] => [
  ...Object.entries(dataset).flatMap(([name, { videos, exclude }]) => [
    { path: ['dataset', name, 'videos'], texts: videos },
    { path: ['dataset', name, 'exclude'], texts: exclude },
  ]),
  ...(['data', 'work', 'runs'] as const).map((word) => ({ path: ['storage', word], texts: [storage[word]] })),
  ...(train.resume === null ? [] : [{ path: ['train', 'resume'], texts: [train.resume] }]),
];

const root =
  'Write the whole path, or one relative to the file; COGX_DATA, COGX_WORK and COGX_RUNS move the roots at run time.';

/** What other programs read in a path, and no folder's name holds. */
const oddities: readonly { readonly look: RegExp; readonly says: (text: string) => string; readonly help: string }[] = [
  {
    look: /(^|\/)~[\w-]*(\/|$)/,
    says: (text) => `${text} names a folder ~: a path is taken as it is written, without a shell.`,
    help: root,
  },
  {
    look: /\$(\{\w+\}|[A-Za-z_]\w*)|%[A-Za-z_]\w*%/,
    says: (text) => `${text} names a variable, and a path is taken as it is written, without a shell.`,
    help: root,
  },
  {
    look: /[^ -~\u00a0-\uffff]/,
    says: (text) => `The path ${text} holds a control character.`,
    help: 'Write `/` between folders: \\n and \\t are a new line and a tab.',
  },
];

export const literalPath: Rule = {
  code: 'literal-path',
  severity: 'error',
  certain: false,
  why: `Paths are taken letter by letter, and written into scripts quoted: no shell replaces ~, $HOME or %USERPROFILE% in them. A scan
finds no clips there, or a run makes a folder named ~ and fills it. "data\\new" is a path with a line break in it.`,
  sources: ['cogx: the language', 'POSIX: 2.6.1 Tilde Expansion'],
  bad: pipeline({ more: ['storage { work = "~/work" }'] }),
  good: pipeline({ more: ['storage { work = "/scratch/work" }'] }),
  quiet: [
    pipeline({ more: ['dataset drone { videos = "drone~1/100%/a$.mp4" }'] }),
    pipeline({ more: ['dataset drone { videos = "~drone.mp4", exclude = "drone/$5 off.mp4" }'] }),
  ],
  hides: ['outside-data', 'no-clips'],
  judgesParts: true,
  *check(plan, { written }) {
    for (const { path, texts } of pathsOf(plan)) {
      if (!written(path)) continue;
      for (const text of texts) {
        const odd = oddities.find(({ look }) => look.test(text));
        if (odd) yield { path, message: odd.says(text), help: odd.help };
      }
    }
  },
};
