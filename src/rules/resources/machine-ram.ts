import type { Plan } from '../../plan/pipeline.ts';

/** The memory that a run has on a machine, in GiB, and the word that says it. */
export type MachineRam = { readonly gib: number; readonly path: readonly string[]; readonly says: string };

const units: Readonly<Record<string, number>> = { K: 2 ** -20, M: 2 ** -10, G: 1, T: 2 ** 10 };

/** What sbatch gives a job: --mem of a node, 0 being all of it, --mem-per-cpu and --mem-per-gpu (slurm.schedmd.com/sbatch.html). */
const given = (line: string, { cluster }: Plan): number | undefined => {
  const { launch, gpus_per_node } = cluster;
  const [, per, number, unit = 'M'] =
    /^(?:#SBATCH\s+)?--mem(-per-cpu|-per-gpu)?[= ](\d+)([KMGT])?B?$/i.exec(line.trim()) ?? [];
  if (number === undefined || Number(number) === 0) return undefined;
  const size = Number(number) * (units[unit.toUpperCase()] ?? 0);
  if (per === '-per-gpu') return size * gpus_per_node;
  if (per !== '-per-cpu') return size;
  return launch.kind === 'slurm' && launch.cpus_per_task !== null ? size * launch.cpus_per_task : undefined;
};

/** All that says it, each of which may be too little. */
export const ramsOf = (plan: Plan): readonly MachineRam[] => {
  const { ram, launch } = plan.cluster;
  const lines = launch.kind === 'slurm' ? launch.lines : [];
  const path = ['cluster', 'launch', 'lines'];
  return [
    ...(ram === null ? [] : [{ gib: ram, path: ['cluster', 'ram'], says: 'ram is' }]),
    ...lines.flatMap((line) => {
      const gib = given(line, plan);
      return gib === undefined ? [] : [{ gib, path, says: `${line.trim().replace(/^#SBATCH\s+/, '')} gives` }];
    }),
  ];
};
