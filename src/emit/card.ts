import { models } from '../models/models.ts';
import type { Plan } from '../plan/pipeline.ts';
import type { Job } from './job.ts';
import { py } from './python.ts';
import { numbers } from './readme-numbers.ts';
import { origin, weights } from './script.ts';

/** What card.md.hbs reads: the model card, but for what only a run knows. Its head is YAML, in which JSON's texts are texts. */
export const cardView = (job: Job) => {
  const { plan } = job;
  const { adapter, optimizer, validate } = plan.train;
  const model = models[plan.model.kind];
  const { weights_are_local } = weights(plan);
  const lora = adapter.kind === 'lora';
  const triggers = [...new Set(Object.values(plan.dataset).flatMap(({ captions }) => captions.trigger ?? []))];
  const { count, rate, size } = plan.frames;
  return {
    ...origin(job),
    ...licenseOf(plan),
    task: `${model.conditioning}-to-video`,
    weights: plan.model.weights,
    from_hub: !weights_are_local,
    base: JSON.stringify(plan.model.weights),
    relation: lora ? 'adapter' : 'finetune',
    // One for all clips is what a prompt begins with; of several none is.
    triggers: triggers.length === 1,
    trigger: JSON.stringify(triggers[0] ?? ''),
    trigger_text: triggers[0] ?? '',
    tags: JSON.stringify(['cogvideox', `${model.conditioning}-to-video`, ...(lora ? ['lora'] : []), 'diffusers']),
    starts_from: model.conditioning === 'text' ? 'text' : 'text and a first picture',
    trains_lora: lora,
    rank: lora ? adapter.rank : 0,
    alpha: lora ? adapter.alpha : 0,
    use: useOf(plan),
    numbers: numbers(job).filter(({ what }) => what !== 'budget'),
    optimizer: `${optimizer.kind}, betas ${optimizer.betas.join(' and ')}, weight decay ${optimizer.weight_decay}`,
    ...dataOf(job),
    holds_out: validate.held_out !== null,
    held_out: `${Number(((validate.held_out ?? 0) * 100).toPrecision(3))} %`,
    frames: `${count} frames of ${size.width}x${size.height}, ${rate} a second`,
    steps: validate.steps,
    guidance: validate.guidance,
  };
};

const licenseOf = ({ model: { kind } }: Plan) => {
  const { license, weights: repository } = models[kind];
  return {
    license,
    named_license: license === 'other',
    license_name: 'cogvideox-license',
    license_link: JSON.stringify(`https://huggingface.co/${repository}/blob/main/LICENSE`),
  };
};

/** The lines that a person copies. */
const useOf = (plan: Plan): string => {
  const { pipeline, conditioning, scheduler } = models[plan.model.kind];
  const { count, rate, size } = plan.frames;
  const lora = plan.train.adapter.kind === 'lora';
  const place = plan.hub.repo ?? 'this/repository';
  const dtype = { bf16: 'bfloat16', fp16: 'float16', fp32: 'float32' }[plan.train.precision];
  const image = conditioning === 'image';
  const base = py(lora ? plan.model.weights : place);
  return [
    'import torch',
    `from diffusers import ${scheduler.sampler}, ${pipeline}`,
    `from diffusers.utils import export_to_video${image ? ', load_image' : ''}`,
    '',
    `pipeline = ${pipeline}.from_pretrained(${base}, dtype=torch.${dtype})`,
    ...(lora ? [`pipeline.load_lora_weights(${py(place)})`] : []),
    `pipeline.scheduler = ${scheduler.sampler}.from_config(pipeline.scheduler.config, timestep_spacing="trailing")`,
    'pipeline.enable_model_cpu_offload()',
    'pipeline.vae.enable_tiling()',
    'video = pipeline(',
    ...(image ? ['    image=load_image("first.png"),'] : []),
    '    prompt="…",',
    `    num_frames=${count}, width=${size.width}, height=${size.height}, guidance_scale=${plan.train.validate.guidance},`,
    `    use_dynamic_cfg=${py(scheduler.dynamic_cfg)},`,
    ').frames[0]',
    `export_to_video(video, "video.mp4", fps=${rate})`,
  ].join('\n');
};

/** What the inventory said of each dataset, a row each. */
const dataOf = ({ plan, survey }: Job) => {
  const data = Object.entries(survey?.datasets ?? {}).map(([name, { kept, samples, held_out, footage }]) => ({
    dataset: name,
    clips: kept,
    length: lasting(footage.seconds),
    samples,
    seen: (samples - held_out) * (plan.dataset[name]?.repeats ?? 1),
  }));
  return { has_data: data.length > 0, data };
};

const lasting = (seconds: number): string => {
  if (seconds < 120) return `${Math.round(seconds)} s`;
  if (seconds < 7200) return `${Math.round(seconds / 60)} min`;
  return `${(seconds / 3600).toFixed(1)} h`;
};
