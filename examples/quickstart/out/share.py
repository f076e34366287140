# Made from quickstart.cogx by: cogx compile quickstart.cogx
"""Puts together what others need to use what was trained: RUN/share, in the shape of a repository of the Hugging Face Hub.

    python share.py

    README.md                          the model card: how to use it, the plan, the data, the videos
    pytorch_lora_weights.safetensors   for diffusers, and for what loads LoRAs through it
    comfyui.safetensors                for ComfyUI's own loader, which has other names for the layers
    videos/                            what sample.py has made

Nothing leaves this machine. With hub { repo = "OWNER/NAME" } in the pipeline it would be uploaded at the end.
"""

import json
import os
import shutil
import sys
from pathlib import Path

import torch
from safetensors.torch import load_file, save_file

NAME = "quickstart"

# train
ALPHA = 8

# storage
HERE = Path(__file__).resolve().parent
RUN = Path(os.environ.get("COGX_RUNS", "runs")) / NAME
TRAINED = RUN / "pytorch_lora_weights.safetensors"
MADE = RUN / "samples" / "final.json"  # which video shows what
SHARE = RUN / "share"

# What the layers of a block are called by diffusers, and by ComfyUI (comfy/ldm/cogvideo/model.py).
COMFYUI = {
    "transformer.transformer_blocks.": "diffusion_model.blocks.",
    ".attn1.to_q.": ".q.",
    ".attn1.to_k.": ".k.",
    ".attn1.to_v.": ".v.",
    ".attn1.to_out.0.": ".attn_out.",
    ".ff.net.0.proj.": ".ff_proj.",
    ".ff.net.2.": ".ff_out.",
}


def for_comfyui(layers):
    renamed = {}
    for name, layer in layers.items():
        for old, new in COMFYUI.items():
            name = name.replace(old, new)
        renamed[name] = layer
        # It reads no metadata: without alpha beside a layer it would take the rank for it.
        renamed[name.split(".lora_")[0] + ".alpha"] = torch.tensor(float(ALPHA))
    return renamed


def write_weights(folder):
    shutil.copy(TRAINED, folder)
    save_file(for_comfyui(load_file(TRAINED)), folder / "comfyui.safetensors", metadata={"format": "pt"})


def results():
    """What the log says of the run, a row each."""
    lines = [json.loads(line) for line in (RUN / "log" / "metrics.jsonl").read_text().splitlines()]
    updates = [line for line in lines if "loss" in line]
    last = [line["loss"] for line in updates[-100:]]
    yield f"loss of the last {len(last)} updates", f"{sum(last) / len(last):.4f}"
    yield "time", f"{sum(line['seconds'] for line in updates) / 3600:.2f} h"


def write_card(folder):
    (folder / "videos").mkdir()
    widget, shown = [], []
    for video in json.loads(MADE.read_text(encoding="utf-8")):
        shutil.copy(MADE.parent / video["file"], folder / "videos")
        path = f"videos/{video['file']}"
        widget.append({"text": video["prompt"], "output": {"url": path}})
        shown.append(f"| [{video['file']}]({path}) | {video['seed']} | {cell(video['prompt'])} |")
    card = (HERE / "card.md").read_text(encoding="utf-8")
    card = card.replace("widget: []", f"widget: {json.dumps(widget, ensure_ascii=False)}")
    card = card.replace("<!-- videos -->", "\n".join(shown))
    card = card.replace("<!-- results -->", "\n".join(f"| {what} | {value} |" for what, value in results()))
    (folder / "README.md").write_text(card, encoding="utf-8", newline="\n")


def cell(text):
    return " ".join(text.split()).replace("|", "\\|")


def main():
    if not TRAINED.exists():
        sys.exit(f"There is no {TRAINED}: train.py writes it at its end.")
    if not MADE.exists():
        sys.exit(f"There is no {MADE}: run sample.py first, since a model card shows videos.")
    aside = RUN / "share.part"
    shutil.rmtree(aside, ignore_errors=True)
    aside.mkdir()
    write_weights(aside)
    write_card(aside)
    shutil.rmtree(SHARE, ignore_errors=True)
    os.replace(aside, SHARE)
    print(f"Made: {SHARE}")


if __name__ == "__main__":
    main()
