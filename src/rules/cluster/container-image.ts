import { pipeline } from '../examples.ts';
import type { Rule } from '../rule.ts';

const slurm = (container: string): readonly string[] => [`cluster { launch slurm { container ${container} } }`];

const files = /^[./]|\.(sif|simg|img|sqsh)$/;

/** How an image must be written, where it is not; undefined where it may be right. */
const cureFor = (kind: 'pyxis' | 'apptainer', image: string): string | undefined => {
  if (kind === 'apptainer') return files.test(image) || image.includes('://') ? undefined : `docker://${image}`;
  if (image.endsWith('.sqsh')) return /^[./]/.test(image) ? undefined : `./${image}`;
  const [registry = '', ...rest] = image.split('/');
  const isRegistry = /[.:]/.test(registry) && rest.length > 0 && !/[#]|:\/\//.test(image);
  return isRegistry && !files.test(image) ? `${registry}#${rest.join('/')}` : undefined;
};

export const containerImage: Rule = {
  code: 'container-image',
  severity: 'error',
  certain: true,
  why: `Apptainer takes a name without docker:// for a file that is not there. pyxis parts the registry from the image with a #, and looks
for what has none of it on the Docker Hub, under a name that is nobody's: for a file, too, whose path begins with neither / nor ./
(NVIDIA/pyxis#127).`,
  sources: ['NVIDIA/pyxis README.md', 'NVIDIA/pyxis#127', 'apptainer/apptainer docs: apptainer exec'],
  bad: pipeline({ more: slurm('pyxis { image = "nvcr.io/nvidia/pytorch:25.01-py3" }') }),
  good: pipeline({ more: slurm('pyxis { image = "nvcr.io#nvidia/pytorch:25.01-py3" }') }),
  quiet: [
    pipeline({ more: slurm('pyxis { image = "pytorch/pytorch:2.13.0-cuda12.6-cudnn9-runtime" }') }),
    pipeline({ more: slurm('pyxis { image = "/images/torch.sqsh" }') }),
    pipeline({ more: slurm('pyxis { image = "./torch.sqsh" }') }),
    pipeline({ more: slurm('apptainer { image = "torch.sif" }') }),
    pipeline({ more: slurm('apptainer { image = "docker://pytorch/pytorch" }') }),
  ],
  *check({ cluster: { launch } }) {
    if (launch.kind !== 'slurm' || launch.container.kind === 'none') return;
    const { kind, image } = launch.container;
    const path = ['cluster', 'launch', 'container', 'image'];
    const cure = cureFor(kind, image);
    if (kind === 'pyxis' && /\.(sif|simg)$/.test(image))
      yield {
        path,
        message: `pyxis runs images of enroot, and "${image}" is one of Apptainer.`,
        help: 'Write container apptainer, or name a .sqsh file.',
      };
    else if (cure !== undefined)
      yield {
        path,
        message: `${kind === 'pyxis' ? 'pyxis' : 'Apptainer'} takes "${image}" for ${kind === 'pyxis' ? 'an image of the Docker Hub' : 'a file of this name'}.`,
        help: `Write image = "${cure}".`,
      };
  },
};
