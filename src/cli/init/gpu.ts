import { spawnSync } from 'node:child_process';
import { gpus } from '../../hardware/gpus.ts';
import type { Model } from '../../models/model.ts';

/** What a model of fewer parameters trains on without a GPU. */
const small = 1_000_000;

/** The GPU of this machine by cogx's name, where it is one that cogx knows; the processor for a tiny model. */
export const gpuHere = (model: Model): string | undefined => {
  if (model.transformer.parameters < small) return 'cpu';
  const { status, stdout } = spawnSync('nvidia-smi', ['--query-gpu=name', '--format=csv,noheader'], {
    encoding: 'utf8',
  });
  if (status !== 0) return undefined;
  const [name = ''] = stdout.split('\n');
  return Object.entries(gpus).find(([, { device_names }]) =>
    device_names.some((pattern) => name.includes(pattern)),
  )?.[0];
};
