import type { Plan } from '../plan/pipeline.ts';
import type { Emitter } from './job.ts';
import { json } from './json.ts';
import { topology } from './topology.ts';

/**
 * The part of accelerate's configuration (accelerate/commands/config/config_args.py, ClusterConfig) that `accelerate launch`
 * reads from a file. rdzv_backend, same_network, enable_cpu_affinity and downcast_bf16 can be written there too and are
 * ignored (accelerate/commands/launch.py, _validate_launch_command), so launch.sh says them. Rank, address and port differ
 * from node to node, so launch.sh says them too.
 */
export type Accelerate = {
  readonly compute_environment: 'LOCAL_MACHINE';
  readonly distributed_type: 'NO' | 'MULTI_GPU' | 'DEEPSPEED' | 'FSDP';
  /** Of all machines together. */
  readonly num_processes: number;
  readonly num_machines: number;
  readonly gpu_ids: 'all';
  readonly use_cpu: boolean;
  readonly debug: boolean;
  readonly mixed_precision?: 'no' | 'fp16' | 'bf16';
  readonly deepspeed_config?: {
    readonly deepspeed_config_file: 'deepspeed.json';
    readonly deepspeed_multinode_launcher: 'standard';
    readonly zero3_init_flag: boolean;
  };
  readonly fsdp_config?: Fsdp;
};

/**
 * Of the second FSDP (accelerate/utils/dataclasses.py, FullyShardedDataParallelPlugin): what is unsaid is the first, and what
 * is known to the first alone is refused. Each block is gathered when it is needed. train.py writes and reads the parts itself.
 */
type Fsdp = {
  readonly fsdp_version: 2;
  readonly fsdp_reshard_after_forward: boolean;
  readonly fsdp_auto_wrap_policy: 'TRANSFORMER_BASED_WRAP';
  readonly fsdp_transformer_layer_cls_to_wrap: 'CogVideoXBlock';
  readonly fsdp_offload_params: boolean;
  readonly fsdp_state_dict_type: 'SHARDED_STATE_DICT';
  /** For models of transformers alone; and it would leave the others without weights. */
  readonly fsdp_cpu_ram_efficient_loading: boolean;
  /** train.py has the model's own, which knows its blocks. */
  readonly fsdp_activation_checkpointing: boolean;
};

const fsdpOf = ({ shard }: Plan['cluster']): Fsdp => ({
  fsdp_version: 2,
  fsdp_reshard_after_forward: true,
  fsdp_auto_wrap_policy: 'TRANSFORMER_BASED_WRAP',
  fsdp_transformer_layer_cls_to_wrap: 'CogVideoXBlock',
  fsdp_offload_params: 'offload' in shard && shard.offload === 'all',
  fsdp_state_dict_type: 'SHARDED_STATE_DICT',
  fsdp_cpu_ram_efficient_loading: false,
  fsdp_activation_checkpointing: false,
});

/** MULTI_GPU on the CPU too: MULTI_CPU starts one process alone (prepare_simple_launcher_cmd_env in accelerate/utils/launch.py). */
const distributedTypes = { alone: 'NO', ddp: 'MULTI_GPU', deepspeed: 'DEEPSPEED', fsdp: 'FSDP' } as const;

const mixedPrecisions = { fp32: 'no', fp16: 'fp16', bf16: 'bf16' } as const;

const accelerateConfig = (plan: Plan): Accelerate => {
  const { engine, processes, nodes, on_cpu } = topology(plan);
  const common = {
    compute_environment: 'LOCAL_MACHINE',
    distributed_type: distributedTypes[engine],
    num_processes: processes,
    num_machines: nodes,
    gpu_ids: 'all',
    use_cpu: on_cpu,
    debug: false,
  } as const;
  const mixed_precision = mixedPrecisions[plan.train.precision];
  if (engine === 'fsdp') return { ...common, mixed_precision, fsdp_config: fsdpOf(plan.cluster) };
  if (engine !== 'deepspeed') return { ...common, mixed_precision };
  // Beside a DeepSpeed file accelerate refuses mixed_precision and everything else that the file says
  // (DeepSpeedPlugin._deepspeed_config_checks in accelerate/utils/dataclasses.py). pdsh, the default of several machines,
  // trains on each of them alone where no hostfile is found.
  return {
    ...common,
    deepspeed_config: {
      deepspeed_config_file: 'deepspeed.json',
      deepspeed_multinode_launcher: 'standard',
      zero3_init_flag: false,
    },
  };
};

export const accelerate: Emitter = function* ({ plan }) {
  yield { path: 'accelerate.json', text: json(accelerateConfig(plan)) };
};
