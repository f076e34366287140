"""Judges what train.py does, from outside: by the formulas of the reference trainer and by diffusers' own loaders.

train-judge.py data WORK                      makes latents and prompts by hand
train-judge.py loss TRAIN_PY WEIGHTS WORK     the loss of the first update, in float64
train-judge.py lora WEIGHTS RUN               the strength at which the pipeline loads the LoRA
train-judge.py all WEIGHTS RUN                how far all trained weights are from the model's
train-judge.py refusals FOLDER...             what each FOLDER's train.py says when it is started as it must not be
"""

import hashlib
import importlib
import json
import sys
from pathlib import Path

import torch
from diffusers import CogVideoXDDIMScheduler, CogVideoXPipeline, CogVideoXTransformer3DModel
from safetensors import safe_open
from safetensors.torch import load_file, save_file

PROMPTS = ["", "a kingfisher dives into a pond"]


def data(work):
    chance = torch.Generator().manual_seed(7)
    work = Path(work)
    for part in ("latents", "prompts"):
        (work / part).mkdir(parents=True, exist_ok=True)

    def prompt(text):
        path = f"prompts/{hashlib.sha256(text.encode()).hexdigest()}.safetensors"
        save_file({"embedding": torch.randn(16, 32, generator=chance)}, work / path)
        return path

    rows = ["sample\tdataset\trepeats\tlatents\tprompt"]
    for number in range(6):
        path = f"latents/c{number}.safetensors"
        mean = torch.randn(4, 3, 4, 6, generator=chance)
        std = 0.1 * torch.rand(4, 3, 4, 6, generator=chance)
        save_file({"mean": mean, "std": std}, work / path)
        rows.append(f"c{number}\tpexels\t{1 + number % 2}\t{path}\t{prompt(f'caption {number}')}")
    for text in PROMPTS:
        prompt(text)
    (work / "samples.tsv").write_text("\n".join([*rows, ""]))


def emitted(path):
    """The emitted script as a module."""
    sys.path.insert(0, str(Path(path).parent))
    for module in Path(path).parent.glob("*.py"):
        sys.modules.pop(module.stem, None)
    module = importlib.import_module("train")
    sys.path.pop(0)
    return module


def one(path, weights, work, run):
    print(json.dumps({"loss": loss(path, weights, work), "lora": lora(weights, run)}))


def loss(path, weights, work):
    """Error of the clean latents weighted by 1 / (1 - alpha), as zai-org/CogVideo computes it, but in float64 throughout."""
    train = emitted(path)
    rows = [line.split("\t") for line in (Path(work) / "samples.tsv").read_text().splitlines()[1:]]
    samples = [(row[3], row[4]) for row in rows for _ in range(int(row[2]))]
    clips = train.Clips(samples)
    transformer = CogVideoXTransformer3DModel.from_pretrained(
        weights, subfolder="transformer", dtype=torch.float64
    )
    scheduler = CogVideoXDDIMScheduler.from_pretrained(weights, subfolder="scheduler")
    # Integer positions, written out anew: a quarter of the head for time, three eighths each for height and width.
    rotary = rotary_by_hand(frames=2, height=2, width=3, dims=(4, 6, 6))
    losses, doubled = [], True
    for position in range(train.GLOBAL_BATCH):
        sample = clips[position]
        doubled &= torch.equal(sample["clean"][0], sample["clean"][1])
        clean, noise = sample["clean"][None].double(), sample["noise"][None].double()
        timestep = torch.tensor([int(sample["timestep"])])
        noisy = scheduler.add_noise(clean, noise, timestep)
        with torch.no_grad():
            velocity = transformer(
                hidden_states=noisy,
                encoder_hidden_states=sample["prompt"][None].double(),
                timestep=timestep,
                image_rotary_emb=rotary,
                return_dict=False,
            )[0]
        predicted = scheduler.get_velocity(velocity, noisy, timestep)
        weight = 1 / (1 - scheduler.alphas_cumprod[timestep])
        losses.append((weight.view(-1, 1, 1, 1, 1) * (predicted - clean) ** 2).mean().item())
    passes = [
        [train.sample_at(train.SEED, 9 * number + place, 9) for place in range(9)] for number in range(3)
    ]
    return {
        "loss": sum(losses) / len(losses),
        "doubled": doubled,
        "passes": [sorted(each) for each in passes],
        "orders": len({tuple(each) for each in passes}),
        "spread": spread(clips, Path(work)),
        "empty": share_without_caption(clips, Path(work)),
    }


def rotary_by_hand(frames, height, width, dims):
    angles = []
    for length, dim, axis in zip((frames, height, width), dims, range(3), strict=True):
        frequency = 10000.0 ** (-torch.arange(0, dim, 2, dtype=torch.float64) / dim)
        angle = torch.outer(torch.arange(length, dtype=torch.float64), frequency).repeat_interleave(2, dim=1)
        shape = [1, 1, 1, dim]
        shape[axis] = length
        angles.append(angle.view(shape).expand(frames, height, width, dim))
    angles = torch.cat(angles, dim=-1).reshape(frames * height * width, sum(dims))
    return angles.cos().float(), angles.sin().float()


def spread(clips, work):
    """Standard deviation of many draws of one latent, over the scaled one that was stored."""
    clips.samples, whole = clips.samples[:1], clips.samples
    draws = torch.stack([clips[position]["clean"] for position in range(2000)])
    stored = load_file(work / clips.samples[0][0])["std"].transpose(0, 1) * 0.7
    clips.samples = whole
    return (draws.std(dim=0)[1:] / stored).mean().item()


def share_without_caption(clips, work):
    nothing = load_file(work / f"prompts/{hashlib.sha256(b'').hexdigest()}.safetensors")["embedding"]
    return sum(torch.equal(clips[position]["prompt"], nothing) for position in range(2000)) / 2000


def lora(weights, run):
    pipeline = CogVideoXPipeline.from_pretrained(weights)
    pipeline.load_lora_weights(run, weight_name="pytorch_lora_weights.safetensors", adapter_name="trained")
    layers = [module for module in pipeline.transformer.modules() if hasattr(module, "scaling")]
    with safe_open(Path(run) / "pytorch_lora_weights.safetensors", "pt") as file:
        keys = list(file.keys())
        moved = max(file.get_tensor(key).abs().max().item() for key in keys if "lora_B" in key)
    scales = sorted({layer.scaling["trained"] for layer in layers})
    return {"layers": len(layers), "scales": scales, "keys": len(keys), "moved": moved}


def everything(weights, run):
    base = CogVideoXTransformer3DModel.from_pretrained(weights, subfolder="transformer").state_dict()
    trained = CogVideoXTransformer3DModel.from_pretrained(Path(run) / "transformer").state_dict()
    moved = [(trained[name] - weight).abs().max().item() > 0 for name, weight in base.items()]
    print(json.dumps({"moved": sum(moved), "of": len(base)}))


def refusals(*folders):
    sentences = []
    for folder in folders:
        try:
            emitted(Path(folder) / "train.py").main()
        except SystemExit as reason:
            sentences.append(str(reason))
    print(json.dumps([*sentences, layout("one"), *lengths("one", "longer", "extended")]))


def layout(folder):
    """It is shown a checkpoint that ZeRO-2 has saved."""
    emitted(Path(folder) / "train.py")
    checkpoints = sys.modules["checkpoints"]
    try:
        checkpoints.check_layout(Path("step-000004"), {"layout": "zero2", "processes": 2}, 2)
    except checkpoints.Refusal as reason:
        return str(reason)


def lengths(begun, *folders):
    """Each is shown the record of a run that was begun with another length."""
    record, table = Path("runs-length/run.json"), Path("work/birds/samples.tsv")
    record.parent.mkdir()
    record.write_text((Path(f"runs-{begun}") / "birds" / "run.json").read_text())
    sentences = []
    for folder in folders:
        emitted(Path(folder) / "train.py")
        made_from = sys.modules["record"]
        try:
            made_from.check_training(record, table, True)
            sentences.append(f"{json.loads(record.read_text())['training']['train.length.steps']} updates")
        except made_from.Refusal as reason:
            sentences.append(str(reason).splitlines()[1].strip())
    return sentences


if __name__ == "__main__":
    judges = {"data": data, "one": one, "all": everything, "refusals": refusals}
    judges[sys.argv[1]](*sys.argv[2:])
