"""Each process adds its number to those of the others, over NCCL where there is a GPU and gloo where there is none."""

import os

import torch
import torch.distributed as group

gpu = torch.cuda.is_available()
place = int(os.environ["LOCAL_RANK"])
if gpu:
    torch.cuda.set_device(place)
group.init_process_group("nccl" if gpu else "gloo")
device = f"cuda:{place}" if gpu else "cpu"
numbers = torch.full((2**20,), float(group.get_rank() + 1), device=device)
group.all_reduce(numbers)
expected = sum(range(1, group.get_world_size() + 1))
assert numbers.eq(expected).all(), f"{numbers[0].item()} is not {expected}"
group.destroy_process_group()
if place == 0:
    print(f"{'nccl' if gpu else 'gloo'} of {os.environ['WORLD_SIZE']}")
