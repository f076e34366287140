"""Reads cases {name: [deepspeed.json as text, processes]} from standard input; gives what DeepSpeed makes of each,
or its own words on why not. `train_batch_size: auto` is filled first, as accelerate does (accelerator.py, _prepare_deepspeed).
"""

import json
import os
import sys
from unittest import mock

os.environ["DS_ACCELERATOR"] = "cpu"

import deepspeed.comm  # noqa: E402
from deepspeed.runtime.config import DeepSpeedConfig  # noqa: E402


def read(text, processes):
    config = json.loads(text)
    filled = config["train_micro_batch_size_per_gpu"] * config["gradient_accumulation_steps"] * processes
    config["train_batch_size"] = filled if config["train_batch_size"] == "auto" else config["train_batch_size"]
    with (
        mock.patch.object(deepspeed.comm, "get_rank", lambda *_, **__: 0),
        mock.patch.object(deepspeed.comm, "get_world_size", lambda *_, **__: processes),
    ):
        try:
            seen = DeepSpeedConfig(config)
        except Exception as problem:
            return {"problem": f"{type(problem).__name__}: {problem}"}
    return {
        "train_batch_size": seen.train_batch_size,
        "micro": seen.train_micro_batch_size_per_gpu,
        "accumulate": seen.gradient_accumulation_steps,
        "clipping": seen.gradient_clipping,
        "stage": seen.zero_optimization_stage,
        "bf16": seen.bfloat16_config.enabled,
        "fp16": seen.float16_config.enabled,
        "adds_up_in": seen.grad_accum_dtype,
        "reduce_bucket_size": seen.zero_config.reduce_bucket_size,
        "allgather_bucket_size": seen.zero_config.allgather_bucket_size,
        "offloads": [device(seen.zero_config.offload_optimizer), device(seen.zero_config.offload_param)],
        "prefetch": seen.zero_config.prefetch_bucket_size,
    }


def device(offload):
    return None if offload is None else [str(getattr(offload.device, "value", offload.device)), offload.pin_memory]


cases = json.load(sys.stdin)
result = {name: read(text, processes) for name, (text, processes) in cases.items()}
print("\n" + json.dumps(result))
