# Made from quickstart.cogx by: cogx compile quickstart.cogx
"""What the run is made from: it goes on only with the same."""

import csv
import hashlib
import json
from collections import Counter

from checkpoints import Refusal, write_whole

# What makes the updates. Machines, micro-batches, checkpoints and validation may change while a run goes on.
TRAINING = {
    "seed": 42,
    "model.kind": "tiny-cogvideox-1.5-5b-t2v",
    "model.weights": "./tiny-cogvideox-1.5-5b-t2v",
    "frames.count": 17,
    "frames.rate": 16,
    "frames.size.width": 48,
    "frames.size.height": 32,
    "captions.dropout": 0.1,
    "dataset.clips.videos": ["clips"],
    "dataset.clips.repeats": 1,
    "dataset.clips.captions.kind": "beside",
    "dataset.clips.captions.suffix": ".txt",
    "dataset.clips.frames.fit": "cover",
    "dataset.clips.frames.anchor": "centre",
    "dataset.clips.frames.above_rate.kind": "drop",
    "dataset.clips.frames.below_rate.kind": "duplicate",
    "dataset.clips.frames.longer.kind": "head",
    "dataset.clips.frames.shorter": "reject",
    "dataset.clips.frames.interlaced": "fields",
    "dataset.clips.frames.hdr": "tone-map",
    "train.adapter.kind": "lora",
    "train.adapter.rank": 8,
    "train.adapter.alpha": 8,
    "train.adapter.targets": ["to_q", "to_k", "to_v", "to_out.0"],
    "train.adapter.dropout": 0,
    "train.global_batch": 4,
    "train.precision": "fp32",
    "train.max_grad_norm": 1,
    "train.optimizer.kind": "adamw",
    "train.optimizer.learning_rate": 0.001,
    "train.optimizer.betas": [0.9, 0.95],
    "train.optimizer.epsilon": 1e-8,
    "train.optimizer.weight_decay": 1e-4,
    "train.schedule.kind": "constant",
    "train.schedule.warmup": 1,
}
TRAINING_HASH = "53921b4435b31265b479c7d7e3b5bf29242db804345bc1e6ba51724e3b5f68fb"


def read_table(path):
    with open(path, encoding="utf-8", newline="") as file:
        yield from csv.DictReader(file, delimiter="\t", quoting=csv.QUOTE_NONE)


def check_samples(table, planned):
    """Training reads what was really encoded, which may not be much less than was planned."""
    if not table.exists():
        raise Refusal(f"{table} is missing: run prepare.sh and encode.py first.")
    found = Counter(row["dataset"] for row in read_table(table))
    if not found:
        raise Refusal(f"{table} lists no sample: see what prepare.sh and encode.py say.")
    for dataset, (count, tolerate) in (planned or {}).items():
        missing = count - found[dataset]
        if missing > tolerate * count:
            raise Refusal(
                f"{missing} of the {count} samples of dataset {dataset} are not in {table}: run prepare.sh and "
                f"encode.py again, look into {table.parent / 'quarantine'}, or raise tolerate and compile again."
            )


def check_training(record, table, begun):
    """A run goes on only with what made its updates so far."""
    samples = hashlib.sha256(table.read_bytes()).hexdigest()
    now = {"hash": TRAINING_HASH, "samples": samples, "training": TRAINING}
    then = json.loads(record.read_text()) if begun and record.exists() else now
    old = then["training"]
    changed = [name for name in sorted(old.keys() | TRAINING.keys()) if old.get(name) != TRAINING.get(name)]
    if not changed and then["samples"] == samples:
        record.parent.mkdir(parents=True, exist_ok=True)
        return write_whole(record, json.dumps(now, indent=2) + "\n")
    changes = [
        f"  {name}: {json.dumps(old.get(name))} then, {json.dumps(TRAINING.get(name))} now"
        for name in changed
    ]
    if then["samples"] != samples:
        changes.append(f"  {table}: other samples than then, or another order")
    raise Refusal(
        f"{record.parent} holds a run that is made from something else:\n" + "\n".join(changes) + "\n"
        "Give the pipeline a new name and compile it again: then it starts over, or it goes on from here where train says "
        f'resume = "{record.parent}".'
    )
