import type { Forecast } from '../../src/forecast/document.ts';

/** What would run, if a page took it for markup. */
export const hostile = `<script>alert("1")</script> & 'x'`;

const partsOf = (...sizes: readonly number[]): NonNullable<Forecast['memory']>['phases'][number]['parts'] => {
  const [weights = 0, adapter = 0, gradients = 0, optimizer = 0, ...more] = sizes;
  const [activations = 0, buckets = 0, workspace = 0, fragmentation = 0] = more;
  return { weights, adapter, gradients, optimizer, activations, buckets, workspace, fragmentation };
};

const about = (expected: number, band: number) => ({
  expected,
  least: expected * (1 - band),
  most: expected * (1 + band),
});

const rateAt = (update: number): number =>
  update <= 100 ? update * 1e-6 : 0.5e-4 * (1 + Math.cos((Math.PI * (update - 101)) / 1400));

/** A plan with everything in it, made by hand: its numbers are like those of a LoRA of 1.5 on 16 GPUs. */
export const planView: Forecast = {
  schema: 1,
  version: '0.1.0',
  exit: 0,
  file: `${hostile}.cogx`,
  profiles: ['long'],
  name: 'birds',
  says: 'LoRA of rank 128 on cogvideox-1.5-5b-t2v, 81 frames of 1360x768 at 16 fps, on 2 nodes with 8 a100-80gb each.',
  trial: false,
  verdict: [
    { asks: 'memory', stand: 'good', answer: '36.6 of 79.2 GiB', more: 'in the backward phase; between 31 and 39' },
    { asks: 'time', stand: 'low', answer: '19.4 h', more: 'between 14.6 and 24.3 h; the job may take 24 h' },
    { asks: 'price', stand: 'good', answer: '776 USD', more: '310 GPU hours at 2.50 USD; 400 allowed' },
    { asks: 'disk', stand: 'unknown', answer: '15.1 GiB', more: 'the file does not say how much there is' },
    { asks: 'learning', stand: 'good', answer: '1e-4', more: '1,500 updates of 16 samples; advised: 1e-4 to 1e-3' },
    { asks: 'data', stand: 'good', answer: '40 samples', more: 'of 32 of 36 clips, each seen 313 times' },
  ],
  memory: {
    gpu: 'a100-80gb',
    card: 79.15,
    strategy: {
      shard: 'ddp',
      offload: 'none',
      gpus: 16,
      says: 'Every GPU holds all weights; gradients of the adapter are summed over 16.',
    },
    peak: { phase: 'backward', allocated: 31.7, reserved: 35.1 },
    needs: { expected: 36.6, least: 31.2, most: 39.1 },
    context: 1.5,
    by: 'tape',
    verdict: 'fits',
    phases: [
      { phase: 'load', parts: partsOf(10.4, 0.1, 0, 0, 0, 0, 0, 0.1), allocated: 10.5, reserved: 10.6 },
      { phase: 'encode', parts: partsOf(9.1, 0, 0, 0, 4.3, 0, 0.2, 0.6), allocated: 13.6, reserved: 14.2 },
      { phase: 'forward', parts: partsOf(10.4, 0.4, 0, 0.9, 14.2, 0.5, 0.2, 2.1), allocated: 26.6, reserved: 28.7 },
      { phase: 'backward', parts: partsOf(10.4, 0.4, 0.5, 0.9, 18.8, 0.5, 0.2, 3.4), allocated: 31.7, reserved: 35.1 },
      { phase: 'step', parts: partsOf(10.4, 0.4, 0.5, 0.9, 0, 0.5, 0.9, 21.5), allocated: 13.6, reserved: 35.1 },
      { phase: 'validate', parts: partsOf(10.4, 0.4, 0, 0.9, 9.3, 0, 0.2, 1.4), allocated: 21.2, reserved: 22.6 },
    ],
    notes: ['The encode phase is a process of its own, encode.py.'],
  },
  time: {
    flops: { sample: 5.9e15, update: 5.9e15, attention: 0.62 },
    achieved: { peak: 312, share: 0.48, band: 0.25, source: 'zai-org/CogVideo#715' },
    update: about(42, 0.25),
    measured: {
      ...{ file: 'birds.measured.json', seconds: 41.2, updates: 20, gpu: 'NVIDIA H100 80GB HBM3' },
      ...{ when: '2026-11-01', used: false, says: 'Not used: this plan is for a100-80gb.' },
    },
    parts: [
      { name: 'prepare', seconds: about(900, 0.4), gpu_hours: 0, price: 0, from: '32 clips on 16 cores' },
      { name: 'encode', seconds: about(260, 0.3), gpu_hours: 1.2, price: 3, from: '40 samples' },
      { name: 'updates', seconds: about(63_000, 0.25), gpu_hours: 280, price: 700, from: '1,500 updates of 42 s' },
      {
        name: 'network',
        seconds: null,
        gpu_hours: 0,
        price: null,
        from: 'the file does not say how nodes are connected',
      },
      {
        name: 'validation',
        seconds: about(5600, 0.25),
        gpu_hours: 25,
        price: 62,
        from: '6 rounds of 1 video of 15 min',
      },
      { name: 'checkpoints', seconds: about(120, 0.5), gpu_hours: 0.5, price: 1.3, from: '38 of 3.1 GiB' },
    ],
    train: about(68_900, 0.25),
    total: about(69_900, 0.25),
    gpu_hours: about(307, 0.25),
    price: about(767, 0.25),
    price_of: '2.50 USD a GPU hour: birds.cogx:64',
    limits: [
      {
        name: 'time limit',
        limit: 86_400,
        planned: about(69_000, 0.25),
        stands: 'may be over',
        says: '19.2 h of 24 h; 24.0 h at most',
      },
      { name: 'budget', limit: 400, planned: about(307, 0.25), stands: 'within', says: '307 of 400 GPU hours' },
    ],
  },
  disk: {
    has: null,
    total: 15.1,
    parts: [
      { name: 'prepared clips', gib: 0.8, from: '40 samples at 0.6 bits a pixel' },
      { name: 'latents', gib: 1.9, from: '40 samples, mean and deviation' },
      { name: 'checkpoints', gib: 12.4, from: '4 of 3.1 GiB: those that are kept, and one that is written' },
    ],
    notes: [],
  },
  ram: {
    has: 1000,
    total: 44,
    parts: [{ name: 'processes', gib: 44, from: '8 of 5.5 GiB' }],
    notes: ['Workers pass samples through /dev/shm: 1.2 GiB.'],
  },
  learning: {
    ...{ updates: 1500, samples: 77, epochs: 311.7, global_batch: 16, batch_per_gpu: 1, accumulate: 1, gpus: 16 },
    views: [{ dataset: hostile, sample: 312.5, clip: 390.6 }],
    ...{ schedule: 'cosine', warmup: 100, warmup_share: 0.0667 },
    rates: [0, 0.25, 0.5, 0.75, 1].map((at) => ({ at, rate: rateAt(Math.max(1, Math.round(at * 1500))) })),
    curve: Array.from({ length: 151 }, (_, index) => Math.max(1, index * 10)).map((update) => ({
      update,
      rate: rateAt(update),
    })),
    ...{ effective_rate: 1e-4, trained: 132_120_576 },
    judged: [
      {
        name: 'learning rate',
        value: 1e-4,
        says: '1e-4',
        advised: { least: 1e-4, most: 1e-3, says: '1e-4 to 1e-3', source: 'diffusers examples/cogvideo/README.md' },
      },
      {
        name: 'effective LoRA rate',
        value: 2e-3,
        says: '2e-3',
        advised: { least: 2e-5, most: 1e-3, says: '2e-5 to 1e-3', source: 'a-r-r-o-w/cogvideox-factory' },
      },
      {
        name: 'updates',
        value: 1500,
        says: '1,500',
        advised: { least: 1000, most: 4000, says: '1,000 to 4,000', source: 'diffusers examples/cogvideo/README.md' },
      },
      { name: 'warm-up', value: 0.0667, says: '100 updates, 6.7 %', advised: null },
    ],
  },
  schedule: [
    ...Array.from({ length: 38 }, (_, index) => ({
      kind: 'checkpoint' as const,
      update: Math.round((index + 1) * 39.4),
      seconds: (index + 1) * 1800,
    })),
    ...[250, 500, 750, 1000, 1250, 1500].map((update) => ({
      kind: 'validation' as const,
      update,
      seconds: update * 46,
    })),
    { kind: 'end', update: 1500, seconds: 69_000 },
    { kind: 'job ends', update: 1480, seconds: 68_000 },
  ],
  inventory: true,
  data: [
    {
      ...{ name: hostile, clips: 36, kept: 32, samples: 40, held_out: 2 },
      dropped: [
        { reason: 'damaged', count: 1, first: ['data/torn.mp4'] },
        { reason: 'shorter', count: 3, first: [`data/${hostile}.mp4`, 'data/a.mp4', 'data/b.mp4'] },
      ],
      coverage: { least: 0.792, below_80: 3, footage_used: 0.823 },
      speed: { least: 0.94, most: 1 },
      frames: { shown: 3240, doubled: 0.012, held: 0 },
      captions: { tokens_median: 31, tokens_most: 240, limit: 226, cut: 1 },
      picture: { kept: 0.51, cut: 0.03, enlarged: 0 },
      charts: [
        {
          title: 'length',
          bins: [
            { label: '4 to 6 s', count: 20 },
            { label: '6 to 8 s', count: 16 },
          ],
        },
        {
          title: 'rate',
          bins: [
            { label: '30 fps', count: 30 },
            { label: '24 fps', count: 5 },
            { label: 'variable', count: 1 },
          ],
        },
      ],
      samplings: [
        {
          ...{ policy: 'above_rate = drop, longer = head', clips: 30, clip: `data/${hostile}.mp4`, caption: 'a bird' },
          ...{ seconds: 5.5, rate: 30, frames: 165, sample_seconds: 5.0625, windows: 1 },
          shows: Array.from({ length: 81 }, (_, tick) => Math.floor((tick * 30) / 16)),
        },
        {
          ...{ policy: 'below_rate = duplicate', clips: 2, clip: 'data/slow.mp4', caption: 'a heron' },
          ...{ seconds: 6, rate: 10, frames: 60, sample_seconds: 5.0625, windows: 1 },
          shows: Array.from({ length: 81 }, (_, tick) => Math.floor((tick * 10) / 16)),
        },
        {
          ...{ policy: 'above_rate = drop, longer = windows', clips: 1, clip: 'data/long.mp4', caption: 'a crane' },
          ...{ seconds: 40, rate: 60, frames: 2400, sample_seconds: 5.0625, windows: 7 },
          shows: Array.from({ length: 81 }, (_, tick) => Math.floor((tick * 60) / 16)),
        },
      ],
    },
  ],
  origins: [
    { path: 'name', value: 'birds', kind: 'file', from: `${hostile}.cogx:8` },
    { path: 'cluster.gpu', value: 'a100-80gb', kind: 'use', from: '../clusters/a100x16.cogx:3' },
    { path: 'train.optimizer.learning_rate', value: 1e-4, kind: 'set', from: '--set learning_rate=1e-4' },
    { path: 'train.length', value: { steps: 1500 }, kind: 'profile', from: 'birds.cogx:70' },
    { path: 'train.optimizer.betas', value: [0.9, 0.95], kind: 'default', from: 'zai-org/CogVideo finetune' },
    { path: 'train.ema', value: null, kind: 'unsaid', from: 'unsaid' },
  ],
  findings: [
    {
      ...{ severity: 'warning', code: 'coverage', place: 'birds.cogx:26' },
      message: `3 of 32 clips show less than 80 % of what their captions describe: ${hostile}.mp4.`,
      help: 'Write longer = windows, or captions with times.',
    },
    {
      severity: 'note',
      code: 'time-limit',
      message: 'The upper end of the time, 24.3 h, is over the 24 h of the job.',
    },
  ],
  fit: [
    {
      ...{ says: '1 a GPU, 1 accumulated, ddp', needs: 36.6, reserved: 35.1, update: 42, chosen: true },
      set: [{ path: 'cluster.shard', text: 'ddp' }],
    },
    {
      ...{ says: '1 a GPU, 1 accumulated, zero2', needs: 35.9, reserved: 34.4, update: 43.5, chosen: false },
      set: [{ path: 'cluster.shard', text: 'zero2' }],
    },
  ],
};
