/**
 * What deepspeed.json says and the memory of a GPU rests on, in numbers (elements). One place, so that the plan reckons with what is
 * written.
 */

/** Gradients in flight at a time: 0.4 GB of bf16, in place of the 1 GB of DeepSpeed's default of 5e8 (deepspeed/runtime/zero/config.py). */
export const bucket = 200_000_000;

/** DeepSpeed's own defaults of stage3_prefetch_bucket_size and stage3_max_live_parameters (deepspeed/runtime/zero/config.py). */
export const prefetched = 50_000_000;
export const live = 1_000_000_000;
