"""The floor of bench/train.ts, and what it is measured on.

    train.py model FOLDER               a transformer of 12 layers of 768 in the place of the tiny one's
    train.py floor TRAIN_PY UPDATES     a straight loop over the same model and data
    train.py data TRAIN_PY SAMPLES      the stream of train.py with the model removed

Each prints JSON: seconds of each update by the clock and of the processor, and GiB at the fullest moment.
"""

import importlib
import json
import resource
import sys
import time
from pathlib import Path

import torch
from accelerate import Accelerator
from diffusers import CogVideoXTransformer3DModel


def model(folder):
    config = dict(CogVideoXTransformer3DModel.load_config(folder, subfolder="transformer"))
    torch.manual_seed(0)
    larger = CogVideoXTransformer3DModel.from_config({**config, "num_attention_heads": 48, "num_layers": 12})
    larger.save_pretrained(Path(folder) / "transformer")


def emitted(path):
    sys.path.insert(0, str(Path(path).parent))
    return importlib.import_module("train")


def samples(train):
    rows = [line.split("\t") for line in (train.WORK / "samples.tsv").read_text().splitlines()[1:]]
    return [(row[3], row[4]) for row in rows for _ in range(int(row[2]))]


def fullest():
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 2**20


def floor(path, updates):
    train = emitted(path)
    clips = train.Clips(samples(train))
    transformer = CogVideoXTransformer3DModel.from_pretrained(
        train.WEIGHTS, subfolder="transformer", dtype=torch.float32
    )
    transformer.enable_gradient_checkpointing()
    transformer.train()
    weights = list(transformer.parameters())
    optimizer = torch.optim.AdamW(
        weights, train.LEARNING_RATE, train.BETAS, train.EPSILON, train.WEIGHT_DECAY, fused=True
    )
    seconds = []
    for update in range(int(updates)):
        begun = time.monotonic(), time.process_time()
        batch = torch.utils.data.default_collate([clips[update]])
        clean, noise = batch["clean"], batch["noise"]
        alpha = batch["alpha"].view(-1, 1, 1, 1, 1)
        signal, sigma = alpha.sqrt().float(), (1 - alpha).sqrt().float()
        prediction = transformer(
            signal * clean + sigma * noise,
            batch["prompt"],
            batch["timestep"],
            image_rotary_emb=train.positions(clean.device),
            return_dict=False,
        )[0]
        loss = torch.nn.functional.mse_loss(prediction, signal * noise - sigma * clean)
        loss.backward()
        torch.nn.utils.clip_grad_norm_(weights, train.MAX_GRAD_NORM)
        optimizer.step()
        optimizer.zero_grad()
        loss.item()
        seconds.append((time.monotonic() - begun[0], time.process_time() - begun[1]))
    print(
        json.dumps(
            {
                "clock": [each for each, _ in seconds],
                "processor": [each for _, each in seconds],
                "gib": fullest(),
            }
        )
    )


def data(path, count):
    train = emitted(path)
    batches = train.read_stream(Accelerator(cpu=True), train.Clips(samples(train)), 0, 1)
    next(batches)  # the loaders are up
    begun = time.monotonic()
    for _ in range(int(count)):
        next(batches)
    print(json.dumps({"samples_per_second": int(count) / (time.monotonic() - begun)}))


{"model": model, "floor": floor, "data": data}[sys.argv[1]](*sys.argv[2:])
