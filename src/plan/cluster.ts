import * as z from 'zod/mini';
import { gpuNames } from '../hardware/gpus.ts';
import { dataSize, duration, kinds, money, oneOf, positive, text, whole } from './values.ts';
import { type Derived, required, unset, word } from './word.ts';

const offload = () =>
  word(oneOf(['none', 'optimizer', 'all']), {
    says: 'What moves to the memory of the host.',
    default: 'none',
    source: 'cogx',
  });

const shard = z.discriminatedUnion('kind', [
  z.strictObject({ kind: z.literal('none') }),
  z.strictObject({ kind: z.literal('ddp') }),
  z.strictObject({ kind: z.literal('zero1'), offload: offload() }),
  z.strictObject({ kind: z.literal('zero2'), offload: offload() }),
  z.strictObject({ kind: z.literal('zero3'), offload: offload() }),
  z.strictObject({ kind: z.literal('fsdp'), offload: offload() }),
]);

const folders = () =>
  word(z.array(text()), {
    says: 'More folders of the nodes that are seen in it under their own names; those of the run are seen in any case.',
    default: [],
  });

const container = z.discriminatedUnion('kind', [
  z.strictObject({ kind: z.literal('none') }),
  z.strictObject({
    kind: z.literal('pyxis'),
    image: required(
      text(),
      'An image of enroot: the path of a .sqsh file, such as ./torch.sqsh, or REGISTRY#IMAGE:TAG.',
    ),
    mounts: folders(),
  }),
  z.strictObject({
    kind: z.literal('apptainer'),
    image: required(text(), 'A .sif file, or docker://IMAGE:TAG.'),
    mounts: folders(),
  }),
]);

const network = () => unset(text(), { says: 'Network interface that reaches the other hosts.' });

const launch = z.discriminatedUnion('kind', [
  z.strictObject({ kind: z.literal('local') }),
  z.strictObject({
    kind: z.literal('ssh'),
    hosts: required(
      z
        .array(text())
        .check(z.minLength(1))
        .register(kinds, { expects: 'a list of hosts, the main one first', isList: true, standIn: ['…'] }),
      'The hosts, the main one first.',
    ),
    user: unset(text(), { says: 'Name to log in with.' }),
    port: word(whole(1024, 65535), {
      says: 'Port of the rendezvous on the main host.',
      default: 29500,
      source: "torch's default",
    }),
    interface: network(),
  }),
  z.strictObject({
    kind: z.literal('slurm'),
    partition: unset(text(), { says: 'Partition to submit to.' }),
    time: unset(duration(), { says: 'Time limit of each job.' }),
    account: unset(text(), { says: 'Account to charge.' }),
    qos: unset(text(), { says: 'Quality of service.' }),
    constraint: unset(text(), { says: 'Features that the nodes must have.' }),
    gpu_type: unset(text(), { says: "The site's own name of the GPU in --gpus-per-node; unsaid: the count alone." }),
    cpus_per_task: unset(whole(1), { says: 'CPU cores of a node that the job takes.' }),
    lines: word(z.array(text()), { says: 'More #SBATCH options, one a line.', default: [] }),
    python: unset(text(), { says: 'The Python that has the packages; at run time COGX_PYTHON.' }),
    before: unset(text(), { says: 'Shell lines to run first on each node (module load …).' }),
    container: word(container, {
      says: 'What every job runs in; it must have ffmpeg and the packages of requirements.txt.',
      default: { kind: 'none' },
      source: 'cogx: what the nodes have is what runs',
    }),
    interface: network(),
  }),
  z.strictObject({ kind: z.literal('skypilot') }),
  z.strictObject({
    kind: z.literal('kubernetes'),
    patch: unset(text(), { says: 'A file that is laid over the manifest.', later: 'launch kubernetes' }),
  }),
]);

const budget = z.strictObject({
  gpu_hours: unset(positive(), { says: 'GPU hours that the run may take.' }),
  price: unset(money(), { says: 'Price of one GPU for one hour.' }),
});

const shardDefault: Derived = (draft) => {
  const { nodes = 1, gpus_per_node = 1 } = draft.cluster ?? {};
  return { kind: nodes * gpus_per_node > 1 ? 'ddp' : 'none' };
};

export const cluster = z.strictObject({
  nodes: word(whole(1), { says: 'Machines.', default: 1, source: 'cogx' }),
  gpus_per_node: word(whole(1), {
    says: 'GPUs of one machine; with gpu = cpu, processes.',
    default: 1,
    source: 'cogx',
  }),
  gpu: unset(oneOf(gpuNames), {
    says: 'The kind of GPU: its memory, precisions and speed are known. cpu trains on the processor (tests, quickstart).',
  }),
  shard: word(shard, {
    says: 'How model and optimizer are spread over the GPUs.',
    default: shardDefault,
    source: 'none on one GPU, else ddp',
  }),
  launch: word(launch, { says: 'How the run is started.', default: { kind: 'local' }, source: 'cogx' }),
  ram: unset(dataSize(), { says: 'Memory of one machine.' }),
  shm: unset(dataSize(), {
    says: 'Shared memory of one machine or container; Docker gives 64 MiB unless told otherwise.',
  }),
  disk: unset(dataSize(), { says: 'Free disk under the storage roots.' }),
  os: unset(oneOf(['linux', 'windows', 'wsl']), { says: 'Operating system of the machines; unsaid: linux.' }),
  budget: word(budget, { says: 'What the run may cost.', default: {} }),
});
