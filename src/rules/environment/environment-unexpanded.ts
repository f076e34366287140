import { pipeline } from '../examples.ts';
import type { Rule } from '../rule.ts';

/** `$NAME`, `${NAME}`, `$(command)`, `%NAME%`: what a shell would put something else in place of. */
const expands = /\$(\{\w+\}|\(|[A-Za-z_]\w*)|%[A-Za-z_]\w*%/;

/** `~/cache`, which a shell would read as a folder of its user; those of Hugging Face and W&B are read by Python, which does too. */
const home = /^~[\w-]*(\/|$)/;
const readsHome = /^(HF_|HUGGINGFACE_|TRANSFORMERS_|TORCH_HOME$|XDG_|WANDB_)/;

/** Lists of folders without which a job finds neither its shell's commands nor its Python. */
const vital = ['PATH'];

export const environmentUnexpanded: Rule = {
  code: 'environment-unexpanded',
  severity: 'error',
  certain: false,
  why: `Values of environment { … } are exported letter by letter, quoted: no shell puts anything in place of $PATH in them. A job whose
PATH is the text "$PATH:/x" finds neither bash's commands nor Python. Under Slurm, launch { before = "…" } holds lines that a
shell reads; elsewhere set such a variable before the run is started.`,
  sources: ['cogx: the language', 'POSIX: 2.2.2 Single-Quotes'],
  bad: pipeline({ more: ['environment { PATH = "$PATH:/opt/ffmpeg/bin" }'] }),
  good: pipeline({ more: ['environment { PATH = "/usr/local/bin:/usr/bin:/bin:/opt/ffmpeg/bin" }'] }),
  quiet: [
    pipeline({ more: ['environment { PRICE = "5$", SHARE = "100 %" }'] }),
    pipeline({ more: ['environment { HF_HOME = "~/cache", NOTE = "~ 5 h" }'] }),
  ],
  judgesParts: true,
  *check({ environment, cluster: { launch } }) {
    for (const [name, value] of Object.entries(environment)) {
      const isHome = home.test(value) && !readsHome.test(name);
      if (!isHome && !expands.test(value)) continue;
      const line = `export ${name}=${value}`;
      yield {
        path: ['environment', name],
        message: `No shell reads the value of ${name}: jobs get ${value} letter by letter.`,
        help:
          launch.kind === 'slurm'
            ? `Write the whole value, or launch slurm { before = '${line}' }.`
            : 'Write the whole value, or set it before the run is started and name it in pass_env.',
        severity: vital.includes(name) ? 'error' : 'warning',
      };
    }
  },
};
