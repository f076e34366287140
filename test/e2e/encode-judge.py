"""Says what encode.py should have written, by other means: ffmpeg's own pixels, the VAE, and the pipeline's prompts.

python encode-judge.py MODEL WORK COUNT WIDTH HEIGHT TEXTS; prints {"latents": {...}, "prompts": {...}} with the largest
differences from what stands in WORK.
"""

import hashlib
import json
import subprocess
import sys
from pathlib import Path

import numpy as np
import torch
from diffusers import CogVideoXPipeline
from safetensors.torch import load_file

model, work = sys.argv[1], Path(sys.argv[2])
count, width, height = map(int, sys.argv[3:6])
texts = json.loads(sys.argv[6])
pipeline = CogVideoXPipeline.from_pretrained(model, dtype=torch.float32)


def pixels(path):
    words = ["ffmpeg", "-v", "error", "-i", path, "-f", "rawvideo", "-pix_fmt", "rgb24", "-"]
    raw = np.frombuffer(subprocess.run(words, stdout=subprocess.PIPE, check=True).stdout, np.uint8)
    video = torch.from_numpy(raw.reshape(count, height, width, 3).astype(np.float32))
    return (video / 127.5 - 1).permute(3, 0, 1, 2)[None]


def latents_difference(path):
    stored = load_file(path)
    with torch.no_grad():
        parameters = pipeline.vae.encode(pixels(work / "clips" / f"{path.stem}.mp4")).latent_dist.parameters[
            0
        ]
    mean, logvar = parameters.chunk(2)
    shape = list(stored["mean"].shape)
    difference = max(
        (stored["mean"] - mean).abs().max().item(), (stored["std"] - (logvar / 2).exp()).abs().max().item()
    )
    return {"shape": shape, "difference": difference, "spread": mean.std().item()}


def prompt_difference(text):
    name = hashlib.sha256(text.encode()).hexdigest()
    stored = load_file(work / "prompts" / f"{name}.safetensors")["embedding"]
    with torch.no_grad():
        embedding, _ = pipeline.encode_prompt(text, max_sequence_length=16, do_classifier_free_guidance=False)
    return (stored - embedding[0]).abs().max().item()


print(
    json.dumps(
        {
            "latents": {path.stem: latents_difference(path) for path in sorted(work.glob("latents/*"))},
            "prompts": {text: prompt_difference(text) for text in texts},
        }
    )
)
