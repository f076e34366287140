import { pipeline } from '../examples.ts';
import type { Rule } from '../rule.ts';

const tracking = (launch: string, more: readonly string[] = []) =>
  pipeline({ train: ['track = [wandb]'], more: [`cluster { launch slurm { ${launch} } }`, ...more] });

const container = 'container pyxis { image = "nvcr.io#nvidia/pytorch:25.06-py3" }';

export const wandbWithoutKey: Rule = {
  code: 'wandb-without-key',
  severity: 'warning',
  certain: false,
  why: `wandb finds its key in WANDB_API_KEY or in the home folder of who logged in. A container of pyxis has neither unless it is given one,
nobody is there to be asked, and the run ends before its first update: "api_key not configured (no-tty)" (OptimalScale/LMFlow#65).`,
  sources: ['OptimalScale/LMFlow#65', 'wandb: wandb/sdk/wandb_login.py'],
  bad: tracking(container),
  good: tracking(container, ['pass_env = [WANDB_API_KEY]']),
  quiet: [
    tracking('partition = gpu'),
    // Apptainer mounts the home folder
    tracking('container apptainer { image = "/images/torch.sif" }'),
    tracking(container, ['environment { WANDB_MODE = offline }']),
    pipeline({ train: ['track = [tensorboard]'], more: [`cluster { launch slurm { ${container} } }`] }),
  ],
  *check({ train: { track }, cluster: { launch }, environment, pass_env }) {
    if (!track.includes('wandb') || launch.kind !== 'slurm' || launch.container.kind !== 'pyxis') return;
    const said = [...pass_env, ...Object.keys(environment)];
    if (['WANDB_API_KEY', 'WANDB_MODE', 'WANDB_DISABLED', 'NETRC'].some((name) => said.includes(name))) return;
    yield {
      path: ['train', 'track'],
      message: 'In its container the run has no key of wandb, and nobody is there to be asked for one.',
      help: 'Write pass_env = [WANDB_API_KEY], or environment { WANDB_MODE = offline }.',
      related: { path: ['cluster', 'launch', 'container'], message: 'this container' },
    };
  },
};
