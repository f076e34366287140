"""Judges from outside what a run shows of itself, and what it leaves behind.

results-judge.py held_out FOLDER WEIGHTS WORK   the loss of the held-out clips before the first update, in float64
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


if __name__ == "__main__":
    {"held_out": held_out, "wandb": wandb}[sys.argv[1]](*sys.argv[2:])
