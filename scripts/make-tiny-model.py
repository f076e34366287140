"""Makes one of the tiny CogVideoX models that the quickstart and the tests train.

    python scripts/make-tiny-model.py tiny-cogvideox-1.5-5b-t2v FOLDER

They are the real diffusers and transformers classes with random weights from a fixed seed, about half a
megabyte in all, written as a whole pipeline folder. No network is needed: the tokenizer knows letters,
digits and punctuation, and reads everything else as unknown.
"""

import sys
from pathlib import Path

import torch
from diffusers import (
    AutoencoderKLCogVideoX,
    CogVideoXDDIMScheduler,
    CogVideoXImageToVideoPipeline,
    CogVideoXPipeline,
    CogVideoXTransformer3DModel,
)
from transformers import T5Config, T5EncoderModel, T5Tokenizer

SEED = 0
TEXT_TOKENS = 16
TEXT_WIDTH = 32
LETTERS = "abcdefghijklmnopqrstuvwxyz0123456789.,!?'\"-:;()&/"

# What sets each variant apart, as in the configurations of the real ones.
ROTARY = {"use_rotary_positional_embeddings": True}
TIME_PATCHES = {**ROTARY, "patch_size_t": 2, "patch_bias": False}
VARIANTS = {
    "tiny-cogvideox-2b-t2v": {},
    "tiny-cogvideox-5b-t2v": ROTARY,
    "tiny-cogvideox-5b-i2v": {**ROTARY, "use_learned_positional_embeddings": True, "in_channels": 8},
    "tiny-cogvideox-1.5-5b-t2v": TIME_PATCHES,
    "tiny-cogvideox-1.5-5b-i2v": {**TIME_PATCHES, "in_channels": 8, "ofs_embed_dim": 16},
}

TRANSFORMER = {
    "num_attention_heads": 2,
    "attention_head_dim": 16,  # rotary positions split it into 4 + 6 + 6
    "in_channels": 4,
    "out_channels": 4,
    "time_embed_dim": 16,
    "text_embed_dim": TEXT_WIDTH,
    "num_layers": 2,
    "sample_height": 4,
    "sample_width": 6,
    "sample_frames": 9,
    "patch_size": 2,
    "temporal_compression_ratio": 4,
    "max_text_seq_length": TEXT_TOKENS,
}

SCHEDULER = {
    "beta_schedule": "scaled_linear",
    "beta_start": 0.00085,
    "beta_end": 0.012,
    "prediction_type": "v_prediction",
    "rescale_betas_zero_snr": True,
    "set_alpha_to_one": True,
    "clip_sample": False,
    "timestep_spacing": "trailing",
    "snr_shift_scale": 1.0,
}


def make_transformer(variant):
    return CogVideoXTransformer3DModel(**{**TRANSFORMER, **VARIANTS[variant]})


def make_vae(variant):
    return AutoencoderKLCogVideoX(
        block_out_channels=(8, 8, 8, 8),
        latent_channels=4,
        layers_per_block=1,
        norm_num_groups=2,
        sample_height=480,  # as the real ones: they set the tiles, and tiles of a few pixels don't fit together
        sample_width=720,
        scaling_factor=0.7,
        invert_scale_latents="patch_size_t" in VARIANTS[variant],
    )


def make_text_encoder():
    config = T5Config(
        vocab_size=64,
        d_model=TEXT_WIDTH,
        d_kv=8,
        d_ff=37,
        num_layers=2,
        num_heads=4,
        feed_forward_proj="gated-gelu",
        pad_token_id=0,
        eos_token_id=1,
    )
    return T5EncoderModel(config)


def make_tokenizer():
    pieces = ["<pad>", "</s>", "<unk>", "▁", *LETTERS]
    vocabulary = [(piece, 0.0 if piece.startswith("<") else -2.0) for piece in pieces]
    return T5Tokenizer(vocab=vocabulary, extra_ids=0, model_max_length=TEXT_TOKENS)


def make_pipeline(variant):
    torch.manual_seed(SEED)
    starts_from_image = variant.endswith("-i2v")
    pipeline = CogVideoXImageToVideoPipeline if starts_from_image else CogVideoXPipeline
    return pipeline(
        tokenizer=make_tokenizer(),
        text_encoder=make_text_encoder().eval(),
        vae=make_vae(variant).eval(),
        transformer=make_transformer(variant).eval(),
        scheduler=CogVideoXDDIMScheduler(**SCHEDULER),
    )


def main():
    if len(sys.argv) != 3 or sys.argv[1] not in VARIANTS:
        sys.exit(f"usage: python {sys.argv[0]} VARIANT FOLDER, where VARIANT is one of {', '.join(VARIANTS)}")
    variant, folder = sys.argv[1], Path(sys.argv[2])
    make_pipeline(variant).save_pretrained(folder)
    size = sum(file.stat().st_size for file in folder.rglob("*") if file.is_file())
    print(f"{folder}: {variant}, {size / 1e6:.1f} MB")


if __name__ == "__main__":
    main()
