# Made from birds.cogx by: cogx compile birds.cogx
"""What the run is made from: it goes on only with the same."""

import csv
import hashlib
import json
from collections import Counter

from checkpoints import Refusal, write_whole

# What makes the updates. Machines, micro-batches, checkpoints and validation may change while a run goes on.
TRAINING = {
    "seed": 42,
    "model.kind": "cogvideox-1.5-5b-t2v",
    "model.weights": "zai-org/CogVideoX1.5-5B",
    "frames.count": 81,
    "frames.rate": 16,
    "frames.size.width": 1360,
    "frames.size.height": 768,
    "captions.dropout": 0.1,
    "dataset.pexels.videos": ["data/pexels/**/*.mp4"],
    "dataset.pexels.repeats": 2,
    "dataset.pexels.captions.kind": "beside",
    "dataset.pexels.captions.suffix": ".txt",
    "dataset.pexels.frames.fit": "cover",
    "dataset.pexels.frames.anchor": "centre",
    "dataset.pexels.frames.above_rate.kind": "drop",
    "dataset.pexels.frames.below_rate.kind": "interpolate",
    "dataset.pexels.frames.below_rate.by": "motion",
    "dataset.pexels.frames.longer.kind": "head",
    "dataset.pexels.frames.shorter": "reject",
    "dataset.pexels.frames.interlaced": "fields",
    "dataset.pexels.frames.hdr": "tone-map",
    "dataset.drone.videos": ["data/drone"],
    "dataset.drone.repeats": 1,
    "dataset.drone.captions.kind": "csv",
    "dataset.drone.captions.file": "data/drone/captions.csv",
    "dataset.drone.captions.video": "path",
    "dataset.drone.captions.text": "caption",
    "dataset.drone.frames.fit": "cover",
    "dataset.drone.frames.anchor": "centre",
    "dataset.drone.frames.above_rate.kind": "drop",
    "dataset.drone.frames.below_rate.kind": "retime",
    "dataset.drone.frames.longer.kind": "head",
    "dataset.drone.frames.shorter": "reject",
    "dataset.drone.frames.interlaced": "fields",
    "dataset.drone.frames.hdr": "tone-map",
    "train.adapter.kind": "lora",
    "train.adapter.rank": 128,
    "train.adapter.alpha": 128,
    "train.adapter.targets": ["to_q", "to_k", "to_v", "to_out.0"],
    "train.adapter.dropout": 0,
    "train.length.steps": 1500,
    "train.global_batch": 16,
    "train.precision": "bf16",
    "train.max_grad_norm": 1,
    "train.optimizer.kind": "adamw",
    "train.optimizer.learning_rate": 1e-4,
    "train.optimizer.betas": [0.9, 0.95],
    "train.optimizer.epsilon": 1e-8,
    "train.optimizer.weight_decay": 1e-4,
    "train.schedule.kind": "cosine",
    "train.schedule.warmup": 100,
}
TRAINING_HASH = "e955e42ee8b178aad4624900ebd661ce7cfc86d4a8969ef3c3e84486230b63af"


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
        "Where the length alone is another, say extend = true in train. "
        "Give the pipeline a new name and compile it again: then it starts over, or it goes on from here where train says "
        f'resume = "{record.parent}".'
    )
