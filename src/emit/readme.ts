import { models } from '../models/models.ts';
import type { Plan } from '../plan/pipeline.ts';
import { fill } from './fill.ts';
import type { Emitter, Job } from './job.ts';
import { containerOf } from './launch/container.ts';
import { environmentLines } from './launch/environment.ts';
import { hostLines } from './launch/hosts.ts';
import pins from './pins.json' with { type: 'json' };
import { files } from './readme-files.ts';
import { numbers } from './readme-numbers.ts';
import { weights } from './script.ts';
import { topology } from './topology.ts';

/** What README.md.hbs reads. */
const readmeView = (job: Job) => {
  const { plan, source, command } = job;
  const hosts = hostLines(plan);
  const queued = plan.cluster.launch.kind === 'slurm';
  return {
    source,
    command,
    name: plan.name,
    weights: plan.model.weights,
    has_environment: environmentLines(plan) !== '',
    environment_lines: environmentLines(plan),
    passes_environment: plan.pass_env.length > 0,
    passed: plan.pass_env.join(', '),
    fetches_weights: !weights(plan).weights_are_local,
    gigabytes: gigabytes(plan),
    starts_from: models[plan.model.kind].conditioning === 'text' ? 'text' : 'text and a first picture',
    footage: footage(plan),
    numbers: numbers(job),
    has_docs: job.docs.size > 0,
    docs: [...job.docs].map(([path, says]) => ({ path, says })),
    folder: `build/${plan.name}`,
    torch: pins.torch,
    uses_deepspeed: topology(plan).engine === 'deepspeed',
    has_no_clip_list: job.clips === undefined,
    is_queued: queued,
    in_container: containerOf(plan) !== undefined,
    image: containerOf(plan)?.image ?? '',
    trains_here: !queued && hosts === '',
    trains_on_hosts: hosts !== '',
    host_lines: hosts,
    ...places(plan),
    files: files(job),
  };
};

export const readme: Emitter = function* (job) {
  yield { path: 'README.md', text: fill(job, 'README.md', readmeView(job)) };
};

/** The transformer is stored in half precision, the VAE in fp32. */
const gigabytes = ({ model }: Plan): number => {
  const { transformer, text, vae } = models[model.kind];
  const bytes = transformer.parameters * 2 + text.parameters * text.stored_bytes + vae.parameters * 4;
  return Math.ceil(bytes / 1e9);
};

const footage = ({ dataset }: Plan): string => {
  const names = Object.keys(dataset);
  return `your own clips (${names.length === 1 ? 'dataset' : 'datasets'} ${names.join(', ')})`;
};

const places = ({ storage, name, train }: Plan) => {
  const run = `${storage.runs}/${name}`;
  return {
    data: storage.data,
    work: `${storage.work}/${name}`,
    work_root: storage.work,
    run,
    runs_root: storage.runs,
    result: `${run}/${train.adapter.kind === 'lora' ? 'pytorch_lora_weights.safetensors' : 'transformer/'}`,
  };
};
