import { pipeline } from '../examples.ts';
import type { Rule } from '../rule.ts';

const before = (line: string) => pipeline({ more: [`cluster { launch slurm { before = "${line}" } }`] });

/** What makes `conda activate` known to a shell that reads no .bashrc. */
const hook =
  /conda(\.sh|\s+shell\.|\s+init)|\/(ana|mini|micro|mamba)\w*\/\S*activate|bashrc|bash_profile|micromamba shell/;

export const condaWithoutHook: Rule = {
  code: 'conda-without-hook',
  severity: 'warning',
  certain: false,
  why: `conda activate is a function that .bashrc makes for shells in which somebody types. A job is a script: it knows the program conda
at most, and ends with "Your shell has not been properly configured to use 'conda activate'" (conda/conda#9193), after its hours in the
queue.`,
  sources: ['conda/conda#9193', 'conda/conda#8536'],
  bad: before('conda activate cogx'),
  good: before('source /opt/miniconda3/etc/profile.d/conda.sh && conda activate cogx'),
  quiet: [
    before("eval '$(conda shell.bash hook)'; conda activate cogx"),
    before('source activate cogx'),
    before('module load miniforge && source ~/.bashrc && conda activate cogx'),
  ],
  judgesParts: true,
  *check({ cluster: { launch } }) {
    if (launch.kind !== 'slurm' || launch.before === null) return;
    const [line] = /\b(conda|mamba|micromamba) activate\b[^\n;&]*/.exec(launch.before) ?? [];
    if (line === undefined || hook.test(launch.before)) return;
    yield {
      path: ['cluster', 'launch', 'before'],
      message: `A job reads no .bashrc, so it does not know "${line.trim()}".`,
      help: `Write source "$(conda info --base)/etc/profile.d/conda.sh" in front of it.`,
    };
  },
};
