import type { Plan } from '../../plan/pipeline.ts';

/** Shell lines that a cluster needs first (`module load …`), on every node. */
export const linesBefore = ({ cluster: { launch } }: Plan): string =>
  launch.kind === 'slurm' ? (launch.before ?? '').trim() : '';
