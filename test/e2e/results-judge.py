"""Judges from outside what a run shows of itself, and what it leaves behind.

results-judge.py held_out FOLDER WEIGHTS WORK   the loss of the held-out clips before the first update, in float64
results-judge.py lora RUN RANK ALPHA            whether both files of a shared LoRA add the same to the model
results-judge.py pipeline SHARE RUN             whether the shared pipeline has the trained weights
results-judge.py wandb FOLDER                   what Weights & Biases was told, read from its own files
"""

import importlib
import json
import sys
from pathlib import Path
from types import SimpleNamespace

import torch


def emitted(folder):
    sys.path.insert(0, str(folder))
    return importlib.import_module("train")


def held_out(folder, weights, work):
    from diffusers import CogVideoXDDIMScheduler, CogVideoXTransformer3DModel

    train = emitted(folder)
    rows = [line.split("\t") for line in (Path(work) / "samples.tsv").read_text().splitlines()[1:]]
    held = [(row[3], row[4]) for row in rows if row[2] == "0"]
    on_main = SimpleNamespace(on_main=lambda *_: None, checkpoints=Path("none"), folder=Path("none"))
    trained_on = train.Run.samples(on_main, Path(work))
    transformer = CogVideoXTransformer3DModel.from_pretrained(
        weights, subfolder="transformer", dtype=torch.float64
    )
    scheduler = CogVideoXDDIMScheduler.from_pretrained(weights, subfolder="scheduler")
    validate = importlib.import_module("validate")
    losses = []
    for number, (latents, prompt) in enumerate(held):
        for timestep in validate.TIMESTEPS:
            chance = train.np.random.default_rng([train.SEED, 2, number])
            sample = train.Clips(trained_on, held).shown(latents, prompt, timestep, chance)
            clean, noise = sample["clean"][None].double(), sample["noise"][None].double()
            step = torch.tensor([timestep])
            with torch.no_grad():
                velocity = transformer(
                    hidden_states=scheduler.add_noise(clean, noise, step),
                    encoder_hidden_states=sample["prompt"][None].double(),
                    timestep=step,
                    image_rotary_emb=train.positions(torch.device("cpu")),
                    return_dict=False,
                )[0]
            losses.append((velocity - scheduler.get_velocity(clean, noise, step)).pow(2).mean().item())
    print(
        json.dumps(
            {
                "loss": sum(losses) / len(losses),
                "looks": len(losses),
                "held": len(held),
                "both": len(set(held) & set(trained_on)),
                "trained_on": len(trained_on),
            }
        )
    )


def records(path):
    """Of a file of Weights & Biases: pieces in blocks of 32 KiB as LevelDB writes its log, seven letters before the first."""
    data, place, whole = path.read_bytes(), 7, b""
    while place + 7 <= len(data):
        if 32768 - place % 32768 < 7:
            place += 32768 - place % 32768
            continue
        size, kind = int.from_bytes(data[place + 4 : place + 6], "little"), data[place + 6]
        whole += data[place + 7 : place + 7 + size]
        place += 7 + size
        if kind in (1, 4):  # the whole of a record, or its last piece
            yield whole
            whole = b""


def wandb(folder):
    from wandb.proto import wandb_internal_pb2

    runs = []
    for path in sorted(Path(folder).glob("wandb/offline-run-*/run-*.wandb")):
        keys, config = set(), {}
        for data in records(path):
            record = wandb_internal_pb2.Record()
            record.ParseFromString(data)
            keys |= {item.key or "/".join(item.nested_key) for item in record.history.item}
            config |= {item.key: json.loads(item.value_json) for item in record.run.config.update}
        videos = list(path.parent.rglob("*.mp4"))
        runs.append(
            {
                "id": path.stem.removeprefix("run-"),
                "keys": sorted(key for key in keys if not key.startswith("_")),
                "rank": config.get("train.adapter.rank"),
                "videos": len(videos),
            }
        )
    print(json.dumps(runs))


def lora(run, rank, alpha):
    """ComfyUI adds alpha / rank of B A to a weight that is called as its file says (comfy/weight_adapter/lora.py)."""
    from safetensors.torch import load_file

    trained = load_file(Path(run) / "pytorch_lora_weights.safetensors")
    shared = load_file(Path(run) / "share" / "comfyui.safetensors")
    names, worst = set(), 0.0
    for name in shared:
        if not name.endswith(".lora_A.weight"):
            continue
        layer = name.removesuffix(".lora_A.weight")
        *_, block, kind = layer.split(".")
        of = {"q": "attn1.to_q", "k": "attn1.to_k", "v": "attn1.to_v", "attn_out": "attn1.to_out.0"}[kind]
        place = f"transformer.transformer_blocks.{block}.{of}"
        names.add(layer.replace(block, "N"))
        a, b = trained[f"{place}.lora_A.weight"], trained[f"{place}.lora_B.weight"]
        ours = int(alpha) / int(rank) * b @ a
        comfy = shared[f"{layer}.alpha"].item() / a.shape[0] * shared[f"{layer}.lora_B.weight"] @ shared[name]
        worst = max(worst, (ours - comfy).abs().max().item())
    print(json.dumps({"names": sorted(names), "tensors": len(shared), "of": len(trained), "worst": worst}))


def pipeline(share, run):
    from diffusers import CogVideoXPipeline, CogVideoXTransformer3DModel

    whole = CogVideoXPipeline.from_pretrained(share)
    trained = CogVideoXTransformer3DModel.from_pretrained(Path(run) / "transformer").state_dict()
    same = all(torch.equal(weight, trained[name]) for name, weight in whole.transformer.state_dict().items())
    print(
        json.dumps({"same": same, "parts": sorted(name for name, part in whole.components.items() if part)})
    )


if __name__ == "__main__":
    judges = {"held_out": held_out, "wandb": wandb, "lora": lora, "pipeline": pipeline}
    judges[sys.argv[1]](*sys.argv[2:])
