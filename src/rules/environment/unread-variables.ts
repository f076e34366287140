import type { Plan } from '../../plan/pipeline.ts';

/** What nobody reads, or what something else decides: what is said of it, and the way out. */
export type Unread = { readonly message: string; readonly help: string };

const instead = (name: string, word: string): Unread => ({
  message: `No program of the run reads ${name}.`,
  help: `Write ${word}.`,
});

/** Names that people expect, and those that are read. */
const readInstead: Readonly<Record<string, string>> = {
  // transformers 5 and diffusers have the cache of huggingface_hub (its constants.py)
  TRANSFORMERS_CACHE: 'HF_HOME',
  PYTORCH_TRANSFORMERS_CACHE: 'HF_HOME',
  PYTORCH_PRETRAINED_BERT_CACHE: 'HF_HOME',
  DIFFUSERS_CACHE: 'HF_HOME',
  HF_CACHE: 'HF_HOME',
  HF_CACHE_DIR: 'HF_HOME',
  HUGGINGFACE_HOME: 'HF_HOME',
  HUGGINGFACE_CACHE: 'HF_HOME',
  HF_OFFLINE: 'HF_HUB_OFFLINE',
  DIFFUSERS_OFFLINE: 'HF_HUB_OFFLINE',
  HF_HUB_ENABLE_HF_TRANSFER: 'HF_XET_HIGH_PERFORMANCE = 1',
  HF_API_TOKEN: 'HF_TOKEN',
  HF_API_KEY: 'HF_TOKEN',
  HF_HUB_TOKEN: 'HF_TOKEN',
  HUGGINGFACE_TOKEN: 'HF_TOKEN',
  HUGGINGFACE_HUB_TOKEN: 'HF_TOKEN',
  HUGGING_FACE_TOKEN: 'HF_TOKEN',
  HUGGINGFACEHUB_API_TOKEN: 'HF_TOKEN',
  HUGGINGFACE_API_KEY: 'HF_TOKEN',
  WANDB_KEY: 'WANDB_API_KEY',
  WANDB_TOKEN: 'WANDB_API_KEY',
  WANDB_API_TOKEN: 'WANDB_API_KEY',
  WANDB_APIKEY: 'WANDB_API_KEY',
  WANDB_RUN_NAME: 'WANDB_NAME',
  WANDB_TEAM: 'WANDB_ENTITY',
  WANDB_OFFLINE: 'WANDB_MODE = offline',
  NCCL_DISABLE_P2P: 'NCCL_P2P_DISABLE',
  NCCL_DISABLE_IB: 'NCCL_IB_DISABLE',
  NCCL_DISABLE_SHM: 'NCCL_SHM_DISABLE',
  NCCL_IFNAME: 'NCCL_SOCKET_IFNAME',
  NCCL_INTERFACE: 'NCCL_SOCKET_IFNAME',
  NCCL_SOCKET_INTERFACE: 'NCCL_SOCKET_IFNAME',
  NCCL_LOG_LEVEL: 'NCCL_DEBUG',
  NCCL_DEBUG_LEVEL: 'NCCL_DEBUG',
  GLOO_IFNAME: 'GLOO_SOCKET_IFNAME',
  PYTORCH_CUDA_ALLOC: 'PYTORCH_ALLOC_CONF',
  PYTORCH_CUDA_ALLOC_CONFIG: 'PYTORCH_ALLOC_CONF',
  PYTORCH_ALLOC_CONFIG: 'PYTORCH_ALLOC_CONF',
  CUDA_ALLOC_CONF: 'PYTORCH_ALLOC_CONF',
  OMP_THREADS: 'OMP_NUM_THREADS',
};

/** torch takes the time from init_process_group alone; DeepSpeed takes it from there where a script says it. */
const timeout =
  /^((TORCH_)?NCCL|TORCH_DIST(RIBUTED)?|TORCHELASTIC|DDP|DIST|GLOO|ACCELERATE|DEEPSPEED|PROCESS_GROUP)_(COMM_)?TIMEOUT(_S|_SEC|_SECONDS|_MS|_MINUTES)?$/;

/** `accelerate launch` writes these over whatever it finds (accelerate/utils/launch.py). */
const launched: Readonly<Record<string, string>> = {
  ACCELERATE_MIXED_PRECISION: 'train { precision = … }',
  ACCELERATE_GRADIENT_ACCUMULATION_STEPS: 'train { accumulate = … }',
  ACCELERATE_USE_DEEPSPEED: 'cluster { shard = … }',
  ACCELERATE_USE_FSDP: 'cluster { shard = … }',
  ACCELERATE_USE_CPU: 'cluster { gpu = … }',
  ACCELERATE_DYNAMO_BACKEND: 'train { compile = … }',
};

/** What train.py says to wandb itself. */
const tracked: Readonly<Record<string, string>> = {
  WANDB_PROJECT: 'the project is the name of the run',
  WANDB_RUN_ID: 'a run keeps the id that it began with',
  WANDB_RESUME: 'a run that is started again goes on',
  WANDB_DIR: 'it writes into the folder of the run',
};

/** What there is to say of a variable that the run does not read, or not from there. */
export const unread = (name: string, { train: { track } }: Plan): Unread | undefined => {
  if (timeout.test(name))
    return {
      message: `No program of the run reads ${name}.`,
      help: 'Take it out: train.py itself tells torch how long a process waits for the others (PATIENCE).',
    };
  if (Object.hasOwn(readInstead, name)) return instead(name, readInstead[name] ?? '');
  if (Object.hasOwn(launched, name))
    return {
      message: `accelerate launch sets ${name} itself, by what the pipeline says.`,
      help: `Take it out, and write ${launched[name]}`,
    };
  if (name === 'DIFFUSERS_ATTN_BACKEND')
    return {
      message: `The attention of CogVideoX does not ask for ${name}.`,
      help: 'Take it out, and write train { attention = … }',
    };
  if (!track.includes('wandb') || !Object.hasOwn(tracked, name)) return undefined;
  return {
    message: `train.py does not leave ${name} to wandb: ${tracked[name]}.`,
    help: name === 'WANDB_PROJECT' ? 'Take it out, and write name = … for the project.' : 'Take it out.',
  };
};
