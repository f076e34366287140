"""Runs an emitted train.py whole, at its real size, with weights that are numbers of chance: no file of the model is read.

    accelerate launch --config_file BUILD/accelerate.json real.py BUILD

BUILD holds what a pipeline compiles to, and case.json: the configurations of its models.
"""

import hashlib
import importlib
import json
import os
import sys
import time

import torch
from diffusers import (
    AutoencoderKLCogVideoX,
    CogVideoXDDIMScheduler,
    CogVideoXDPMScheduler,
    CogVideoXTransformer3DModel,
)
from safetensors.torch import save_file


def fill(model):
    """Small numbers that repeat: to draw billions anew takes minutes. Norms multiply by 1."""
    noise = torch.randn(2**22, generator=torch.Generator().manual_seed(1)) * 0.02
    for name, weight in model.named_parameters():
        flat, count = weight.data.view(-1), weight.numel()
        if "norm" in name and name.endswith("weight") and weight.dim() == 1:
            flat.fill_(1)
            continue
        piece = noise.to(weight.dtype)
        for start in range(0, count, len(piece)):
            flat[start : start + len(piece)] = piece[: min(len(piece), count - start)]


def build(kind, config):
    def from_config(*_, dtype, **__):
        with torch.device("meta"):
            model = kind(**config)
        buffers = {name: buffer for name, buffer in model.named_buffers()}
        model = model.to(dtype).to_empty(device="cpu")
        if buffers:  # positions that are worked out, not read
            fresh = dict(kind(**{**config, "num_layers": 1}).named_buffers())
            for name, buffer in model.named_buffers():
                buffer.copy_(fresh[name])
        with torch.no_grad():
            fill(model)
        return model

    return from_config


def make_samples(work, case, precision):
    """What encode.py would have made of four clips."""
    height, width = case["size"]
    shape = (case["vae"]["latent_channels"], case["latent_frames"], height // 8, width // 8)
    words = (case["transformer"]["max_text_seq_length"], case["transformer"]["text_embed_dim"])
    chance = torch.Generator().manual_seed(2)
    for part in ("latents", "prompts"):
        (work / part).mkdir(parents=True, exist_ok=True)
    prompts = {
        text: f"prompts/{hashlib.sha256(text.encode()).hexdigest()}.safetensors" for text in ("", "a bird")
    }
    for path in prompts.values():
        save_file({"embedding": torch.randn(words, generator=chance).to(precision)}, work / path)
    rows = ["sample\tdataset\trepeats\tlatents\tprompt"]
    for number in range(4):
        path = f"latents/{number}.safetensors"
        moments = {
            "mean": torch.randn(shape, generator=chance),
            "std": torch.rand(shape, generator=chance) / 10,
        }
        if case["shows_image"]:
            moments["image"] = torch.zeros(3, height, width, dtype=torch.uint8)
        save_file(
            {
                name: part.to(precision) if part.is_floating_point() else part
                for name, part in moments.items()
            },
            work / path,
        )
        rows.append(f"{number}\tclips\t1\t{path}\t{prompts['a bird']}")
    aside = work / "samples.part"
    aside.write_text("\n".join([*rows, ""]))
    aside.rename(work / "samples.tsv")


def main():
    folder = sys.argv[1]
    sys.path.insert(0, folder)
    with open(f"{folder}/case.json", encoding="utf-8") as file:
        case = json.load(file)
    train = importlib.import_module("train")
    if os.environ.get("LOCAL_RANK", "0") == "0":
        make_samples(train.WORK, case, train.PRECISION)
    while not (train.WORK / "samples.tsv").exists():
        time.sleep(0.1)
    CogVideoXTransformer3DModel.from_pretrained = build(CogVideoXTransformer3DModel, case["transformer"])
    AutoencoderKLCogVideoX.from_pretrained = build(AutoencoderKLCogVideoX, case["vae"])
    for kind in (CogVideoXDDIMScheduler, CogVideoXDPMScheduler):
        kind.from_pretrained = lambda *_, kind=kind, **__: kind(**case["scheduler"])
    train.main()


if __name__ == "__main__":
    main()
