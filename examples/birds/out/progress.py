# Made from birds.cogx by: cogx compile birds.cogx
"""What people watch: a line every ten seconds, one an update in RUN/log/metrics.jsonl, and the trackers."""

import json
import time
from datetime import timedelta

import torch

SECONDS_BETWEEN_LINES = 10


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


def memory():
    """GiB at the fullest moment so far of this process."""
    return torch.cuda.max_memory_reserved() / 2**30


def start_trackers(accelerator, name, folder, update):
    """The curves of a run are one, however often it is started."""
    accelerator.init_trackers(
        name,
        init_kwargs={
            "tensorboard": {"purge_step": update + 1},  # what is done again is drawn once
        },
    )


class Progress:
    """Of the main process: each update into the log, and now and then a line."""

    def __init__(self, log, updates):
        self.log, self.updates = log, updates
        self.window = []  # the updates since the last line
        self.line = 0  # when that was
        self.complains = True

    def write(self, update, metrics):
        try:
            with open(self.log, "a") as file:
                file.write(json.dumps({"update": update, **metrics}) + "\n")
        except OSError as error:  # what is learnt is worth more than its log
            if self.complains:
                print(f"The log can't be written: {error}: the training goes on without it.", flush=True)
            self.complains = False

    def tell(self, update, metrics):
        self.window.append(metrics)
        now = time.monotonic()
        if update < self.updates and now - self.line < SECONDS_BETWEEN_LINES:
            return
        mean = {name: sum(each[name] for each in self.window) / len(self.window) for name in metrics}
        left = timedelta(seconds=round((self.updates - update) * mean["seconds"]))
        print(
            f"update {update} of {self.updates}: loss {mean['loss']:.4f}, learning rate {metrics['learning_rate']:.2e}, "
            f"gradient norm {metrics['grad_norm']:.2e}, {mean['seconds']:.2f} s an update, "
            f"{mean['samples_per_second']:.2f} samples a second, {metrics['memory_gib']:.1f} GiB, {left} left",
            flush=True,
        )
        self.window, self.line = [], now
