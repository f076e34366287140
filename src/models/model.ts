/** Facts about one video model. Every number of a row carries its source in a comment beside it. */
export type Model = {
  /** Where the weights are, unless the file says otherwise: a Hub id, or a folder beside the pipeline for the tiny ones. */
  readonly weights: string;
  /** The diffusers class that samples from it. */
  readonly pipeline: 'CogVideoXPipeline' | 'CogVideoXImageToVideoPipeline';
  /** What the model starts from beside its prompt. */
  readonly conditioning: 'text' | 'image';
  readonly objective: 'v-prediction';
  /** Of the weights, and of what is made from them; `other` has its text in the weights' own repository. */
  readonly license: 'apache-2.0' | 'other';
  /** The only precisions that the weights were trained for or are known to work in; the first is native. */
  readonly precisions: readonly ('bf16' | 'fp16' | 'fp32')[];
  readonly frames: FrameFacts;
  readonly sizes: SizeFacts;
  readonly transformer: TransformerFacts;
  readonly vae: VaeFacts;
  readonly text: {
    readonly tokens: number;
    readonly width: number;
    readonly parameters: number;
    /** Bytes of one number in the repository's files, whatever the precision of training. */
    readonly stored_bytes: number;
  };
  readonly scheduler: SchedulerFacts;
  /** Parameter-name endings that a LoRA adapts unless the file says otherwise. */
  readonly lora_targets: readonly string[];
  /** Layers of each block that can have a LoRA: inputs and outputs together, in widths of the transformer. */
  readonly lora_layers: Readonly<Record<string, number>>;
};

/** Legal counts are `multiple · n + 1`, from `multiple + 1` to `most`; `native` is what the model was trained on. */
export type FrameFacts = {
  readonly multiple: number;
  readonly most: number;
  readonly native: number;
  /** Frames a second that the model was trained on. */
  readonly rate: number;
};

export type Size = { readonly width: number; readonly height: number };

/** `fixed`: only the native size is right. `range`: the short side is fixed, the long side may vary (1.5-5B-I2V). */
export type SizeFacts =
  | { readonly kind: 'fixed'; readonly native: Size; readonly multiple: number }
  | {
      readonly kind: 'range';
      readonly native: Size;
      readonly multiple: number;
      readonly short_side: number;
      readonly longest_side: number;
    };

export type TransformerFacts = {
  readonly layers: number;
  readonly heads: number;
  readonly head_dim: number;
  readonly in_channels: number;
  readonly out_channels: number;
  readonly patch_size: number;
  /** Latent frames in one patch; 1 where the model does not patch over time. */
  readonly patch_size_t: number;
  readonly rotary: boolean;
  /** A learned positional table that exists for the native count and size alone (5B-I2V). */
  readonly learned_positions: boolean;
  /** The extra scalar embedding of 1.5-I2V, always fed with 2.0. */
  readonly ofs: boolean;
  readonly parameters: number;
};

export type VaeFacts = {
  readonly latent_channels: number;
  readonly spatial_factor: number;
  readonly temporal_factor: number;
  readonly scaling_factor: number;
  /** The pipeline divides the *image* latent by the scaling factor instead of multiplying (1.5-I2V). */
  readonly inverts_image_scale: boolean;
  readonly parameters: number;
  /** Of these, the encoder's. */
  readonly encoder_parameters: number;
};

export type SchedulerFacts = {
  readonly snr_shift_scale: number;
  /** The diffusers scheduler that the model card recommends for sampling. */
  readonly sampler: 'CogVideoXDDIMScheduler' | 'CogVideoXDPMScheduler';
  readonly dynamic_cfg: boolean;
};
