"""Saves trained weights of both kinds, as train.py would: the whole transformer, and a random LoRA.

python trained.py MODEL RUN RANK ALPHA; without ALPHA the file has no metadata, as other trainers write it.
"""

import sys

import torch
from diffusers import CogVideoXPipeline
from peft import LoraConfig
from peft.utils import get_peft_model_state_dict

model, run, rank, *alpha = sys.argv[1:]
targets = ["to_k", "to_out.0", "to_q", "to_v"]
metadata = {"r": int(rank), "lora_alpha": float(alpha[0]), "target_modules": targets} if alpha else None
pipeline = CogVideoXPipeline.from_pretrained(model, dtype=torch.float32)
pipeline.transformer.save_pretrained(f"{run}/transformer")
pipeline.transformer.add_adapter(
    LoraConfig(r=int(rank), lora_alpha=4, target_modules=targets, init_lora_weights=False)
)
pipeline.save_lora_weights(
    run,
    transformer_lora_layers=get_peft_model_state_dict(pipeline.transformer),
    transformer_lora_adapter_metadata=metadata,
)
