import type { Plan } from '../plan/pipeline.ts';
import { helpers } from './holes.ts';
import type { Emitter } from './job.ts';
import pins from './pins.json' with { type: 'json' };
import { topology } from './topology.ts';

/** What every pipeline needs: versions that were run together, in the order in which they build on each other. */
const always = [
  'torch',
  'numpy',
  'diffusers',
  'transformers',
  'tokenizers',
  'huggingface_hub',
  'safetensors',
  'accelerate',
  // T5's tokenizer comes as a sentencepiece model: transformers reads it through these two, or stops and asks for tiktoken.
  'sentencepiece',
  'protobuf',
  // av reads the prepared clips; imageio writes videos (diffusers' export_to_video).
  'av',
  'imageio',
  'imageio-ffmpeg',
] as const;

/** Not among the pins: a run needs its account, so that the set-up of cogx never installs it. */
const wandb = '0.31.0';
/** Nor this: it is large, and few runs ask for it. */
const bitsandbytes = '0.50.2';

const needed = (plan: Plan): readonly string[] => {
  const { adapter, optimizer, track } = plan.train;
  const packages: (keyof typeof pins)[] = [...always];
  if (adapter.kind === 'lora') packages.push('peft');
  if (optimizer.kind === 'prodigy') packages.push('prodigyopt');
  if (track.includes('tensorboard')) packages.push('tensorboard');
  if (topology(plan).engine === 'deepspeed') packages.push('deepspeed');
  const lines = packages.map((name) => `${name}==${pins[name]}`);
  if (optimizer.kind === 'adamw-8bit') lines.push(`bitsandbytes==${bitsandbytes}`);
  if (track.includes('wandb')) lines.push(`wandb==${wandb}`);
  return lines;
};

/** What `pip install -r` needs to give the versions that the scripts were written for. */
export const requirements: Emitter = function* ({ plan, source, command }) {
  const header = `# Made from ${helpers.note(source)} by: ${helpers.note(command)}`;
  yield { path: 'requirements.txt', text: `${[header, ...needed(plan)].join('\n')}\n` };
};
