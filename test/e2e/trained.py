"""Saves trained weights as train.py would, the whole transformer and a random LoRA, and the LoRA without its alpha.

python trained.py MODEL RUN BARE RANK ALPHA; BARE gets the LoRA as other trainers write it, without metadata.
"""

import sys

import torch
from diffusers import CogVideoXPipeline
from peft import LoraConfig
from peft.utils import get_peft_model_state_dict

model, run, bare = sys.argv[1:4]
rank, alpha = map(int, sys.argv[4:])
targets = ["to_k", "to_out.0", "to_q", "to_v"]
pipeline = CogVideoXPipeline.from_pretrained(model, dtype=torch.float32)
pipeline.transformer.save_pretrained(f"{run}/transformer")
config = LoraConfig(r=rank, lora_alpha=alpha, target_modules=targets, init_lora_weights=False)
pipeline.transformer.add_adapter(config)
layers = get_peft_model_state_dict(pipeline.transformer)
metadata = {"r": rank, "lora_alpha": alpha, "target_modules": targets}
pipeline.save_lora_weights(run, transformer_lora_layers=layers, transformer_lora_adapter_metadata=metadata)
pipeline.save_lora_weights(bare, transformer_lora_layers=layers)
