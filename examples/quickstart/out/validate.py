# Made from quickstart.cogx by: cogx compile quickstart.cogx
"""What the training is judged by on the way: videos of the prompts."""

import os
from pathlib import Path

import torch
from diffusers import CogVideoXDPMScheduler, CogVideoXPipeline
from diffusers.utils import export_to_video, logging
from safetensors.torch import load_file

# isort: split
from stream import prompt_file

NAME = "quickstart"

# model
WEIGHTS = "./tiny-cogvideox-1.5-5b-t2v"
REVISION = None

# frames
COUNT = 17
RATE = 16  # fps
WIDTH, HEIGHT = 48, 32

# train
PRECISION = torch.float32

# train.validate
PROMPTS = ["a cockatoo"]
SEEDS = [42]
STEPS = 10  # of denoising
GUIDANCE = 6

# storage
WORK = Path(os.environ.get("COGX_WORK", "work")) / NAME


def pipeline_with(transformer, device):
    """T5 is never in memory beside the training: encode.py has read the prompts. The VAE comes and goes."""
    logging.disable_progress_bar()
    absent = {"text_encoder": None, "tokenizer": None}
    pipeline = CogVideoXPipeline.from_pretrained(
        WEIGHTS, revision=REVISION, transformer=transformer, dtype=PRECISION, **absent
    )
    config = pipeline.scheduler.config
    pipeline.scheduler = CogVideoXDPMScheduler.from_config(config, timestep_spacing="trailing")
    pipeline.set_progress_bar_config(disable=True)
    pipeline.vae.to(device).enable_tiling()
    return pipeline


def embeddings(prompts):
    """Of each prompt, and of none."""
    return {text: load_file(WORK / prompt_file(text))["embedding"] for text in ["", *prompts]}


def show(pipeline, texts, number, steps):
    """The frames of one video."""
    device = pipeline.vae.device
    prompt, nothing = texts[PROMPTS[number]], texts[""]
    return pipeline(
        prompt_embeds=prompt[None].to(device, PRECISION),
        negative_prompt_embeds=nothing[None].to(device, PRECISION),
        num_frames=COUNT,
        height=HEIGHT,
        width=WIDTH,
        num_inference_steps=steps,
        guidance_scale=GUIDANCE,
        use_dynamic_cfg=True,
        generator=torch.Generator().manual_seed(SEEDS[number]),
    ).frames[0]


@torch.no_grad()
def make_videos(transformer, stem, prompts=PROMPTS, steps=STEPS):
    """Videos with the weights as they are now."""
    pipeline, texts = pipeline_with(transformer, transformer.device), embeddings(prompts)
    for number in range(len(prompts)):
        video = show(pipeline, texts, number, steps)
        export_to_video(video, f"{stem}-{number + 1}.mp4", fps=RATE)


def make_one(transformer, stem):
    """The quickest proof that all of them can be made."""
    make_videos(transformer, stem, PROMPTS[:1], steps=1)
