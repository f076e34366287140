import { spawnSync } from 'node:child_process';
import { join } from 'node:path';
import { test } from 'uvu';
import * as assert from 'uvu/assert';
import { modelNames, models } from '../../src/models/models.ts';
import { inVenv, root } from '../support.ts';

/** The tiny models as scripts/make-tiny-model.py builds them, part by part. */
type Built = {
  readonly pipeline: string;
  readonly transformer: Readonly<Record<string, number | boolean | null>>;
  readonly vae: Readonly<Record<string, number | boolean | null>>;
  readonly scheduler: Readonly<Record<string, number>>;
  readonly text_width: number;
  readonly text_bytes: number;
  readonly parameters: { readonly transformer: number; readonly vae: number; readonly text_encoder: number };
};

const program = `
import importlib.util, json, sys
spec = importlib.util.spec_from_file_location("tiny", sys.argv[1])
tiny = importlib.util.module_from_spec(spec)
spec.loader.exec_module(tiny)
built = {}
for variant in tiny.VARIANTS:
    pipeline = tiny.make_pipeline(variant)
    parts = {name: getattr(pipeline, name) for name in ("transformer", "vae", "text_encoder")}
    built[variant] = {
        "pipeline": type(pipeline).__name__,
        "transformer": dict(parts["transformer"].config),
        "vae": dict(parts["vae"].config),
        "scheduler": dict(pipeline.scheduler.config),
        "text_width": parts["text_encoder"].config.d_model,
        "text_bytes": next(parts["text_encoder"].parameters()).element_size(),
        "parameters": {name: sum(p.numel() for p in part.parameters()) for name, part in parts.items()},
    }
print(json.dumps(built, default=str))
`;

const build = (): Readonly<Record<string, Built>> => {
  const words = ['-c', program, join(root, 'scripts/make-tiny-model.py')];
  const { status, stdout, stderr } = spawnSync(inVenv('python'), words, { encoding: 'utf8' });
  if (status !== 0) throw new Error(stderr);
  return JSON.parse(stdout.trim().split('\n').at(-1) ?? '');
};

const tiny = modelNames.filter((name) => models[name].weights.startsWith('./'));

test('the tiny models are built as their rows say, down to the number of parameters', () => {
  const built = build();
  assert.equal(Object.keys(built), [...tiny]);
  for (const name of tiny) {
    const { pipeline, transformer, vae, text, scheduler, weights } = models[name];
    const { transformer: config, ...real } = built[name] as Built;
    assert.is(weights, `./${name}`);
    assert.is(real.pipeline, pipeline);
    assert.equal(
      {
        layers: config.num_layers,
        heads: config.num_attention_heads,
        head_dim: config.attention_head_dim,
        in_channels: config.in_channels,
        out_channels: config.out_channels,
        patch_size: config.patch_size,
        patch_size_t: config.patch_size_t ?? 1,
        rotary: config.use_rotary_positional_embeddings,
        learned_positions: config.use_learned_positional_embeddings,
        ofs: config.ofs_embed_dim !== null,
        parameters: real.parameters.transformer,
      },
      transformer,
      name,
    );
    assert.equal(
      {
        tokens: config.max_text_seq_length,
        width: real.text_width,
        parameters: real.parameters.text_encoder,
        stored_bytes: real.text_bytes,
      },
      text,
      name,
    );
    assert.is(real.vae.latent_channels, vae.latent_channels);
    assert.is(real.vae.scaling_factor, vae.scaling_factor);
    assert.is(real.vae.invert_scale_latents, vae.inverts_image_scale);
    assert.is(real.parameters.vae, vae.parameters);
    assert.is(real.scheduler.snr_shift_scale, scheduler.snr_shift_scale);
  }
});

test.run();
