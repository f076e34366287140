import type { Plan } from '../../plan/pipeline.ts';
import { promptsOf } from '../time.ts';
import { decoding } from './moments.ts';
import { narrow, type Recipe, recipeOf } from './recipe.ts';
import type { CodePath } from './tape/simulate.ts';

/** What the emitted train.py does, for the tape: from the same values that it is written from. */
export const codePathOf = (plan: Plan): CodePath => {
  const { train, frames } = plan;
  const recipe = recipeOf(plan);
  const { adapter } = train;
  const own = recipe.half ? 2 : 4;
  const lora = adapter.kind === 'lora' ? adapter : undefined;
  // FSDP gathers in the precision of the run what its shards keep in fp32.
  const gathered = recipe.strategy === 'fsdp';
  return {
    model: recipe.model,
    frames: { count: frames.count, size: frames.size },
    batch: recipe.batch,
    lora: lora && { rank: lora.rank, size: gathered ? own : recipe.trained_bytes, targets: lora.targets },
    weight_size: lora || gathered ? own : recipe.weight_bytes,
    narrow_size: lora && lora.quantise !== null ? narrow[lora.quantise] : undefined,
    input_size: own,
    // Clean latents, noise and velocity stay in fp32: only what the transformer is given is half.
    latent_size: 4,
    autocast: recipe.autocast,
    checkpoints: recipe.checkpoints,
    optimizer: { kind: recipe.eight_bit ? 'adamw-8bit' : 'adamw', states: recipe.states, foreach: recipe.foreach },
    sharding: shardingOf(recipe),
    steps: 2,
    batches: recipe.accumulates ? 2 : 1,
    beside: recipe.beside,
    video:
      promptsOf(plan) > 0 ? { vae: recipe.model.vae.parameters * own, decoding: decoding * recipe.tile } : undefined,
  };
};

const shardingOf = (recipe: Recipe): CodePath['sharding'] => ({
  kind: recipe.strategy === 'single' ? 'none' : recipe.strategy,
  ranks: recipe.ranks,
  offload: recipe.offload,
  bucket: recipe.bucket,
  overlap: recipe.overlap,
  prefetched: recipe.prefetched,
  live: recipe.live,
  uploads: true,
  sum_size: recipe.sum_bytes,
  second: recipe.second,
});
