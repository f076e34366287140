"""Runs the emitted train.py at real sizes without weights: its own functions on FakeTensors, which have shapes and no numbers.

Reads cases {NAME: {"build": FOLDER, "transformer": {...}, "scheduler": {...}, "vae": {...}}} from standard input; FOLDER holds
what a pipeline compiles to, and as many layers are run as the case says. What is not train.py's is the reading of files: models are built from their configurations in the
place of from_pretrained. Prints what each update was made of.
"""

import hashlib
import importlib
import json
import sys
import tempfile
from collections import Counter
from contextlib import ExitStack
from pathlib import Path
from unittest import mock

import torch
from accelerate import Accelerator
from diffusers import (
    AutoencoderKLCogVideoX,
    CogVideoXDDIMScheduler,
    CogVideoXDPMScheduler,
    CogVideoXTransformer3DModel,
)
from diffusers.models.transformers.cogvideox_transformer_3d import CogVideoXBlock
from safetensors.torch import save_file
from torch._subclasses import FakeTensorMode


def emitted(build):
    """train.py as a module, and what it imports from beside it."""
    sys.path.insert(0, build)
    for module in Path(build).glob("*.py"):
        sys.modules.pop(module.stem, None)
    train = importlib.import_module("train")
    sys.path.pop(0)
    return train


def model_of(kind, config):
    """In the place of from_pretrained: the configuration of the real one, in the precision that is asked for."""

    def build(*_, dtype, **__):
        torch.set_default_dtype(dtype)
        try:
            return kind(**config)
        finally:
            torch.set_default_dtype(torch.float32)

    return build


def without_numbers(model):
    """Of a model on the meta device, whose tensors no operator mixes with others: as if it were on the processor."""
    for module in model.modules():
        for name, weight in module._parameters.items():
            if weight is not None:
                empty = torch.empty_like(weight, device="cpu")
                module._parameters[name] = torch.nn.Parameter(empty, requires_grad=weight.requires_grad)
        for name, buffer in module._buffers.items():
            module._buffers[name] = None if buffer is None else torch.empty_like(buffer, device="cpu")
    return model


def numbers_of(model):
    numbers = Counter()
    for weight in model.parameters():
        numbers[weight.dtype] += weight.numel()
    return numbers


def scheduler_of(kind, config):
    return lambda *_, **__: kind(**config)


def sample(work, shape, words, image):
    """What encode.py would have made of one clip, in real tensors: zeros, since only shapes are looked at."""
    for part in ("latents", "prompts"):
        (work / part).mkdir()
    prompts = [f"prompts/{hashlib.sha256(text.encode()).hexdigest()}.safetensors" for text in ("", "a bird")]
    for prompt in prompts:
        save_file({"embedding": torch.zeros(*words, dtype=torch.bfloat16)}, work / prompt)
    moments = {name: torch.zeros(*shape, dtype=torch.bfloat16) for name in ("mean", "std")}
    if image:
        moments["image"] = torch.zeros(3, *image, dtype=torch.uint8)
    save_file(moments, work / "latents/bird.safetensors")
    return "latents/bird.safetensors", prompts[1]


def watch(seen):
    """Notes the shapes that reach each block of the transformer."""
    forward = CogVideoXBlock.forward

    def noted(self, hidden_states, encoder_hidden_states, *rest, **more):
        seen[f"{tuple(hidden_states.shape)} after {tuple(encoder_hidden_states.shape)}"] += 1
        return forward(self, hidden_states, encoder_hidden_states, *rest, **more)

    return mock.patch.object(CogVideoXBlock, "forward", noted)


def update(case, work):
    train, seen = emitted(case["build"]), Counter()
    fresh = "image" in sys.modules and hasattr(train, "image_encoder")
    kinds = [
        (CogVideoXTransformer3DModel, "transformer", model_of),
        (AutoencoderKLCogVideoX, "vae", model_of),
    ]
    kinds += [(kind, "scheduler", scheduler_of) for kind in (CogVideoXDDIMScheduler, CogVideoXDPMScheduler)]
    with ExitStack() as stack:
        for kind, name, build in kinds:
            stack.enter_context(mock.patch.object(kind, "from_pretrained", build(kind, case[name])))
        config, size = case["transformer"], case["size"]
        shape = [case["vae"]["latent_channels"], case["latent_frames"], size[0] // 8, size[1] // 8]
        words = [config["max_text_seq_length"], config["text_embed_dim"]]
        stack.enter_context(mock.patch.object(train, "WORK", work))
        clips = train.Clips([sample(work, shape, words, size if fresh else None)])
        batch = torch.utils.data.default_collate([clips[0]])
        with torch.device("meta"):
            models = [train.load(), *([train.image_encoder("meta")] if fresh else [])]
        counted = {str(dtype): numbers for dtype, numbers in numbers_of(models[0]).items()}
        trained = [weight for weight in models[0].parameters() if weight.requires_grad]
        told = {"numbers": counted, "trained": sum(weight.numel() for weight in trained)}
        told["trained_in"] = sorted({str(weight.dtype) for weight in trained})
        models[0].transformer_blocks = models[0].transformer_blocks[: case["layers"]]
        fake = stack.enter_context(FakeTensorMode(allow_non_fake_inputs=True))
        transformer, *vae = map(without_numbers, models)
        trained = [weight for weight in transformer.parameters() if weight.requires_grad]
        optimizer = torch.optim.AdamW(
            trained, train.LEARNING_RATE, train.BETAS, train.EPSILON, train.WEIGHT_DECAY
        )
        batch = {name: fake.from_tensor(tensor) for name, tensor in batch.items()}
        stack.enter_context(watch(seen))
        # As accelerate does it on a GPU; here it would compute fp16 in fp32.
        stack.enter_context(
            torch.autocast("cpu", dtype=train.PRECISION, enabled=train.PRECISION != torch.float32)
        )
        loss, norm = train.step(Accelerator(cpu=True), transformer, *vae, optimizer, iter([batch]))
    return {
        **told,
        "moments": len(optimizer.state),
        "of": len(trained),
        "seen": seen,
        "scalars": [list(loss.shape), str(loss.dtype), list(norm.shape)],
        "alphas": [
            clips.alphas[timestep].item() for timestep in (0, 1, 10, 100, 250, 500, 750, 900, 998, 999)
        ],
        "rotary": rotary(train),
    }


def rotary(train):
    """Cosines that the transformer is given: their number of rows, and some of them."""
    if not hasattr(train, "positions"):
        return None
    train.positions.cache_clear()
    cosines, sines = train.positions("cpu")
    train.positions.cache_clear()
    columns = [0, 2, 14, 16, 18, 38, 40, 42, 62]
    assert torch.allclose(cosines**2 + sines**2, torch.ones(()), atol=1e-6)
    rows = (0, 1, 45, 1350, len(cosines) - 1)
    return {"rows": len(cosines), "cosines": {row: cosines[row, columns].tolist() for row in rows}}


def main():
    cases = json.load(sys.stdin)
    made = {}
    for name, case in cases.items():
        with tempfile.TemporaryDirectory() as work:
            made[name] = update(case, Path(work))
    print(json.dumps(made))


main()
