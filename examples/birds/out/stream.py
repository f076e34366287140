# Made from birds.cogx by: cogx compile birds.cogx
"""The order of the samples: pass after pass over all of them, each pass in an order of its own."""

import functools
import hashlib
import signal

import numpy as np
from torch.utils.data import DataLoader


@functools.lru_cache(maxsize=2)
def permutation(seed, number, count):
    return np.random.default_rng([seed, 0, number]).permutation(count)


def sample_at(seed, position, count):
    """Each pass is a permutation of its own, drawn from (seed, pass)."""
    number, place = divmod(position, count)
    return int(permutation(seed, number, count)[place])


def prompt_file(text):
    return f"prompts/{hashlib.sha256(text.encode()).hexdigest()}.safetensors"


def ignore_signals(_worker):
    """A loader that dies of a signal meant for the run takes the run with it before it has saved."""
    signal.signal(signal.SIGTERM, signal.SIG_IGN)
    signal.signal(signal.SIGUSR1, signal.SIG_IGN)


def read_stream(accelerator, clips, start, size):
    """The stream from a position on. Together the processes take a global batch from it, none short or dropped."""

    def positions():
        place = start + accelerator.process_index * size
        while True:
            yield range(place, place + size)
            place += size * accelerator.num_processes

    loader = DataLoader(
        clips,
        batch_sampler=positions(),
        num_workers=2,
        worker_init_fn=ignore_signals,
        pin_memory=True,  # so that a batch is copied while the one before it is computed
    )
    return iter(loader)
