/** What of train.py decides what it imports. */
export type Uses = {
  readonly drops_captions: boolean;
  readonly holds_out: boolean;
  readonly looks_whole: boolean;
  readonly tracks: boolean;
  readonly decays_as_cosine: boolean;
  readonly has_group: boolean;
  readonly rotary: boolean;
  readonly validates: boolean;
  readonly trains_lora: boolean;
  readonly casts_lora: boolean;
  readonly reads_lora: boolean;
  readonly sampler: string;
  readonly pipeline: string;
  readonly starts_from_image: boolean;
  readonly encodes_image: boolean;
  readonly shows_images: boolean;
  readonly uses_adamw_8bit: boolean;
  readonly uses_prodigy: boolean;
  readonly averages: boolean;
  readonly has_hooks: boolean;
  readonly starts_from_lora: boolean;
  readonly quantises: boolean;
};

/** A line of the block, or nothing where it is not used. */
type Line = string | false;

const from = (module: string, ...names: readonly Line[]): Line => {
  const used = names.filter((name) => name !== false);
  if (used.length === 0) return false;
  const line = `from ${module} import ${used.join(', ')}`;
  return line.length <= 110 ? line : `from ${module} import (\n${used.map((name) => `    ${name},\n`).join('')})`;
};

const lines = (block: readonly Line[]): string => block.filter((line) => line !== false).join('\n');

const standard = (uses: Uses): readonly Line[] => [
  uses.decays_as_cosine && 'import math',
  'import os',
  from('datetime', uses.has_group && 'timedelta'),
  from('functools', uses.rotary && 'cache'),
  from('pathlib', 'Path'),
];

const installed = (uses: Uses): readonly Line[] => [
  'import numpy as np',
  'import torch',
  'import torch.nn.functional as F',
  from('accelerate', 'Accelerator', uses.has_group && 'InitProcessGroupKwargs'),
  from('bitsandbytes.optim', uses.uses_adamw_8bit && 'AdamW8bit'),
  from('diffusers', uses.sampler, uses.trains_lora && uses.pipeline, 'CogVideoXTransformer3DModel'),
  from('diffusers.models.embeddings', uses.rotary && 'get_3d_rotary_pos_embed'),
  from('diffusers.training_utils', uses.casts_lora && 'cast_training_params'),
  from(
    'peft',
    uses.trains_lora && 'LoraConfig',
    uses.trains_lora && 'get_peft_model_state_dict',
    uses.reads_lora && 'set_peft_model_state_dict',
  ),
  from('prodigyopt', uses.uses_prodigy && 'Prodigy'),
  from('safetensors.torch', 'load_file'),
];

/** The lines that import what is used and no more, in the order in which ruff sorts them. */
export const importsOf = (uses: Uses): string => [standard(uses), installed(uses)].map(lines).join('\n\n');

/** What train.py takes from the files beside it. */
export const stateImportsOf = (uses: Uses): string => {
  const fresh = uses.encodes_image ? ['encode_image', 'image_encoder'] : [];
  const image = from('image', ...fresh, uses.starts_from_image && 'image_of', uses.starts_from_image && 'normal');
  const more = [
    uses.averages && 'Average',
    uses.has_hooks && 'load_hooks',
    uses.quantises && 'quantise',
    uses.starts_from_lora && 'start_from',
    uses.looks_whole && 'whole_inputs',
  ] as const;
  const looks = [
    uses.shows_images && 'IMAGES',
    uses.holds_out && 'held_out_loss',
    uses.validates && 'make_one',
    uses.validates && 'make_videos',
  ] as const;
  return lines([
    from('checkpoints', uses.trains_lora && 'sort_metadata'),
    from('extras', ...more),
    image,
    from('progress', uses.tracks && 'start_trackers'),
    from('record', uses.holds_out && 'held_out_in'),
    from('run_state', 'Run', 'check_processes'),
    from('stream', uses.drops_captions && 'prompt_file', 'read_stream', 'sample_at'),
    from('validate', ...looks),
  ]);
};

type Extras = Pick<Uses, 'averages' | 'has_hooks' | 'starts_from_lora' | 'quantises'> & {
  readonly drops_inputs: boolean;
  readonly holds_nf4: boolean;
};

/** What extras.py imports. */
export const extraImportsOf = (uses: Extras): string => {
  const held = uses.holds_nf4 ? ['Linear4bit', 'Params4bit'] : ['Int8Params', 'Linear8bitLt'];
  const python = [
    (uses.averages || uses.drops_inputs) && 'import contextlib',
    uses.has_hooks && 'import importlib.util',
    uses.starts_from_lora && 'import json',
    from('pathlib', (uses.has_hooks || uses.starts_from_lora) && 'Path'),
  ];
  const packages = [
    (uses.averages || uses.quantises) && 'import torch',
    from('bitsandbytes.nn', ...(uses.quantises ? held : [])),
    from(
      'peft',
      uses.starts_from_lora && 'get_peft_model_state_dict',
      uses.starts_from_lora && 'set_peft_model_state_dict',
    ),
    from('safetensors', uses.starts_from_lora && 'SafetensorError', uses.starts_from_lora && 'safe_open'),
    from('safetensors.torch', uses.starts_from_lora && 'load_file'),
  ];
  return [lines(python), lines(packages)].filter((block) => block !== '').join('\n\n');
};

type Looks = Pick<Uses, 'holds_out' | 'shows_images' | 'pipeline' | 'sampler'> & {
  readonly makes_videos: boolean;
  readonly holds_out_images: boolean;
  readonly uses_image_ops: boolean;
  readonly spreads_weights: boolean;
};

/** What validate.py imports. */
export const validateImportsOf = (uses: Looks) => {
  const { makes_videos, holds_out, shows_images } = uses;
  const counts = holds_out || (makes_videos && uses.spreads_weights);
  const python = [counts && 'import math', makes_videos && 'import os', from('pathlib', makes_videos && 'Path')];
  const packages = [
    holds_out && 'import numpy as np',
    'import torch',
    from('accelerate.utils', makes_videos && uses.spreads_weights && 'gather_object'),
    from('diffusers', makes_videos && uses.sampler, makes_videos && uses.pipeline),
    from('diffusers.utils', makes_videos && 'export_to_video', shows_images && 'load_image', makes_videos && 'logging'),
    from('PIL', shows_images && uses.uses_image_ops && 'ImageOps'),
    from('safetensors.torch', makes_videos && 'load_file'),
    from('torch.utils.data', holds_out && 'default_collate'),
  ];
  const local = [from('image', uses.holds_out_images && 'encode_image'), from('stream', makes_videos && 'prompt_file')];
  const blocks = [lines(python), lines(packages), local.some(Boolean) ? `# isort: split\n${lines(local)}` : ''];
  return { imports: blocks.filter((block) => block !== '').join('\n\n') };
};

type Tracks = { readonly uses_gpu: boolean; readonly tracks_wandb: boolean; readonly shows_videos: boolean };

/** What progress.py imports. */
export const progressImportsOf = (uses: Tracks): string => {
  const python = [
    'import json',
    !uses.uses_gpu && 'import resource',
    uses.tracks_wandb && 'import secrets',
    'import time',
    from('datetime', 'timedelta'),
  ] as const;
  const packages = [uses.uses_gpu && 'import torch', uses.shows_videos && 'import wandb'] as const;
  const local = lines([
    from('record', uses.tracks_wandb && 'TRAINING'),
    from('validate', uses.shows_videos && 'PROMPTS'),
  ]);
  const blocks = [lines(python), lines(packages), local === '' ? '' : `# isort: split\n${local}`];
  return blocks.filter((block) => block !== '').join('\n\n');
};

type Shares = { readonly trains_lora: boolean; readonly uploads: boolean; readonly pipeline: string };

/** What share.py imports beside Python's own. */
export const shareImportsOf = ({ trains_lora, uploads, pipeline }: Shares): string =>
  lines([
    'import torch',
    from('diffusers', !trains_lora && pipeline, !trains_lora && 'CogVideoXTransformer3DModel'),
    from('huggingface_hub', uploads && 'HfApi', uploads && 'get_token'),
    from('safetensors.torch', trains_lora && 'load_file', trains_lora && 'save_file'),
  ]);
