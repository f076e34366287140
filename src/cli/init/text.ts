import type { DatasetSurvey } from '../../media/survey.ts';
import type { Model } from '../../models/model.ts';
import { usualRank } from '../../models/models.ts';
import type { Table } from './captions.ts';
import { type Crowd, listed } from './crowd.ts';

/** All that a first pipeline is written from. */
export type Beginning = {
  readonly name: string;
  readonly folder: string;
  readonly kind: string;
  readonly model: Model;
  readonly table: Table | undefined;
  readonly crowd: Crowd;
  /** Frames in one sample, and what becomes of the clips with it. */
  readonly count: number;
  readonly seen: DatasetSurvey;
  readonly gpu: string | undefined;
  /** What validation videos show: a caption of the clips. */
  readonly prompt: string;
};

/** A first pipeline, with comments that teach. */
export const beginning = (about: Beginning): string =>
  `${[...opening(about), ...frames(about), ...captions(about), ...dataset(about), ...train(about), ...cluster(about)].join('\n')}\n`;

const quoted = (text: string): string => JSON.stringify(text);

const opening = ({ name, kind, crowd }: Beginning): string[] => [
  `# ${name}.cogx: a LoRA of ${kind}, written by cogx init from what it saw`,
  '#',
  `# ${crowd.clips} clips, ${crowd.usable} of them usable, ${crowd.captioned} with a caption`,
  `# rates:   ${listed(crowd.rates)}`,
  `# sizes:   ${listed(crowd.sizes)}`,
  `# lengths: ${[crowd.seconds.least, crowd.seconds.median, crowd.seconds.most].map(seconds).join(', ')} (least, middle, most)`,
  'cogx = 1',
  `name = ${/^[A-Za-z_][\w.-]*[A-Za-z0-9_]$/.test(name) ? name : quoted(name)}`,
  '',
  `model ${kind}`,
  '',
];

const seconds = (value: number): string => `${value.toFixed(1)} s`;

/** Comments stand below each other, two columns after the longest word of the block. */
const row = (text: string, comment: string): string => `  ${text.padEnd(30)}# ${comment}`;

/** The words of the frame policy that have something to do here. */
const policies = ({
  model: {
    frames: { rate },
  },
  seen: { acted },
}: Beginning): string[] => {
  const rows = [
    acted.above_rate > 0 &&
      row(
        'above_rate = drop',
        `${clips(acted.above_rate)} above ${rate} fps: drop frames | stride | retime (plays slower) | reject`,
      ),
    acted.below_rate > 0 &&
      row(
        'below_rate = duplicate',
        `${clips(acted.below_rate)} below: duplicate frames | interpolate (slow) | retime | reject`,
      ),
    acted.longer > 0 &&
      row(
        'longer     = head',
        `${clips(acted.longer)} longer than a sample: head | middle | windows | span | retime | reject`,
      ),
    acted.shorter > 0 &&
      row('shorter    = reject', `${clips(acted.shorter)} shorter: reject | hold | loop | boomerang | retime`),
  ];
  return rows.filter((line) => line !== false);
};

const frames = (about: Beginning): string[] => {
  const { model, count, crowd } = about;
  const { native, multiple, most, rate } = model.frames;
  const { width, height } = model.sizes.native;
  return [
    'frames {                        # what one sample is, and how any clip becomes one',
    row(
      `count      = ${count}`,
      `${multiple}n + 1, up to ${most}; the model was trained on ${native}. This is ${seconds((count - 1) / rate)}`,
    ),
    row(`rate       = ${rate} fps`, 'what the model was trained on'),
    row(
      `size       = ${width}x${height}`,
      crowd.upright > 0
        ? `${clips(crowd.upright)} upright, of which this size shows a part`
        : 'what the model was trained on',
    ),
    row('fit        = cover', 'fills the frame, cuts what sticks out; or contain (bars), stretch'),
    ...policies(about),
    '}',
    '',
  ];
};

/** `3 of 27 clips are`, `1 clip is`; or with other words than those two. */
const clips = (count: number, { of = count, words = ['is', 'are'] }: Among = {}): string =>
  `${of === count ? '' : `${count} of `}${of} ${of === 1 ? 'clip' : 'clips'} ${words[count === 1 ? 0 : 1]}`;

type Among = { readonly of?: number; readonly words?: readonly [string, string] };

const captions = ({ table, crowd }: Beginning): string[] => {
  const missing = crowd.clips - crowd.captioned;
  const from = table
    ? `  from ${table.kind} { file = ${quoted(table.file)}, video = ${quoted(table.video)}, text = ${quoted(table.text)} }`
    : row('from = beside', 'clip.mp4 -> clip.txt; or: from csv { file = "…" }');
  const advice = `${clips(missing, { of: crowd.clips, words: ['has', 'have'] })} no caption: write one for each, or say one for all here`;
  return ['captions {', from, ...(missing > 0 ? [row('# missing = "a short video"', advice)] : []), '}', ''];
};

const dataset = ({ folder, crowd }: Beginning): string[] => {
  const damaged = crowd.clips - crowd.usable;
  const tolerate = `tolerate = ${Math.ceil((damaged / crowd.clips) * 100)} %`;
  return [
    'dataset clips {',
    `  videos   = ${quoted(folder)}`,
    ...(damaged * 100 > crowd.clips
      ? [row(tolerate, `${clips(damaged)} damaged and left out; more are an error`)]
      : []),
    '}',
    '',
  ];
};

const train = (about: Beginning): string[] => {
  const { seen, crowd } = about;
  const rank = usualRank(about.model);
  // The published LoRAs took 1,000 to 5,000 updates; a pass over more clips than that is worth its whole length, and few clips are
  // learnt by heart after some hundred passes.
  const wanted = Math.max(1000, Math.ceil((seen.samples * 20) / 8 / 100) * 100);
  const steps = Math.max(20, Math.min(5000, wanted, Math.floor((seen.samples * 250) / 8)));
  return [
    'train {',
    `  adapter lora { rank = ${rank}, alpha = ${rank} }`,
    row(
      `length       = ${steps} steps`,
      `optimizer updates of 8 samples each; ${clips(seen.kept, { of: crowd.clips })} long and sound enough`,
    ),
    '  validate {                    # videos made while it trains',
    `    every   = ${Math.min(250, Math.ceil(steps / 4))} steps`,
    `    prompts = [${quoted(about.prompt)}]`,
    '  }',
    '}',
    '',
  ];
};

const cluster = ({ gpu }: Beginning): string[] =>
  gpu === undefined
    ? [
        'cluster {',
        '  gpus_per_node = 1',
        '  # gpu = a100-80gb           # say which, and cogx knows its memory, precisions and speed',
        '}',
      ]
    : [`cluster { gpu = ${gpu} }`];
