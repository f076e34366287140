# Made from quickstart.cogx by: cogx compile quickstart.cogx
"""Turns prepared clips and captions into what train.py reads.

    python encode.py

On several GPUs: one process each, with SHARD=0/8 CUDA_VISIBLE_DEVICES=0, SHARD=1/8 CUDA_VISIBLE_DEVICES=1, ...
Stop it at any time: a second run does only what is missing. Clips that can't be read are named and left out.

clips.tsv (beside this script) and the clips that prepare.sh has verified become
    WORK/latents/SAMPLE.safetensors    mean and std of the VAE's posterior: training draws from it at each visit
    WORK/prompts/HASH.safetensors      embedding of one caption or prompt
    WORK/samples.tsv                   the samples that exist, which is all that train.py knows
    WORK/cut.tsv                       texts that are too long, and lose their ends
"""

import hashlib
import json
import os
import sys
import time
from datetime import timedelta
from pathlib import Path

import av
import numpy as np
import torch
from diffusers import AutoencoderKLCogVideoX
from safetensors import SafetensorError, safe_open
from safetensors.torch import save_file
from transformers import AutoTokenizer, T5EncoderModel

NAME = "quickstart"

# model
WEIGHTS = "./tiny-cogvideox-1.5-5b-t2v"
REVISION = None
TEXT_TOKENS = 16  # of every text, pads included

# frames
COUNT = 17
WIDTH, HEIGHT = 48, 32

# train
# VAE and T5 run in the precision of training, as they do in the reference trainer and when the model samples.
# Their results are stored as they are: a wider format would take twice the disk and hold no more.
PRECISION = torch.float32
PROMPTS = ["a cockatoo"]

# cluster
DEVICE = "cpu"

# storage
HERE = Path(__file__).resolve().parent
WORK = Path(os.environ.get("COGX_WORK", "work")) / NAME
SHARD, SHARDS = map(int, os.environ.get("SHARD", "0/1").split("/"))


def samples():
    """Each sample of the plan, in the order of clips.tsv."""
    with open(HERE / "clips.tsv", encoding="utf-8") as lines:
        header = next(lines).rstrip("\n").split("\t")
        for line in lines:
            clip = dict(zip(header, line.rstrip("\n").split("\t"), strict=True))
            clip["prepared"] = prepared(clip)
            for window, caption in enumerate(json.loads(clip["captions"])):
                yield {**clip, "sample": f"{clip['clip']}.w{window}", "caption": caption}


def prepared(clip):
    """The key under which prepare.sh has verified the clip; None where it has not, or not as this plan says."""
    try:
        record = (WORK / "done" / f"{clip['clip']}.tsv").read_text(encoding="utf-8")
    except FileNotFoundError:
        return None
    key, *_, fingerprint, graph = record.rstrip("\n").split("\t")
    return key if (fingerprint, graph) == (clip["fingerprint"], clip["graph"]) else None


def texts():
    """Every text once: no text (for caption dropout and guidance), the prompts of validation, the captions."""
    return dict.fromkeys(["", *PROMPTS, *(sample["caption"] for sample in samples())])


def digest(*parts):
    return hashlib.sha256("\n".join(map(str, parts)).encode()).hexdigest()


def prompt_file(text):
    return WORK / "prompts" / f"{digest(text)}.safetensors"


def prompt_key(text):
    return digest(text, WEIGHTS, REVISION, TEXT_TOKENS, PRECISION)


def clip_file(sample):
    return WORK / "clips" / f"{sample['sample']}.mp4"


def latents_file(sample):
    return WORK / "latents" / f"{sample['sample']}.safetensors"


def latents_key(sample):
    """Changes with the source, with how it was cut, and with the model: then the clip is encoded again."""
    how = (COUNT, WIDTH, HEIGHT, PRECISION)
    return digest(sample["prepared"], sample["sample"], WEIGHTS, REVISION, *how)


def about(path):
    """What a file says of itself; nothing where there is no whole file."""
    try:
        with safe_open(path, framework="pt") as file:
            return json.loads((file.metadata() or {}).get("about", "{}"))
    except (OSError, SafetensorError):
        return {}


def key_of(path):
    return about(path).get("key")


def save(path, key, tensors, **more):
    """Whole or not at all: a kill leaves no half file under its name."""
    path.parent.mkdir(parents=True, exist_ok=True)
    aside = path.with_suffix(".part")
    tensors = {name: tensor.to("cpu", PRECISION).contiguous() for name, tensor in tensors.items()}
    # In one entry: safetensors writes several in an order of chance.
    save_file(tensors, aside, metadata={"about": json.dumps({"key": key, **more})})
    os.replace(aside, path)


def progress(items, what):
    """Yields the items; says every ten seconds how far it is and how long it will take."""
    begun = said = time.monotonic()
    for done, item in enumerate(items, 1):
        yield item
        now = time.monotonic()
        if now - said > 10 or done == len(items):
            each = (now - begun) / done
            left = timedelta(seconds=round(each * (len(items) - done)))
            print(f"{what}: {done} of {len(items)}, {60 / each:.1f} a minute, {left} left", flush=True)
            said = now


@torch.no_grad()
def encode_texts(missing):
    tokenizer = AutoTokenizer.from_pretrained(WEIGHTS, subfolder="tokenizer", revision=REVISION)
    encoder = T5EncoderModel.from_pretrained(
        WEIGHTS, subfolder="text_encoder", revision=REVISION, dtype=PRECISION
    )
    encoder.to(DEVICE).eval()
    for text in progress(missing, "texts"):
        tokens = tokenizer(
            text, padding="max_length", max_length=TEXT_TOKENS, truncation=True, return_tensors="pt"
        )
        # No mask, and pads stay as they come out: the transformer attends to them, and was trained to.
        embedding = encoder(tokens.input_ids.to(DEVICE))[0][0]  # [tokens, width]
        length = len(tokenizer(text).input_ids)
        save(prompt_file(text), prompt_key(text), {"embedding": embedding}, tokens=length)


def read_video(path):
    """[1, channels, frames, height, width] from -1 to 1."""
    with av.open(str(path)) as video:
        frames = [frame.to_ndarray(format="rgb24") for frame in video.decode(video=0)]
    if len(frames) != COUNT or frames[0].shape != (HEIGHT, WIDTH, 3):
        height, width, _ = frames[0].shape if frames else (0, 0, 0)
        raise ValueError(f"{len(frames)} frames of {width}x{height}, not {COUNT} of {WIDTH}x{HEIGHT}")
    pixels = torch.from_numpy(np.stack(frames)).to(DEVICE)  # [frames, height, width, channels]
    return (pixels.permute(3, 0, 1, 2)[None] / 255 * 2 - 1).to(PRECISION)


@torch.no_grad()
def encode_clips(missing):
    vae = AutoencoderKLCogVideoX.from_pretrained(WEIGHTS, subfolder="vae", revision=REVISION, dtype=PRECISION)
    vae.to(DEVICE).eval()
    vae.enable_tiling()  # frames above 360x240 in blended tiles, as the reference does: a fraction of the memory
    for sample in progress(missing, "clips"):
        try:
            posterior = vae.encode(read_video(clip_file(sample))).latent_dist
            if not posterior.mean.isfinite().all():
                raise ValueError("the VAE gives no finite numbers for it")
        except (av.FFmpegError, ValueError) as reason:
            print(f"left out: {clip_file(sample)}: {reason}", flush=True)
            continue
        moments = {"mean": posterior.mean[0], "std": posterior.std[0]}  # [channels, frames, height, width]
        save(latents_file(sample), latents_key(sample), moments)


def sample_rows():
    """Lines of samples.tsv: what exists now and was made from this very plan."""
    for sample in samples():
        latents, prompt = latents_file(sample), prompt_file(sample["caption"])
        whole = key_of(latents) == latents_key(sample) and key_of(prompt) == prompt_key(sample["caption"])
        if sample["prepared"] and whole:
            paths = (latents.relative_to(WORK).as_posix(), prompt.relative_to(WORK).as_posix())
            yield "\t".join((sample["sample"], sample["dataset"], sample["repeats"], *paths))


def write_samples():
    """Shards end at different times: each looks again after it wrote, so that the last list is whole."""
    aside = WORK / f"samples.{SHARD}-of-{SHARDS}.part"
    rows = None
    while rows != (rows := list(sample_rows())):
        text = "\n".join(["sample\tdataset\trepeats\tlatents\tprompt", *rows, ""])
        aside.write_text(text, encoding="utf-8", newline="\n")
        os.replace(aside, WORK / "samples.tsv")
    return rows


def write_cut():
    """Texts of which T5 has not seen the end: the model learns the clip, and not what the end says of it."""
    lengths = {text: about(prompt_file(text)).get("tokens", 0) for text in texts()}
    cut = {text: length for text, length in lengths.items() if length > TEXT_TOKENS}
    rows = [f"{length}\t{json.dumps(text, ensure_ascii=False)}" for text, length in cut.items()]
    path = WORK / "cut.tsv"
    path.write_text("\n".join(["tokens\ttext", *rows, ""]), encoding="utf-8", newline="\n")
    if cut:
        print(
            f"{path}: {len(cut)} of {len(lengths)} texts have more than the {TEXT_TOKENS} tokens that T5 is given "
            f"(the longest {max(cut.values())}), and their ends are cut off: shorten them, and run encode.py again."
        )


def main():
    if not Path(WEIGHTS).is_dir():
        sys.exit(f"There is no folder {WEIGHTS} here: run this from the folder of the .cogx file.")
    if not (HERE / "clips.tsv").exists():
        sys.exit("clips.tsv is missing: compile again with an inventory, which cogx scan makes.")
    plan = list(samples())
    ready = sum(sample["prepared"] is not None for sample in plan)
    if ready == 0:
        sys.exit(f"No clip of this plan is prepared in {WORK}: run prepare.sh first.")
    if ready < len(plan):
        print(f"{len(plan) - ready} of {len(plan)} samples are not prepared: see {WORK / 'quarantine'}")

    # One after the other, so that T5 and the VAE are never in memory together.
    mine = list(texts())[SHARD::SHARDS]
    if stale := [text for text in mine if key_of(prompt_file(text)) != prompt_key(text)]:
        encode_texts(stale)
    mine = [sample for sample in plan[SHARD::SHARDS] if sample["prepared"]]
    if stale := [sample for sample in mine if key_of(latents_file(sample)) != latents_key(sample)]:
        encode_clips(stale)

    write_cut()
    rows = write_samples()
    print(f"{WORK / 'samples.tsv'}: {len(rows)} of the {len(plan)} samples of the plan")
    if not rows and SHARDS == 1:
        sys.exit("Nothing could be encoded.")


if __name__ == "__main__":
    main()
