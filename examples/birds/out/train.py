# Made from birds.cogx by: cogx compile birds.cogx
"""Trains a LoRA of cogvideox-1.5-5b-t2v on what encode.py made of the clips.

    accelerate launch --config_file accelerate.json train.py

launch.sh does that. Started again it goes on from its newest checkpoint; to stop it early, make a file RUN/STOP.
At its end there is RUN/pytorch_lora_weights.safetensors, for load_lora_weights of the diffusers pipeline.
"""

import math
import os
from datetime import timedelta
from functools import cache
from pathlib import Path

import numpy as np
import torch
import torch.nn.functional as F
from accelerate import Accelerator, InitProcessGroupKwargs
from diffusers import CogVideoXDPMScheduler, CogVideoXPipeline, CogVideoXTransformer3DModel
from diffusers.models.embeddings import get_3d_rotary_pos_embed
from diffusers.training_utils import cast_training_params
from peft import LoraConfig, get_peft_model_state_dict, set_peft_model_state_dict
from safetensors.torch import load_file

# isort: split
from checkpoints import sort_metadata
from progress import start_trackers
from run_state import Run, check_processes
from stream import prompt_file, read_stream, sample_at
from validate import make_one, make_videos

NAME = "birds"
SEED = 42

# model
WEIGHTS = "zai-org/CogVideoX1.5-5B"
REVISION = None
SCALING_FACTOR = 0.7  # of the VAE's latents

# frames
WIDTH, HEIGHT = 1360, 768

# captions
DROPOUT = 0.1  # share of samples that are seen without their caption

# dataset
# Samples that were planned, and the share of them that may be missing.
PLANNED = {"pexels": [48, 0.01], "drone": [16, 0.01]}

# train
RANK, ALPHA = 128, 128
TARGETS = ["to_k", "to_out.0", "to_q", "to_v"]
UPDATES = 1500
BATCH_PER_GPU = 1
ACCUMULATE = 1  # batches of each GPU in one update
GLOBAL_BATCH = 16  # samples of all GPUs in one update
PRECISION = torch.bfloat16
MAX_GRAD_NORM = 1
LEARNING_RATE = 1e-4
BETAS = [0.9, 0.95]
EPSILON = 1e-8
WEIGHT_DECAY = 1e-4
WARMUP = 100  # updates
CHECKPOINT_EVERY = {"seconds": 1800}
KEEP = 3  # checkpoints
VALIDATE_EVERY = {"steps": 250}

# cluster
PROCESSES = 16  # one for each GPU
PATIENCE = timedelta(minutes=60)  # of the others, while the main process saves or makes videos

# storage
WORK = Path(os.environ.get("COGX_WORK", "work")) / NAME
RUN = Path(os.environ.get("COGX_RUNS", "runs")) / NAME


def start():
    """As many processes as planned, or a sentence on why not."""
    if not torch.cuda.is_available():
        raise SystemExit("train.py is compiled for a GPU and torch sees none here: see what nvidia-smi says.")
    group = [InitProcessGroupKwargs(timeout=PATIENCE)]
    accelerator = Accelerator(
        mixed_precision="bf16",
        gradient_accumulation_steps=ACCUMULATE,
        log_with=["tensorboard"],
        project_dir=RUN / "log",
        kwargs_handlers=group,
    )
    check_processes(accelerator, PROCESSES)
    return accelerator


def load():
    """The base, frozen, with a fresh LoRA."""
    transformer = CogVideoXTransformer3DModel.from_pretrained(
        WEIGHTS, subfolder="transformer", revision=REVISION, dtype=PRECISION
    )
    transformer.requires_grad_(False)
    torch.manual_seed(SEED)
    transformer.add_adapter(LoraConfig(r=RANK, lora_alpha=ALPHA, target_modules=TARGETS))
    cast_training_params(transformer, dtype=torch.float32)  # half precision rounds most small steps away
    transformer.enable_gradient_checkpointing()
    return transformer.train()


def write_weights(transformer, folder):
    # Without the metadata diffusers takes the rank for alpha, and the LoRA for ALPHA / RANK of what it is.
    CogVideoXPipeline.save_lora_weights(
        folder,
        transformer_lora_layers=get_peft_model_state_dict(transformer),
        transformer_lora_adapter_metadata={"r": RANK, "lora_alpha": ALPHA, "target_modules": TARGETS},
    )
    sort_metadata(folder / "pytorch_lora_weights.safetensors")


def read_weights(transformer, folder):
    layers = load_file(folder / "pytorch_lora_weights.safetensors")
    layers = {name.removeprefix("transformer."): layer for name, layer in layers.items()}
    set_peft_model_state_dict(transformer, layers)


class Clips:
    """Positions of the stream -> what the model sees there.

    All chance of a position is drawn from (SEED, position): the same on any number of GPUs, and after a stop.
    """

    def __init__(self, samples):
        self.samples = samples
        scheduler = CogVideoXDPMScheduler.from_pretrained(WEIGHTS, subfolder="scheduler", revision=REVISION)
        self.alphas = scheduler.alphas_cumprod  # [timesteps], float64: the signal's share of the variance

    def __getitem__(self, position):
        latents, prompt = self.samples[sample_at(SEED, position, len(self.samples))]
        chance = np.random.default_rng([SEED, 1, position])
        timestep = chance.integers(len(self.alphas))
        if chance.random() < DROPOUT:
            prompt = prompt_file("")
        return self.shown(latents, prompt, timestep, chance)

    def shown(self, latents, prompt, timestep, chance):
        moments = load_file(WORK / latents)  # mean and std: [channels, frames, height, width]
        mean, std = moments["mean"].float(), moments["std"].float()
        # A new draw from the VAE's posterior at each visit, at the scale that the transformer knows.
        clean = SCALING_FACTOR * (mean + std * normal(chance, mean.shape))
        # Patches span two latent frames, and the sampler throws the first of them all away: a copy stands there.
        clean = torch.cat([clean[:, :1], clean], dim=1)
        clean = clean.transpose(0, 1).contiguous()  # [frames, channels, height, width]
        return {
            "clean": clean,
            "noise": normal(chance, clean.shape),
            "timestep": timestep,
            "alpha": self.alphas[timestep],
            "prompt": load_file(WORK / prompt)["embedding"],  # [tokens, width]
        }


def normal(chance, shape):
    return torch.from_numpy(chance.standard_normal(tuple(shape), dtype=np.float32))


@cache
def positions(device):
    """Rotary angles of the patches. max_size is this grid: what the model's files say is too small for some shapes."""
    grid = (HEIGHT // 16, WIDTH // 16)
    return get_3d_rotary_pos_embed(
        embed_dim=64,
        crops_coords=None,
        grid_size=grid,
        temporal_size=11,
        grid_type="slice",
        max_size=grid,
        device=device,
    )


def loss(transformer, batch):
    """Mean squared error of the velocity: as a number, that of the clean latents weighted by 1 / (1 - alpha).

    All but the transformer is in fp32: half precision rounds alpha to 1 at the first timesteps, which then teach nothing.
    """
    clean, noise = batch["clean"], batch["noise"]  # [batch, frames, channels, height, width]
    alpha = batch["alpha"].view(-1, 1, 1, 1, 1)
    signal, sigma = alpha.sqrt().float(), (1 - alpha).sqrt().float()
    noisy = signal * clean + sigma * noise
    velocity = signal * noise - sigma * clean
    prediction = transformer(
        hidden_states=noisy.to(PRECISION),
        encoder_hidden_states=batch["prompt"].to(PRECISION),  # [batch, tokens, width]
        timestep=batch["timestep"],
        image_rotary_emb=positions(noisy.device),
        return_dict=False,
    )[0]
    return F.mse_loss(prediction.float(), velocity)


def learning_rate(update):
    if update <= WARMUP:
        return LEARNING_RATE * update / WARMUP
    progress = (update - 1 - WARMUP) / max(1, UPDATES - WARMUP)
    return LEARNING_RATE * (1 + math.cos(math.pi * progress)) / 2


def step(accelerator, transformer, optimizer, batches):
    """One update: the mean loss of this process, and the norm of the gradient of all."""
    losses = []
    for _ in range(ACCUMULATE):
        batch = next(batches)
        batch = {name: tensor.to(accelerator.device, non_blocking=True) for name, tensor in batch.items()}
        with accelerator.accumulate(transformer):
            error = loss(transformer, batch)
            accelerator.backward(error)
            if accelerator.sync_gradients:  # all batches are added up: clip their sum, once
                norm = accelerator.clip_grad_norm_(transformer.parameters(), MAX_GRAD_NORM)
            optimizer.step()
            optimizer.zero_grad()
        losses.append(error.detach())
    return torch.stack(losses).mean(), norm


def main():
    accelerator = start()
    run = Run(accelerator, RUN, UPDATES, GLOBAL_BATCH, CHECKPOINT_EVERY, KEEP, VALIDATE_EVERY)
    samples = run.samples(WORK, PLANNED)
    transformer = load()
    trained = [weight for weight in transformer.parameters() if weight.requires_grad]
    # Fused, a step needs no copy as large as all that learns.
    optimizer = torch.optim.AdamW(trained, LEARNING_RATE, BETAS, EPSILON, WEIGHT_DECAY, fused=True)
    transformer, optimizer = accelerator.prepare(transformer, optimizer)
    update = run.resume(transformer, optimizer, read_weights)
    start_trackers(accelerator, NAME, RUN / "log", update)
    run.prove_saving(transformer, optimizer, write_weights)
    run.prove_videos(transformer, make_one)
    batches = read_stream(accelerator, Clips(samples), update * GLOBAL_BATCH, BATCH_PER_GPU)
    while update < UPDATES:
        update += 1
        rate = learning_rate(update)
        for group in optimizer.param_groups:
            group["lr"] = rate
        asked = run.report(update, rate, *step(accelerator, transformer, optimizer, batches))
        if asked.save:
            run.save(update, transformer, optimizer, write_weights)
        if asked.validate:
            run.make_videos(update, transformer, make_videos)
        if asked.stop:
            break
    run.save(update, transformer, optimizer, write_weights)
    if run.finish(update, transformer, write_weights):
        run.make_videos(update, transformer, make_videos)
    # The model goes before its process group: else gloo may abort at exit, when all the work is done.
    transformer, optimizer = accelerator.free_memory(transformer, optimizer)
    accelerator.end_training()


if __name__ == "__main__":
    main()
