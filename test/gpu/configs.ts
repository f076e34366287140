import type { Model } from '../../src/models/model.ts';

/** The config.json of the repositories, from the facts of the row; what stands there beside them changes no shape. */
export const configsOf = ({ transformer, vae, scheduler, text: words, frames, sizes }: Model) => {
  const embedding = transformer.heads > 2 ? 512 : 16;
  return {
    transformer: {
      num_attention_heads: transformer.heads,
      attention_head_dim: transformer.head_dim,
      in_channels: transformer.in_channels,
      out_channels: transformer.out_channels,
      num_layers: transformer.layers,
      patch_size: transformer.patch_size,
      patch_size_t: transformer.patch_size_t === 1 ? null : transformer.patch_size_t,
      time_embed_dim: embedding,
      text_embed_dim: words.width,
      max_text_seq_length: words.tokens,
      sample_width: sizes.native.width / vae.spatial_factor,
      sample_height: sizes.native.height / vae.spatial_factor,
      sample_frames: frames.native,
      temporal_compression_ratio: vae.temporal_factor,
      use_rotary_positional_embeddings: transformer.rotary,
      use_learned_positional_embeddings: transformer.learned_positions,
      ofs_embed_dim: transformer.ofs ? embedding : null,
    },
    scheduler: {
      beta_schedule: 'scaled_linear',
      beta_start: 0.00085,
      beta_end: 0.012,
      prediction_type: 'v_prediction',
      rescale_betas_zero_snr: true,
      set_alpha_to_one: true,
      clip_sample: false,
      timestep_spacing: 'trailing',
      snr_shift_scale: scheduler.snr_shift_scale,
    },
    vae: {
      block_out_channels: embedding > 16 ? [128, 256, 256, 512] : [8, 8, 8, 8],
      latent_channels: vae.latent_channels,
      layers_per_block: embedding > 16 ? 3 : 1,
      norm_num_groups: embedding > 16 ? 32 : 2,
      scaling_factor: vae.scaling_factor,
      invert_scale_latents: vae.inverts_image_scale,
    },
  };
};
