"""Judges the first update of an emitted train.py, for any of the models: by the formulas of the reference trainer, in float64.

models-judge.py BUILD WEIGHTS WORK
    BUILD    the folder of train.py, which trains a LoRA
    prints {"loss": ..., "gradients": the largest relative difference of a gradient of a B matrix, ...}
"""

import importlib
import json
import subprocess
import sys
from pathlib import Path

import numpy as np
import torch
from diffusers import AutoencoderKLCogVideoX, CogVideoXDDIMScheduler, CogVideoXTransformer3DModel
from peft import LoraConfig
from safetensors.torch import load_file

build, weights, work = sys.argv[1], sys.argv[2], Path(sys.argv[3])
sys.path.insert(0, build)
train = importlib.import_module("train")

rows = [line.split("\t") for line in (work / "samples.tsv").read_text().splitlines()[1:]]
clips = train.Clips([(row[3], row[4]) for row in rows for _ in range(int(row[2]))])
scheduler = CogVideoXDDIMScheduler.from_pretrained(weights, subfolder="scheduler")
vae = AutoencoderKLCogVideoX.from_pretrained(weights, subfolder="vae", dtype=torch.float64)
positions = range(train.GLOBAL_BATCH)


def with_lora(dtype):
    """The model with the LoRA that train.py begins with."""
    transformer = CogVideoXTransformer3DModel.from_pretrained(
        weights, subfolder="transformer", dtype=torch.float32
    )
    transformer.requires_grad_(False)
    torch.manual_seed(train.SEED)
    transformer.add_adapter(LoraConfig(r=train.RANK, lora_alpha=train.ALPHA, target_modules=train.TARGETS))
    return transformer.to(dtype).train()


def rotary(config, frames):
    """Integer positions, written out anew: a quarter of the head for time, three eighths each for height and width."""
    if not config.use_rotary_positional_embeddings:
        return None
    lengths = (-(-frames // (config.patch_size_t or 1)), train.HEIGHT // 16, train.WIDTH // 16)
    dim = config.attention_head_dim
    angles = []
    for axis, (length, width) in enumerate(zip(lengths, (dim // 4, dim * 3 // 8, dim * 3 // 8), strict=True)):
        frequency = 10000.0 ** (-torch.arange(0, width, 2, dtype=torch.float64) / width)
        angle = torch.outer(torch.arange(length, dtype=torch.float64), frequency).repeat_interleave(2, dim=1)
        shape = [1, 1, 1, width]
        shape[axis] = length
        angles.append(angle.view(shape).expand(*lengths, width))
    angles = torch.cat(angles, dim=-1).reshape(-1, dim)
    return angles.cos().float(), angles.sin().float()


def image_latents(sample, frames):
    """The image at the scale of the diffusers pipeline in the first latent frame, zeros in the others."""
    if "image_noise" in sample:
        with torch.no_grad():
            posterior = vae.encode(sample["image"][None, :, None].double()).latent_dist
        latent = posterior.mean[0, :, 0] + posterior.std[0, :, 0] * sample["image_noise"].double()
        latent *= 1 / 0.7 if vae.config.invert_scale_latents else 0.7
        latent *= float(sample["shown"])
    else:
        latent = sample["image"][0].double()
    everything = torch.zeros(1, frames, *latent.shape, dtype=torch.float64)
    everything[0, 0] = latent
    return everything


def reference(transformer):
    """Error of the clean latents weighted by 1 / (1 - alpha), as zai-org/CogVideo computes it."""
    losses = []
    for position in positions:
        sample = clips[position]
        clean, noise = sample["clean"][None].double(), sample["noise"][None].double()
        timestep = torch.tensor([int(sample["timestep"])])
        noisy = scheduler.add_noise(clean, noise, timestep)
        seen, config = noisy, transformer.config
        if "image" in sample:
            seen = torch.cat([noisy, image_latents(sample, noisy.shape[1])], dim=2)
        velocity = transformer(
            hidden_states=seen,
            encoder_hidden_states=sample["prompt"][None].double(),
            timestep=timestep,
            image_rotary_emb=rotary(config, noisy.shape[1]),
            ofs=torch.tensor([2.0], dtype=torch.float64) if config.ofs_embed_dim else None,
            return_dict=False,
        )[0]
        predicted = scheduler.get_velocity(velocity, noisy, timestep)
        weight = 1 / (1 - scheduler.alphas_cumprod[timestep])
        losses.append((weight.view(-1, 1, 1, 1, 1) * (predicted - clean) ** 2).mean())
    return torch.stack(losses).mean()


def emitted(transformer):
    """The same by the functions of train.py."""
    encoder = train.image_encoder("cpu") if hasattr(train, "image_encoder") else None
    losses = []
    for position in positions:
        batch = torch.utils.data.default_collate([clips[position]])
        if encoder:
            batch["image"] = train.encode_image(encoder, batch)
        losses.append(train.loss(transformer, batch))
    return torch.stack(losses).mean()


def gradients(transformer, loss):
    loss(transformer).backward()
    named = transformer.named_parameters()
    return {name: weight.grad.double() for name, weight in named if "lora_B" in name}


def difference(some, others):
    return max(((some[name] - others[name]).norm() / others[name].norm()).item() for name in others)


def first_frame(sample):
    words = ["ffmpeg", "-v", "error", "-i", work / "clips" / f"{sample}.mp4", "-frames:v", "1"]
    words += ["-f", "rawvideo", "-pix_fmt", "rgb24", "-"]
    raw = np.frombuffer(subprocess.run(words, stdout=subprocess.PIPE, check=True).stdout, np.uint8)
    return torch.from_numpy(raw.reshape(train.HEIGHT, train.WIDTH, 3).copy()).permute(2, 0, 1)


def about_images():
    """Of many visits of the first sample: the share that shows its image, and mean and spread of the noise's logarithm."""
    whole, clips.samples = clips.samples, clips.samples[:1]
    visits = [clips[position] for position in range(1000)]
    clips.samples = whole
    moments = load_file(work / rows[0][3])
    if "image" not in moments:
        shown = sum(visit["image"].abs().max().item() > 0 for visit in visits) / len(visits)
        return {"shown": shown, "draws": len(moments["image_mean"])}
    frame = moments["image"].float() / 127.5 - 1
    strengths = torch.tensor([(visit["image"] - frame).std().log().item() for visit in visits])
    return {
        "shown": sum(visit["shown"] for visit in visits) / len(visits),
        "strength": [strengths.mean().item(), strengths.std().item()],
        "same_frame": torch.equal(moments["image"], first_frame(rows[0][0])),
    }


with torch.no_grad():
    loss = reference(with_lora(torch.float64)).item()
some, others = gradients(with_lora(torch.float32), emitted), gradients(with_lora(torch.float64), reference)
images = about_images() if "image" in clips[0] else {}
print(json.dumps({"loss": loss, "gradients": difference(some, others), "layers": len(others), **images}))
