import { isTrial } from '../estimate/schedule.ts';
import type { Plan } from '../plan/pipeline.ts';
import { digits, scientific } from '../rules/common.ts';
import type { ForecastLearning, Learned } from './document-learning.ts';

type Advised = NonNullable<Learned['advised']>;

const advised = (least: number, most: number, says: string, source: string): Advised => ({ least, most, says, source });

/** What public trainers are run with, and what their maintainers advise. */
const ranges = {
  lora: advised(
    2e-5,
    1e-3,
    '1e-4 to 1e-3 by the maintainers; trainers take 2e-5 to 1e-4',
    'zai-org/CogVideo#116; defaults of CogVideo finetune and cogvideox-factory',
  ),
  whole: advised(
    1e-5,
    1e-4,
    '1e-5 by the maintainers; factory scripts take 1e-4',
    'zai-org/CogVideo sat/configs/sft.yaml; a-r-r-o-w/cogvideox-factory train_text_to_video_sft.sh',
  ),
  effective: advised(
    1e-5,
    1e-3,
    '1e-5 (2e-5 at alpha = rank / 2) to 1e-3',
    'CogVideo finetune/schemas/args.py; diffusers examples/cogvideo README.md',
  ),
  batchLora: advised(
    8,
    64,
    '8 or more by the maintainers; scripts take 1 to 8 on one machine',
    'zai-org/CogVideo#750; scripts of CogVideo finetune, CogKit, finetrainers',
  ),
  batchWhole: advised(
    1,
    64,
    '1 to 64: 1 to 8 in scripts for one machine, more with more data',
    'scripts of CogVideo finetune, CogKit, finetrainers',
  ),
  updatesLora: advised(
    1000,
    5000,
    '1,000 to 5,000: 3,000 to 4,000 for about a hundred videos',
    'diffusers examples/cogvideo README.md; cogvideox-factory and finetrainers scripts',
  ),
  updatesWhole: advised(
    1000,
    20_000,
    '1,000 to 20,000',
    'zai-org/CogVideo sat/configs/sft.yaml; a-r-r-o-w/cogvideox-factory train_text_to_video_sft.sh',
  ),
  warmup: advised(
    0.02,
    0.34,
    '100 updates, or 5 to 33 %',
    'CogVideo finetune (100), diffusers README (200 of 4,000), finetrainers (1,000 of 3,000)',
  ),
  rank: advised(
    32,
    256,
    '32 to 256: 64 or more for a new look; 128 is usual',
    'diffusers examples/cogvideo README.md; CogVideo finetune',
  ),
  scale: advised(0.5, 1, 'alpha = rank, or half of it', 'diffusers examples/cogvideo README.md; CogVideo finetune'),
  views: advised(
    10,
    40,
    '10 to 40: 10 passes, 30, or 40',
    'CogVideo finetune (10 epochs), diffusers README (30 epochs; 4,000 steps of 100 videos)',
  ),
  decay: advised(
    1e-4,
    1e-2,
    '1e-4 to 1e-3; 1e-2 is the default of torch',
    'CogVideo finetune/schemas/args.py; cogvideox-factory scripts; torch.optim.AdamW',
  ),
  clip: advised(0.1, 1, '1.0; 0.1 in SAT', 'CogVideo finetune, CogKit, finetrainers; zai-org/CogVideo sat'),
} as const;

type Known = Omit<ForecastLearning, 'judged'>;

/** The numbers of learning, beside what is advised for each; nobody advises a trial. */
export const judged = (plan: Plan, learning: Known): Learned[] =>
  [...numbersOf(plan, learning)].map((each) => (isTrial(plan) ? { ...each, advised: null } : each));

function* numbersOf(plan: Plan, learning: Known): Iterable<Learned> {
  const { train } = plan;
  const { adapter, optimizer } = train;
  const lora = adapter.kind === 'lora' ? adapter : null;
  const ofRate = optimizer.kind === 'prodigy' ? null : lora ? ranges.lora : ranges.whole;
  const rate = optimizer.learning_rate;
  yield { name: 'learning rate', value: rate, says: scientific(rate), advised: ofRate };
  if (lora) yield* ofLora(learning, lora, optimizer.kind === 'prodigy');
  const { global_batch: batch, updates, warmup_share: warmup } = learning;
  yield {
    name: 'effective batch',
    value: batch,
    says: `${batch}`,
    advised: lora ? ranges.batchLora : ranges.batchWhole,
  };
  if (updates !== null)
    yield {
      name: 'updates',
      value: updates,
      says: `${updates}`,
      advised: lora ? ranges.updatesLora : ranges.updatesWhole,
    };
  if (warmup !== null)
    yield { name: 'warm-up', value: warmup, says: `${digits(warmup * 100)} % of the updates`, advised: ranges.warmup };
  for (const { dataset, clip } of learning.views)
    yield { name: `views of a clip of ${dataset}`, value: clip, says: digits(clip), advised: ranges.views };
  const ofDecay = optimizer.kind === 'prodigy' ? null : ranges.decay;
  yield { name: 'weight decay', value: optimizer.weight_decay, says: digits(optimizer.weight_decay), advised: ofDecay };
  yield { name: 'gradient norm', value: train.max_grad_norm, says: `${train.max_grad_norm}`, advised: ranges.clip };
}

type Lora = Extract<Plan['train']['adapter'], { kind: 'lora' }>;

function* ofLora({ effective_rate: effective }: Known, { rank, alpha }: Lora, isProdigy: boolean): Iterable<Learned> {
  if (effective !== null && !isProdigy)
    yield { name: 'effective LoRA rate', value: effective, says: scientific(effective), advised: ranges.effective };
  yield { name: 'rank', value: rank, says: `${rank}`, advised: ranges.rank };
  yield { name: 'alpha / rank', value: alpha / rank, says: digits(alpha / rank), advised: ranges.scale };
}
