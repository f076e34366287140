"""Stands in for train.py where the launch is what is tested: meets the other processes, and ends or waits for STOP."""

import os
import time
from pathlib import Path

import torch
from accelerate import Accelerator

accelerator = Accelerator(cpu=True)
rank = torch.tensor([accelerator.process_index + 1.0])
met = accelerator.gather(rank).sum().item()

run = Path(os.environ.get("COGX_RUNS", "runs")) / "birds"
run.mkdir(parents=True, exist_ok=True)
(run / f"met-{accelerator.process_index}").write_text(
    f"{accelerator.num_processes} processes, {met:g} together, node {os.environ.get('GROUP_RANK')}\n"
)
while "WAIT" in os.environ and not (run / "STOP").exists():
    time.sleep(0.1)
if "WAIT" in os.environ:
    (run / f"saved-{accelerator.process_index}").touch()
accelerator.wait_for_everyone()
accelerator.end_training()
raise SystemExit(int(os.environ.get("CODE", "0")))
