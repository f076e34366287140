import type { PlanView } from '../../src/report/plan/view.ts';

/** What would run, if a page took it for markup. */
export const hostile = `<script>alert("1")</script> & 'x'`;

const parts = (...sizes: readonly number[]) =>
  ['weights', 'adapter', 'gradients', 'optimizer', 'activations', 'buckets', 'workspace', 'fragmentation'].map(
    (name, index) => ({ name, gib: sizes[index] ?? 0 }),
  );

/** A plan with everything in it, made by hand. */
export const planView: PlanView = {
  name: 'birds',
  source: `${hostile}.cogx`,
  says: 'LoRA of rank 128 on cogvideox-1.5-5b-t2v, samples of 81 frames of 1360x768 at 16 fps, on 2 nodes with 8 a100-80gb each.',
  verdict: {
    stand: 'good',
    says: 'It fits with 44 GiB to spare, and takes 19.4 h and 310 GPU hours, most likely.',
    answers: [
      { asks: 'Does it fit?', answer: '35.1 of 79.2 GiB', more: 'in the backward pass; 31 to 37', stand: 'good' },
      { asks: 'How long?', answer: '19.4 h', more: 'between 14.6 and 24.3 h; the job may take 24 h', stand: 'low' },
      { asks: 'What does it cost?', answer: '776 USD', more: '310 GPU hours at 2.50 USD; 400 allowed', stand: 'good' },
      { asks: 'How much disk?', answer: '84.3 GiB', more: 'of a size that the file does not say', stand: 'rest' },
    ],
  },
  findings: [
    {
      severity: 'warning',
      code: 'coverage',
      message: `3 of 32 clips show less than 80 % of what their captions describe: ${hostile}.mp4.`,
      help: 'Write longer = windows, or captions with times.',
      place: 'birds.cogx:26',
    },
    {
      severity: 'note',
      code: 'time-limit',
      message: 'The upper end of the time, 24.3 h, is over the 24 h of the job.',
    },
  ],
  memory: {
    card: { name: 'a100-80gb', gib: 79.15 },
    says: 'The backward pass is the fullest: 35.1 GiB are held of the 79.2 GiB that the card has. Published figures lie within 5 %.',
    phases: [
      { name: 'load', parts: parts(10.4, 0.1), allocated: 10.5, reserved: 10.6, isWorst: false },
      { name: 'encode', parts: parts(9.1, 0, 0, 0, 4.3, 0, 0.2, 0.6), allocated: 13.6, reserved: 14.2, isWorst: false },
      {
        name: 'forward',
        parts: parts(10.4, 0.4, 0, 0.9, 14.2, 0.5, 0.2, 2.1),
        allocated: 26.6,
        reserved: 28.7,
        isWorst: false,
      },
      {
        name: 'backward',
        parts: parts(10.4, 0.4, 0.5, 0.9, 18.8, 0.5, 0.2, 3.4),
        allocated: 31.7,
        reserved: 35.1,
        isWorst: true,
      },
      {
        name: 'step',
        parts: parts(10.4, 0.4, 0.5, 0.9, 0, 0.5, 0.9, 3.4),
        allocated: 13.6,
        reserved: 35.1,
        isWorst: false,
      },
      {
        name: 'validate',
        parts: parts(10.4, 0.4, 0, 0.9, 9.3, 0, 0.2, 1.4),
        allocated: 21.2,
        reserved: 22.6,
        isWorst: false,
      },
    ],
    notes: ['Each phase is simulated operator by operator with the rules of the allocator of torch.'],
  },
  time: {
    says: 'Training takes most of it; how long an update takes is known within 25 %.',
    parts: [
      ...[
        { name: 'prepare', seconds: 900, least: 600, most: 1500, gpu_hours: 0, price: 0, from: '32 clips on 16 cores' },
        { name: 'encode', seconds: 260, least: 200, most: 350, gpu_hours: 1.2, price: 3, from: '32 samples' },
        {
          name: 'updates',
          seconds: 63_000,
          least: 47_250,
          most: 78_750,
          gpu_hours: 280,
          price: 700,
          from: '1,500 updates of 42 s',
        },
        {
          name: 'validation',
          seconds: 5600,
          least: 4200,
          most: 7000,
          gpu_hours: 25,
          price: 62,
          from: '6 rounds of 1 video of 15 min',
        },
        { name: 'checkpoints', seconds: 120, least: 60, most: 240, gpu_hours: 0.5, price: 1.3, from: '38 of 3.1 GiB' },
      ],
    ],
    limits: [
      { name: 'time of the job', limit: '24 h', planned: '19.4 h', stand: 'low' },
      { name: 'budget', limit: '400 GPU hours', planned: '307 GPU hours', stand: 'good' },
    ],
    notes: ['48 % of the peak of an a100-80gb: a maintainer of CogVideo, zai-org/CogVideo#715.'],
  },
  schedule: {
    updates: 1500,
    warmup: 100,
    peak: 1e-4,
    kind: 'cosine',
    rateAt: (update) => (update <= 100 ? update * 1e-6 : 0.5e-4 * (1 + Math.cos((Math.PI * (update - 101)) / 1400))),
    checkpoints: Array.from({ length: 38 }, (_, index) => (index + 1) * 39.4),
    validations: [250, 500, 750, 1000, 1250, 1500],
    seconds: 69_000,
    stopped: { label: 'the job ends after 24 h, at worst', at: 1480 },
  },
  learning: [
    {
      name: 'updates',
      value: '1,500',
      range: {
        label: 'updates',
        value: 1500,
        written: '1,500',
        least: 1000,
        most: 4000,
        advised: '1,000 to 4,000',
        source: 'diffusers examples/cogvideo/README.md',
      },
    },
    {
      name: 'learning rate',
      value: '1e-4',
      range: {
        label: 'learning rate',
        value: 1e-4,
        written: '1e-4',
        least: 1e-4,
        most: 1e-3,
        advised: '1e-4 to 1e-3',
        source: 'diffusers examples/cogvideo/README.md',
      },
    },
    {
      name: 'effective LoRA rate',
      value: '2e-3',
      more: 'rate × alpha / rank',
      range: {
        label: 'effective rate',
        value: 2e-3,
        written: '2e-3',
        least: 2e-5,
        most: 1e-3,
        advised: '2e-5 to 1e-3',
        source: 'cogvideox-factory',
      },
    },
    { name: 'warm-up', value: '6.7 %', more: 'of the updates' },
    { name: 'samples', value: '24,000', more: '1,500 updates of 16' },
  ],
  datasets: [
    {
      name: hostile,
      clips: 36,
      kept: 32,
      samples: 40,
      left_out: [
        { reason: 'damaged', count: 1 },
        { reason: 'shorter', count: 3 },
      ],
      facts: [
        { name: 'footage used', value: '82.3 %' },
        { name: 'lowest coverage', value: '79.2 %' },
        { name: 'frames shown twice', value: '1.2 %' },
      ],
      views: 312.5,
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
      picks: [
        {
          clip: `data/${hostile}.mp4`,
          says: '30 clips: above_rate = drop, longer = head',
          pictures: 165,
          seconds: 5.5,
          sample_seconds: 5.06,
          sample: Array.from({ length: 81 }, (_, tick) => Math.floor((tick * 30) / 16)),
        },
        {
          clip: 'data/drone/slow.mp4',
          says: '2 clips: below_rate = duplicate',
          pictures: 60,
          seconds: 6,
          sample_seconds: 5.06,
          sample: Array.from({ length: 81 }, (_, tick) => Math.floor((tick * 10) / 16)),
        },
      ],
    },
  ],
  storage: [
    { where: 'disk', name: 'prepared clips', gib: 0.8, from: '40 samples at 0.6 bits a pixel' },
    { where: 'disk', name: 'latents', gib: 1.9, from: '40 samples, mean and deviation' },
    { where: 'disk', name: 'checkpoints', gib: 12.4, from: '4 of 3.1 GiB: keep and one that is written' },
    { where: 'disk', name: 'in all', gib: 15.1, from: '', isTotal: true },
    { where: 'memory of a node', name: 'workers', gib: 6.2, from: '8 processes' },
    { where: 'memory of a node', name: 'in all', gib: 44, from: '', isTotal: true },
  ],
  values: [
    { path: 'name', value: 'birds', from: `${hostile}.cogx:8`, isDefault: false },
    { path: 'train.optimizer.learning_rate', value: '1e-4', from: '--set learning_rate=1e-4', isDefault: false },
    {
      path: 'train.optimizer.betas',
      value: '[0.9, 0.95]',
      from: 'default: zai-org/CogVideo finetune',
      isDefault: true,
    },
  ],
};
