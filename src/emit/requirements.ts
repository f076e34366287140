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

const needed = (plan: Plan): readonly string[] => {
  const { adapter, optimizer, track } = plan.train;
  const packages: (keyof typeof pins)[] = [...always];
  if (adapter.kind === 'lora') packages.push('peft');
  if (optimizer.kind === 'prodigy') packages.push('prodigyopt');
  if (track.includes('tensorboard')) packages.push('tensorboard');
  if (topology(plan).engine === 'deepspeed') packages.push('deepspeed');
  const quantises = adapter.kind === 'lora' && adapter.quantise !== null;
  if (optimizer.kind === 'adamw-8bit' || quantises) packages.push('bitsandbytes');
  if (track.includes('wandb')) packages.push('wandb');
  return packages.map((name) => `${name}==${pins[name]}`);
};

/** What `pip install -r` needs to give the versions that the scripts were written for. */
export const requirements: Emitter = function* ({ plan, source, command }) {
  const header = `# Made from ${helpers.note(source)} by: ${helpers.note(command)}`;
  yield { path: 'requirements.txt', text: `${[header, ...needed(plan)].join('\n')}\n` };
};
