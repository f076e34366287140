# Made from birds.cogx by: cogx compile birds.cogx
"""Makes videos with the weights that train.py has trained.

    python sample.py

One for each prompt below: RUN/samples/final-1.mp4 and so on.
"""

import json
import os
import sys
from pathlib import Path

import torch
from diffusers import CogVideoXDPMScheduler, CogVideoXPipeline
from diffusers.utils import export_to_video
from peft.tuners.lora import LoraLayer

NAME = "birds"

# model
WEIGHTS = "zai-org/CogVideoX1.5-5B"
REVISION = None
TEXT_TOKENS = 226  # the length that it was trained with, pads included

# frames
COUNT = 81
RATE = 16  # fps
WIDTH, HEIGHT = 1360, 768

# train
RANK, ALPHA = 128, 128
PRECISION = torch.bfloat16

# train.validate
STEPS = 50
GUIDANCE = 6
PROMPTS = ["a kingfisher dives into a pond"]
SEEDS = [42]

# cluster
DEVICE = "cuda"

# storage
RUN = Path(os.environ.get("COGX_RUNS", "runs")) / NAME
TRAINED = RUN / "pytorch_lora_weights.safetensors"


def load():
    pipeline = CogVideoXPipeline.from_pretrained(WEIGHTS, revision=REVISION, dtype=PRECISION)
    pipeline.load_lora_weights(RUN, weight_name=TRAINED.name, adapter_name="trained")
    check_strength(pipeline.transformer)
    # The model card's sampler; "trailing" starts from pure noise, as training with zero terminal SNR needs.
    pipeline.scheduler = CogVideoXDPMScheduler.from_config(
        pipeline.scheduler.config, timestep_spacing="trailing"
    )
    pipeline.vae.enable_tiling()
    # Only what is at work is on the GPU, so that sampling fits wherever training did.
    pipeline.enable_model_cpu_offload(device=DEVICE)
    return pipeline


def check_strength(transformer):
    """Alpha stands in the file's metadata; where a loader loses it, the LoRA works at another strength."""
    layers = [layer for layer in transformer.modules() if isinstance(layer, LoraLayer)]
    scales = {layer.scaling["trained"] for layer in layers}
    if scales != {ALPHA / RANK}:
        sys.exit(f"{TRAINED} loads at scale {sorted(scales)}, and was trained at {ALPHA / RANK}.")


def make_video(pipeline, prompt, seed):
    return pipeline(
        prompt=prompt,
        num_frames=COUNT,
        height=HEIGHT,
        width=WIDTH,
        num_inference_steps=STEPS,
        guidance_scale=GUIDANCE,
        use_dynamic_cfg=True,
        max_sequence_length=TEXT_TOKENS,
        generator=torch.Generator().manual_seed(seed),  # on the CPU: the same noise on every machine
    ).frames[0]


def main():
    if not torch.cuda.is_available():
        sys.exit("sample.py is compiled for a GPU and torch sees none here: see what nvidia-smi says.")
    if not TRAINED.exists():
        sys.exit(f"There is no {TRAINED}: train.py writes it at its end.")
    videos = list(zip(PROMPTS, SEEDS, strict=True))
    folder = RUN / "samples"
    folder.mkdir(parents=True, exist_ok=True)
    pipeline = load()
    made = []
    for number, (prompt, seed) in enumerate(videos, 1):
        print(f"video {number} of {len(videos)}: {prompt}", flush=True)
        frames = make_video(pipeline, prompt, seed)
        path, aside = folder / f"final-{number}.mp4", folder / f".final-{number}.mp4"
        export_to_video(frames, str(aside), fps=RATE)
        os.replace(aside, path)
        made.append({"file": path.name, "prompt": prompt, "seed": seed})
        print(f"    -> {path}", flush=True)
    listed = json.dumps(made, ensure_ascii=False, indent=2)
    (folder / "final.json").write_text(listed + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
