"""Reads cases {name: [folder, words]} of `accelerate launch` from standard input, gives what reaches torchrun, and the
environment of the workers: accelerate's own loaders do it all, and nothing is started.
"""

import json
import os
import sys
from unittest import mock

import torch.distributed.run as torchrun
from accelerate.commands.launch import _validate_launch_command, launch_command_parser
from accelerate.utils import (
    FullyShardedDataParallelPlugin,
    prepare_deepspeed_cmd_env,
    prepare_multi_gpu_env,
    prepare_simple_launcher_cmd_env,
)
from accelerate.utils.launch import _filter_args

SEEN = ["nnodes", "nproc_per_node", "node_rank", "rdzv_backend", "rdzv_endpoint", "rdzv_conf", "master_port"]


def resolve(words):
    args, defaults, from_file = _validate_launch_command(launch_command_parser().parse_args(words))
    command, launcher = None, "simple"
    if args.use_deepspeed and not args.cpu:
        fields = list(defaults.deepspeed_config) + (["mixed_precision"] if from_file else [])
        args.deepspeed_fields_from_accelerate_config = ",".join(fields)
        command, environment = prepare_deepspeed_cmd_env(args)
        launcher = "deepspeed"
    elif args.multi_gpu or args.use_fsdp:
        environment = prepare_multi_gpu_env(args)
        launcher = "torchrun"
    else:
        command, environment = prepare_simple_launcher_cmd_env(args)
    script = ["--training_script", args.training_script, "--training_script_args", []]
    options = vars(_filter_args(args, torchrun.get_args_parser(), script))
    return {
        "launcher": launcher,
        "command": command,
        "script": args.training_script,
        "torchrun": {key: options[key] for key in SEEN},
        "fsdp": fsdp(environment),
        "environment": {
            key: value for key, value in environment.items() if key.startswith(("ACCELERATE_", "OMP_"))
        },
    }


def fsdp(environment):
    """What accelerate's own plugin makes of the environment of a worker: it validates what it reads."""
    if environment.get("ACCELERATE_USE_FSDP") != "true":
        return None
    with mock.patch.dict(os.environ, environment):
        plugin = FullyShardedDataParallelPlugin()
    plugin.set_mixed_precision(environment["ACCELERATE_MIXED_PRECISION"])
    return {
        "version": plugin.fsdp_version,
        "reshards": plugin.reshard_after_forward,
        "wraps": plugin.transformer_cls_names_to_wrap,
        "offloads": type(plugin.cpu_offload).__name__ if plugin.cpu_offload else None,
        "computes_in": str(plugin.mixed_precision_policy.param_dtype),
        "state": plugin.state_dict_type.name,
        "spares_memory": plugin.cpu_ram_efficient_loading,
        "checkpoints": plugin.activation_checkpointing,
    }


def main():
    cases = json.load(sys.stdin)
    for name in [name for name in os.environ if name.startswith(("ACCELERATE_", "OMP_", "PET_"))]:
        del os.environ[name]
    resolved = {name: resolve(words) for name, words in cases.items()}
    print(json.dumps(resolved, default=str))


main()
