# Made from quickstart.cogx by: cogx compile quickstart.cogx
"""Checkpoints as files: written aside, read back, then named; a damaged one is passed over."""

import contextlib
import json
import os
import shutil

import torch
from safetensors import SafetensorError, safe_open

LAYOUT = "ddp"  # of a checkpoint


class Refusal(Exception):
    """A sentence on why the run can't go on, and what to do about it."""


def unwritten(folder, error):
    return Refusal(
        f"{folder} can't be written: {error}. What was saved before is whole: make room or mend the disk, "
        "and start again."
    )


@contextlib.contextmanager
def writing(folder):
    """A disk that is full is told of in a sentence, whatever the libraries make of it."""
    try:
        yield
    except (OSError, RuntimeError, SafetensorError) as error:
        raise unwritten(folder, error) from error


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
    kept = [line for line in lines if update and line.endswith("}") and json.loads(line)["update"] <= update]
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
