"""What the proof of an emitted run says where the disk is too small, and where a file lacks a tensor.

mishaps-judge.py BUILD RUN
"""

import sys
from pathlib import Path

from safetensors.torch import load_file, save_file

build, run = sys.argv[1], Path(sys.argv[2])
sys.path.insert(0, build)
checkpoints = __import__("checkpoints")


def refusal(work, *words):
    try:
        work(*words)
    except checkpoints.Refusal as reason:
        return str(reason)


# A checkpoint of 10^12 trained numbers, 16 bytes each, and one more than is kept, but for those that stand there.
said = [refusal(checkpoints.check_room, run / "checkpoints", 9, 10**12)]
newest = run / "checkpoints" / "step-000012"
weights = newest / "pytorch_lora_weights.safetensors"
layers = load_file(weights)
save_file(dict(list(layers.items())[1:]), weights)
said.append(refusal(checkpoints.seal, newest, {}, len(layers)))
print("\n".join(said))
