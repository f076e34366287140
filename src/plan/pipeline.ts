import * as z from 'zod/mini';
import { modelNames, models } from '../models/models.ts';
import { captions } from './captions.ts';
import { cluster } from './cluster.ts';
import { dataRoot } from './data-root.ts';
import { dataset } from './dataset.ts';
import { deepspeed } from './deepspeed.ts';
import { frames } from './frames.ts';
import { train } from './train.ts';
import {
  draws,
  flag,
  hubOrFolder,
  kinds,
  oneOf,
  path,
  repository,
  share,
  text,
  variable,
  variables,
  whole,
} from './values.ts';
import { type Derived, required, unset, word } from './word.ts';

/** The edition of the language that this cogx reads. */
export const edition = 1;

const weights: Derived = (draft) => models[draft.model.kind as keyof typeof models].weights;

const model = z.strictObject({
  kind: z.enum(modelNames),
  weights: word(hubOrFolder(), {
    says: 'A Hub id, or a local folder written with ./ , ../ or / in front.',
    default: weights,
    source: "the model's own repository",
  }),
  revision: unset(text(), { says: 'Branch, tag or commit of the Hub repository.' }),
  tiling: word(flag(), {
    says: 'The VAE takes pictures of more than 360x240 in blended tiles: a fraction of the memory, and latents that differ a little from those of the whole.',
    default: true,
    source: 'THUDM/CogVideo finetune',
  }),
});

const data: Derived = (draft) =>
  dataRoot(Object.values(draft.dataset as Record<string, { videos?: string[] }>).flatMap(({ videos }) => videos ?? []));

const storage = z.strictObject({
  data: word(path(), {
    says: 'Root of the source clips; at run time COGX_DATA, with this as default.',
    default: data,
    source: 'the folder of the file, or where videos lie outside it, the folder that holds them all',
  }),
  work: word(path(), {
    says: 'Root of prepared clips and latents; at run time COGX_WORK.',
    default: 'work',
    source: 'cogx',
  }),
  runs: word(path(), {
    says: 'Root of checkpoints, logs and samples; at run time COGX_RUNS.',
    default: 'runs',
    source: 'cogx',
  }),
  shared: unset(flag(), { says: 'Every node sees these roots.' }),
  scratch: unset(path(), {
    says: 'A disk of each node itself, to which launch.sh copies latents and embeddings before the training reads them; at run time COGX_SCRATCH.',
  }),
  ephemeral: word(z.array(oneOf(['work', 'runs'])), {
    says: 'Roots that are gone when a job ends, or its machine.',
    default: [],
    source: 'cogx: disks stay unless the file says otherwise',
  }),
});

const image = z.strictObject({
  from: word(oneOf(['first']), {
    says: 'Which picture of a sample it is.',
    default: 'first',
    source: 'THUDM/CogVideo finetune',
  }),
  noise: word(draws(), {
    says: 'How often noise is laid over the picture: anew at every step (fresh), for which the VAE stays in memory, or so many times when clips are encoded.',
    default: 'fresh',
    source: 'THUDM/CogVideo finetune: new at every step',
  }),
  dropout: word(share(), {
    says: 'Share of samples that are seen without their picture.',
    default: 0.05,
    source: 'THUDM/CogVideo sat/configs',
  }),
  scale: word(oneOf(['pipeline', 'multiply', 'raw']), {
    says: 'How the latent of the picture is scaled: as the diffusers pipeline does it for this model, multiplied as the reference trainer does, or not at all.',
    default: 'pipeline',
    source: 'cogx: training meets what sampling will show',
  }),
});

/** Models that start from text alone have no such block. */
const imageDefault: Derived = (draft) =>
  models[draft.model.kind as keyof typeof models].conditioning === 'image' ? {} : null;

const hub = z.strictObject({
  repo: unset(repository(), {
    says: 'Repository of the Hugging Face Hub to which share.py uploads what was trained, if HF_TOKEN lets it; unsaid: nothing is uploaded.',
  }),
  private: word(flag(), {
    says: 'Whether a repository that share.py makes is seen by its owner alone.',
    default: true,
    source: 'cogx: to publish is a decision',
  }),
});

const volume = z.strictObject({
  claim: unset(text(), { says: 'Name of the claim on the cluster.', later: 'launch kubernetes' }),
  path: unset(text(), { says: 'Where it is mounted.', later: 'launch kubernetes' }),
});

/** A name that becomes a folder and a job: no slash, no space. */
const slug = () =>
  z
    .string()
    .check(z.regex(/^[A-Za-z0-9][A-Za-z0-9._-]{0,62}$/))
    .register(kinds, { expects: 'a name of letters, digits, dots and dashes, up to 63' });

/** Every word of the language. Blocks are filled with defaults in this order. */
export const pipeline = z.strictObject({
  cogx: word(whole(1), {
    says: 'The edition of the language.',
    default: edition,
    source: 'the edition that this cogx reads',
  }),
  name: word(slug(), { says: 'Name of the run: its folder, its job.', default: 'run', source: 'the name of the file' }),
  seed: word(whole(0, 2 ** 32 - 1), {
    says: 'Seed of everything random.',
    default: 42,
    source: 'THUDM/CogVideo finetune',
  }),
  model: required(model, 'The model to fine-tune.'),
  frames: word(frames, { says: 'What one sample is, and how any clip becomes one.', default: {} }),
  captions: word(captions, { says: 'The texts that describe the clips.', default: {} }),
  dataset: word(z.record(z.string(), dataset), { says: 'Clips, by name.', default: {} }),
  storage: word(storage, { says: 'Roots of everything on disk.', default: {} }),
  cluster: word(cluster, { says: 'The machines.', default: {} }),
  train: required(train, 'How the model is trained.'),
  image: unset(image, {
    says: 'The picture that a video starts from, for models that start from one.',
    default: imageDefault,
    source: 'models whose names end in i2v start from one',
  }),
  hub: word(hub, { says: 'Where what was trained is shared.', default: {} }),
  volume: word(z.record(z.string(), volume), {
    says: 'Disks of a cluster, by name.',
    default: {},
    later: 'launch kubernetes',
  }),
  deepspeed: word(deepspeed, { says: 'More for deepspeed.json, in its own words.', default: {} }),
  environment: word(z.record(z.string(), variable()), {
    says: 'Environment variables of every job; they win over those that the scripts set.',
    default: {},
  }),
  pass_env: word(variables(), {
    says: 'Names of environment variables that are taken over from where the run is started: what is secret stays out of every file.',
    default: [],
  }),
});

type Primitive = string | number | boolean | null | undefined;
/** With defaults filled in nothing is missing any more. */
type Complete<T> = T extends Primitive
  ? T
  : T extends readonly unknown[]
    ? { [K in keyof T]: Complete<T[K]> }
    : { readonly [K in keyof T]-?: Complete<Exclude<T[K], undefined>> };

/** A pipeline as everything downstream sees it: spelt as the file, units converted, defaults filled. */
export type Plan = Complete<z.output<typeof pipeline>>;
export type DatasetPlan = Plan['dataset'][string];
/** How clips of one dataset become samples. */
export type FramePolicy = DatasetPlan['frames'];
export type ModelName = (typeof modelNames)[number];
