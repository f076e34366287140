import type { Topology } from '../topology.ts';

/** `2 nodes with 8 GPUs each`, in words. */
export const machines = ({ nodes, per_node, on_cpu }: Topology): string => {
  const where = nodes === 1 ? 'one machine' : `${nodes} nodes`;
  const each = nodes === 1 ? '' : ' each';
  if (on_cpu) return `${where}, on the CPU, with ${count(per_node, 'process', 'processes')}${each}`;
  return `${where} with ${count(per_node, 'GPU', 'GPUs')}${each}`;
};

const count = (number: number, one: string, many: string): string =>
  number === 1 ? `one ${one}` : `${number} ${many}`;
