# Made from quickstart.cogx by: cogx compile quickstart.cogx
"""What a reader of train.py need not read: the order of the samples, proof, saving, resuming and progress.

RUN/run.json           what the updates are made from
RUN/checkpoints/       step-000250 and so on: written aside, read back, renamed; only then the oldest goes
RUN/log/metrics.jsonl  one line an update
RUN/STOP               made by a person: the run saves and ends
"""

import csv
import functools
import hashlib
import json
import logging
import math
import os
import shutil
import signal
import time
from collections import Counter, namedtuple
from datetime import timedelta

import numpy as np
import torch
from accelerate.utils import DistributedType, broadcast_object_list
from safetensors import SafetensorError, safe_open
from torch.utils.data import DataLoader

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


LAYOUT = "ddp"  # of a checkpoint
SECONDS_BETWEEN_LINES = 10  # of the log

Asked = namedtuple("Asked", "save validate stop")


class Refusal(Exception):
    """A sentence on why the run can't go on, and what to do about it."""


def check_processes(accelerator, planned):
    """Processes that don't see each other train apart in silence, each as if all were well."""
    if accelerator.num_processes != planned:
        raise SystemExit(
            f"train.py is compiled for {planned} processes and runs in {accelerator.num_processes}: "
            "start it with launch.sh, or change nodes and gpus_per_node and compile again."
        )
    found = accelerator.distributed_type
    if found != DistributedType.NO:
        raise SystemExit(
            f"train.py is compiled for shard = none and accelerate sets up {found.value}: "
            "start it with launch.sh, which reads accelerate.json."
        )


# The stream: pass after pass over all samples


@functools.lru_cache(maxsize=2)
def permutation(seed, number, count):
    return np.random.default_rng([seed, 0, number]).permutation(count)


def sample_at(seed, position, count):
    """Each pass is a permutation of its own, drawn from (seed, pass)."""
    number, place = divmod(position, count)
    return int(permutation(seed, number, count)[place])


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


# Files


def make_empty(folder):
    shutil.rmtree(folder, ignore_errors=True)
    folder.mkdir(parents=True)


def sync(path):
    """Onto the disk, not only on its way there."""
    handle = os.open(path, os.O_RDONLY)
    os.fsync(handle)
    os.close(handle)


def write_whole(path, text):
    aside = path.with_suffix(".part")
    aside.write_text(text)
    sync(aside)
    os.replace(aside, path)


def sort_metadata(path):
    """safetensors writes its metadata in an order of chance: sorted, the same weights are the same bytes."""
    with open(path, "r+b") as file:
        size = int.from_bytes(file.read(8), "little")
        header = json.loads(file.read(size))
        header["__metadata__"] = dict(sorted(header["__metadata__"].items()))
        text = json.dumps(header, separators=(",", ":"), ensure_ascii=False).encode()
        file.seek(8)
        file.write(text.ljust(size))  # spaces up to where the weights begin, as the format asks for


def sizes(folder):
    files = [path for path in folder.rglob("*") if path.is_file()]
    return {str(path.relative_to(folder)): path.stat().st_size for path in files}


def seal(folder, state, tensors):
    """Reads back what was written, and notes all that belongs to it."""
    found = 0
    for path in folder.rglob("*.safetensors"):
        with safe_open(path, "pt") as file:
            found += len(file.keys())
    if found != tensors:
        raise Refusal(f"{folder} holds {found} of {tensors} tensors: look after the disk, then start again.")
    torch.load(folder / "optimizer.pt", map_location="cpu", weights_only=True, mmap=True)
    write_whole(folder / "state.json", json.dumps({**state, "files": sizes(folder)}, indent=2) + "\n")
    for path in [*folder.rglob("*"), folder]:
        sync(path)


def saved_in(checkpoints):
    return sorted(checkpoints.glob("step-" + 6 * "[0-9]"))


def state_of(folder):
    """What a checkpoint says of itself; None where it is not whole."""
    try:
        state, found = json.loads((folder / "state.json").read_text()), sizes(folder)
    except (OSError, ValueError):
        return None
    return state if all(found.get(name) == size for name, size in state["files"].items()) else None


def newest_whole(checkpoints):
    for folder in reversed(saved_in(checkpoints)):
        if state := state_of(folder):
            return folder, state
        print(f"{folder} is damaged and passed over.", flush=True)
    return None, None


def check_layout(folder, state, processes):
    if state["layout"] != LAYOUT:
        raise Refusal(
            f"{folder} is saved with shard = {state['layout']} and this is compiled for {LAYOUT}: compile with the former, "
            "or give the run a new name to start over."
        )


def prune(checkpoints, keep):
    for folder in [*saved_in(checkpoints)[:-keep], *checkpoints.glob("*.part")]:
        shutil.rmtree(folder)


def publish(aside, folder):
    for path in aside.iterdir():
        if path.is_dir():
            shutil.rmtree(folder / path.name, ignore_errors=True)
        os.replace(path, folder / path.name)
    aside.rmdir()


def forget_after(update, log):
    """Updates that were lost with their process are made again, and written again."""
    log.parent.mkdir(parents=True, exist_ok=True)
    lines = log.read_text().splitlines() if log.exists() else []
    kept = [line for line in lines if line.endswith("}") and json.loads(line)["update"] <= update]
    write_whole(log, "".join(f"{line}\n" for line in kept))


def check_room(checkpoints, keep, trained):
    """Bytes for each trained number: four each for the weight, a master copy and what the optimizer keeps of it."""
    checkpoints.mkdir(parents=True, exist_ok=True)
    # While a checkpoint is written there is one more than is kept.
    wanted = 16 * trained * max(1, keep + 1 - len(saved_in(checkpoints)))
    free = shutil.disk_usage(checkpoints).free
    if free < wanted:
        raise Refusal(
            f"{checkpoints} has {free / 2**30:.1f} GiB free, and keep = {keep} wants {wanted / 2**30:.1f}: make room, "
            "keep fewer checkpoints, or let COGX_RUNS name a larger disk."
        )


def ignore_signals(_worker):
    """A loader that dies of a signal meant for the run takes the run with it before it has saved."""
    signal.signal(signal.SIGTERM, signal.SIG_IGN)
    signal.signal(signal.SIGUSR1, signal.SIG_IGN)


class Every:
    """So many updates, so many seconds, or whichever comes first; never where nothing is said."""

    def __init__(self, steps=None, seconds=None):
        self.steps, self.seconds, self.last = steps, seconds, time.monotonic()

    def due(self, update):
        by_steps = self.steps is not None and update % self.steps == 0
        by_clock = self.seconds is not None and time.monotonic() - self.last >= self.seconds
        if by_steps or by_clock:
            self.last = time.monotonic()
        return by_steps or by_clock


class Run:
    """A run on disk. What its main process finds or decides, every process hears."""

    def __init__(self, accelerator, folder, updates, global_batch, save_every, keep, validate_every=None):
        self.accelerator, self.folder, self.checkpoints = accelerator, folder, folder / "checkpoints"
        self.updates, self.global_batch, self.keep = updates, global_batch, keep
        self.save_every, self.validate_every = Every(**save_every), Every(**(validate_every or {}))
        self.saved = 0  # update of the newest checkpoint
        self.told = False  # to stop, by a signal
        self.window = []  # (loss, seconds) of the updates since the last line of the log
        self.line = -math.inf  # when that was
        self.clock = time.monotonic()  # when the last update ended
        for number in (signal.SIGTERM, signal.SIGUSR1):
            signal.signal(number, self.hear)

    def hear(self, _signal, _frame):
        self.told = True

    def say(self, text):
        if self.accelerator.is_main_process:
            print(text, flush=True)

    def on_main(self, work, *values):
        """Works on the main process while the others wait. Where it refuses, all end, and the reason is said once."""
        outcome = [None, None]
        if self.accelerator.is_main_process:
            try:
                outcome[0] = work(*values)
            except (Refusal, OSError) as error:
                outcome[1] = str(error)
        broadcast_object_list(outcome)
        if outcome[1] is not None:
            raise SystemExit(outcome[1] if self.accelerator.is_main_process else 1)
        return outcome[0]

    def samples(self, work, planned=None):
        """(latents, prompt) of each sample, as often as its dataset repeats it."""
        table = work / "samples.tsv"
        self.on_main(check_samples, table, planned)
        begun = len(saved_in(self.checkpoints)) > 0
        self.on_main(check_training, self.folder / "run.json", table, begun)
        rows = read_table(table)
        return [(row["latents"], row["prompt"]) for row in rows for _ in range(int(row["repeats"]))]

    def batches(self, clips, done, size):
        """The stream from an update on. Together the processes take a global batch from it, none short or dropped."""

        def positions():
            start = done * self.global_batch + self.accelerator.process_index * size
            while True:
                yield range(start, start + size)
                start += size * self.accelerator.num_processes

        loader = DataLoader(clips, batch_sampler=positions(), num_workers=2, worker_init_fn=ignore_signals)
        return iter(loader)

    def save(self, update, transformer, optimizer, write_weights):
        if update != self.saved:
            self.write(f"step-{update:06d}", update, transformer, optimizer, write_weights)
            self.on_main(prune, self.checkpoints, self.keep)
            self.saved = update
        self.clock = time.monotonic()

    def write(self, name, update, transformer, optimizer, write_weights):
        """A kill at any point leaves the older checkpoints as they are, and no half one under a whole one's name."""
        aside, model = self.checkpoints / f"{name}.part", self.accelerator.unwrap_model(transformer)
        self.on_main(make_empty, aside)

        def finish():
            try:
                write_weights(model, aside)
                state = {"optimizer": optimizer.state_dict()}
                torch.save(state, aside / "optimizer.pt")
                state = {"update": update, "layout": LAYOUT, "processes": self.accelerator.num_processes}
                seal(aside, state, sum(weight.requires_grad for weight in model.parameters()))
            except (OSError, RuntimeError, SafetensorError) as error:
                raise Refusal(
                    f"{aside} can't be written: {error}. What was saved before is whole: make room or mend the disk, "
                    "and start again."
                ) from error
            shutil.rmtree(self.checkpoints / name, ignore_errors=True)
            os.replace(aside, self.checkpoints / name)
            sync(self.checkpoints)

        self.on_main(finish)

    def resume(self, transformer, optimizer, read_weights):
        """Goes back to the newest whole checkpoint; gives the updates done."""
        folder, state = self.on_main(newest_whole, self.checkpoints)
        if folder is not None:
            self.on_main(check_layout, folder, state, self.accelerator.num_processes)
            self.saved = state["update"]
            read_weights(self.accelerator.unwrap_model(transformer), folder)
            state = torch.load(folder / "optimizer.pt", map_location="cpu", weights_only=True)
            optimizer.load_state_dict(state["optimizer"])
            self.say(f"Goes on after update {self.saved} of {self.updates}, from {folder}.")
        self.on_main(forget_after, self.saved, self.folder / "log" / "metrics.jsonl")
        return self.saved

    def prove_saving(self, transformer, optimizer, write_weights):
        """What would fail in hours fails now."""
        model = self.accelerator.unwrap_model(transformer)
        trained = sum(weight.numel() for weight in model.parameters() if weight.requires_grad)
        self.on_main(check_room, self.checkpoints, self.keep, trained)
        self.write("proof", 0, transformer, optimizer, write_weights)
        self.on_main(shutil.rmtree, self.checkpoints / "proof")
        self.clock = time.monotonic()

    def prove_videos(self, transformer, make_videos):
        def attempt(model, stem):
            stem.parent.mkdir(exist_ok=True)
            try:
                make_videos(model, stem)
            except Exception as error:
                raise Refusal(
                    f"No validation video can be made: {error}. Mend that, or take validate out of the pipeline."
                ) from error
            for path in stem.parent.glob("proof-*"):
                path.unlink()

        self.on_main(attempt, self.accelerator.unwrap_model(transformer), self.folder / "samples" / "proof")
        self.clock = time.monotonic()

    def make_videos(self, update, transformer, make_videos):
        """A video that fails is a pity; it does not end the training."""

        def attempt(model, stem):
            try:
                make_videos(model, stem)
                self.say(f"Videos after update {update}: {stem}-*.mp4")
            except Exception:
                logging.getLogger(__name__).exception("No videos after update %d", update)

        stem = self.folder / "samples" / f"step-{update:06d}"
        self.on_main(attempt, self.accelerator.unwrap_model(transformer), stem)
        self.clock = time.monotonic()

    def report(self, update, rate, loss, norm):
        """Says how the update went over all processes; hears what the clock, a signal or a person asks for."""
        main, goes_on = self.accelerator.is_main_process, update < self.updates
        asked = [
            float(loss),
            main and goes_on and self.save_every.due(update),
            main and goes_on and self.validate_every.due(update),
            self.told or (main and (self.folder / "STOP").exists()),
        ]
        asked = torch.tensor(asked, dtype=torch.float64, device=self.accelerator.device)
        loss, save, validate, stop = self.accelerator.reduce(asked, "sum").tolist()
        loss /= self.accelerator.num_processes
        now = time.monotonic()
        metrics = {"loss": loss, "learning_rate": rate, "grad_norm": float(norm), "seconds": now - self.clock}
        self.accelerator.log(metrics, step=update)
        if main:
            with open(self.folder / "log" / "metrics.jsonl", "a") as file:
                file.write(json.dumps({"update": update, **metrics}) + "\n")
            self.tell(update, metrics)
        if not math.isfinite(loss):
            sentence = f"The loss of update {update} is {loss}: lower learning_rate and take a new name."
            raise SystemExit(sentence if main else 1)
        self.clock = now
        return Asked(save > 0, validate > 0, stop > 0)

    def tell(self, update, metrics):
        self.window.append((metrics["loss"], metrics["seconds"]))
        now = time.monotonic()
        if update < self.updates and now - self.line < SECONDS_BETWEEN_LINES:
            return
        loss, seconds = (sum(values) / len(values) for values in zip(*self.window, strict=True))
        left = timedelta(seconds=round((self.updates - update) * seconds))
        print(
            f"update {update} of {self.updates}: loss {loss:.4f}, learning rate {metrics['learning_rate']:.2e}, "
            f"gradient norm {metrics['grad_norm']:.2e}, {seconds:.2f} s an update, "
            f"{self.global_batch / seconds:.2f} samples a second, {left} left",
            flush=True,
        )
        self.window, self.line = [], now

    def finish(self, update, transformer, write_weights):
        """The trained weights under their own name; or a word on how a stopped run goes on. True at the end."""
        self.on_main(lambda: (self.folder / "STOP").unlink(missing_ok=True))
        if update < self.updates:
            self.say(f"Stopped after update {update} of {self.updates}, and saved: started again it goes on.")
            return False
        aside = self.folder / "weights.part"
        self.on_main(make_empty, aside)
        self.on_main(write_weights, self.accelerator.unwrap_model(transformer), aside)
        self.on_main(publish, aside, self.folder)
        self.say(f"Trained: the weights are in {self.folder}.")
        return True
