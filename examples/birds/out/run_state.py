# Made from birds.cogx by: cogx compile birds.cogx
"""What a reader of train.py need not read: the proof before the first update, saving, resuming and progress.

RUN/run.json           what the updates are made from
RUN/checkpoints/       step-000250 and so on: written aside, read back, renamed; only then the oldest goes
RUN/log/metrics.jsonl  one line an update
RUN/STOP               made by a person: the run saves and ends
"""

import logging
import math
import os
import shutil
import signal
import time
from collections import namedtuple

import torch
from accelerate.utils import DistributedType, broadcast_object_list, gather_object

# isort: split
from checkpoints import (
    LAYOUT,
    Refusal,
    check_layout,
    check_room,
    forget_after,
    make_empty,
    newest_whole,
    prune,
    publish,
    saved_in,
    seal,
    sync,
    writing,
)
from progress import Every, Progress, memory
from record import check_samples, check_training, read_table

Asked = namedtuple("Asked", "save validate stop")


def check_processes(accelerator, planned):
    """Processes that don't see each other train apart in silence, each as if all were well."""
    if accelerator.num_processes != planned:
        raise SystemExit(
            f"train.py is compiled for {planned} processes and runs in {accelerator.num_processes}: "
            "start it with launch.sh, or change nodes and gpus_per_node and compile again."
        )
    found = accelerator.distributed_type
    if found not in (DistributedType.MULTI_GPU, DistributedType.MULTI_CPU):
        raise SystemExit(
            f"train.py is compiled for shard = ddp and accelerate sets up {found.value}: "
            "start it with launch.sh, which reads accelerate.json."
        )


class Run:
    """A run on disk. What its main process finds or decides, every process hears."""

    def __init__(self, accelerator, folder, updates, global_batch, save_every, keep, validate_every=None):
        self.accelerator, self.folder, self.checkpoints = accelerator, folder, folder / "checkpoints"
        self.updates, self.global_batch, self.keep = updates, global_batch, keep
        self.save_every, self.validate_every = Every(**save_every), Every(**(validate_every or {}))
        self.saved = 0  # update of the newest checkpoint
        self.told = False  # to stop, by a signal
        self.progress = Progress(folder / "log" / "metrics.jsonl", updates)
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

    def on_all(self, work, *values):
        """Works on each process, and gives what each made. Where one refuses, all end, and the reason is said once."""
        outcome = [None, None]
        try:
            outcome[0] = work(*values)
        except Refusal as error:
            outcome[1] = str(error)
        outcomes = gather_object([outcome])
        for _, refusal in outcomes:
            if refusal is not None:
                raise SystemExit(refusal if self.accelerator.is_main_process else 1)
        return [made for made, _ in outcomes]

    def samples(self, work, planned=None):
        """(latents, prompt) of each sample, as often as its dataset repeats it."""
        table = work / "samples.tsv"
        self.on_main(check_samples, table, planned)
        begun = len(saved_in(self.checkpoints)) > 0
        self.on_main(check_training, self.folder / "run.json", table, begun)
        rows = read_table(table)
        return [(row["latents"], row["prompt"]) for row in rows for _ in range(int(row["repeats"]))]

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
            with writing(aside):
                write_weights(model, aside)
                state = {"optimizer": optimizer.state_dict()}
                torch.save(state, aside / "optimizer.pt")
                state = {"update": update, "layout": LAYOUT, "processes": self.accelerator.num_processes}
                seal(aside, state, sum(weight.requires_grad for weight in model.parameters()))
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
        self.on_main(forget_after, self.saved, self.progress.log)
        return self.saved

    def prove_saving(self, transformer, optimizer, write_weights):
        """What would fail in hours fails now."""
        model = self.accelerator.unwrap_model(transformer)
        trained = sum(weight.numel() for weight in model.parameters() if weight.requires_grad)
        self.on_main(check_room, self.checkpoints, self.keep, trained)
        self.write("proof", 0, transformer, optimizer, write_weights)
        self.on_main(shutil.rmtree, self.checkpoints / "proof")
        self.clock = time.monotonic()

    def prove_videos(self, transformer, make_one):
        def attempt(model, stem):
            stem.parent.mkdir(exist_ok=True)
            try:
                make_one(self.accelerator, model, stem)
            except Exception as error:
                raise Refusal(
                    f"No validation video can be made: {error}. Mend that, or take validate out of the pipeline."
                ) from error

        stem = self.folder / "samples" / "proof"
        self.on_all(attempt, self.accelerator.unwrap_model(transformer), stem)
        self.on_main(lambda: [video.unlink() for video in stem.parent.glob("proof-*")])
        self.clock = time.monotonic()

    def make_videos(self, update, transformer, make_videos):
        model = self.accelerator.unwrap_model(transformer)
        stem = self.folder / "samples" / f"step-{update:06d}"
        made = all(self.on_all(self.try_videos, update, make_videos, self.accelerator, model, stem))
        if made:
            self.say(f"Videos after update {update}: {stem}-*.mp4")
        self.clock = time.monotonic()

    def try_videos(self, update, work, *values):
        """A video that fails is a pity; it does not end the training."""
        try:
            work(*values)
        except Exception:
            logging.getLogger(__name__).exception("No videos after update %d", update)
            return False
        return True

    def report(self, update, rate, loss, norm):
        """Says how the update went over all processes; hears what the clock, a signal or a person asks for."""
        main, goes_on = self.accelerator.is_main_process, update < self.updates
        told = [
            float(loss),
            memory(),
            main and goes_on and self.save_every.due(update),
            main and goes_on and self.validate_every.due(update),
            self.told or (main and (self.folder / "STOP").exists()),
        ]
        told = torch.tensor([told], dtype=torch.float64, device=self.accelerator.device)
        told = self.accelerator.gather(told)  # a row of each process
        loss, (_, fullest, save, validate, stop) = told[:, 0].mean().item(), told.amax(dim=0).tolist()
        now = time.monotonic()
        seconds = now - self.clock
        metrics = {"loss": loss, "learning_rate": rate, "grad_norm": float(norm), "seconds": seconds}
        metrics |= {"samples_per_second": self.global_batch / seconds, "memory_gib": fullest}
        self.accelerator.log(metrics, step=update)
        if main:
            self.progress.write(update, metrics)
            self.progress.tell(update, metrics)
        if not math.isfinite(loss):
            sentence = f"The loss of update {update} is {loss}: lower learning_rate and take a new name."
            raise SystemExit(sentence if main else 1)
        self.clock = now
        return Asked(save > 0, validate > 0, stop > 0)

    def finish(self, update, transformer, write_weights):
        """The trained weights under their own name; or a word on how a stopped run goes on. True at the end."""
        self.on_main(lambda: (self.folder / "STOP").unlink(missing_ok=True))
        if update < self.updates:
            self.say(f"Stopped after update {update} of {self.updates}, and saved: started again it goes on.")
            return False
        aside, model = self.folder / "weights.part", self.accelerator.unwrap_model(transformer)
        self.on_main(make_empty, aside)

        def write():
            with writing(aside):
                write_weights(model, aside)

        self.on_main(write)
        self.on_main(publish, aside, self.folder)
        self.say(f"Trained: the weights are in {self.folder}.")
        return True
