import { suite } from 'uvu';
import * as assert from 'uvu/assert';
import { sha256 } from '../src/cli/disk/sha256.ts';
import { compile } from '../src/compile.ts';
import type { Clip } from '../src/media/inventory.ts';
import { parsePath } from '../src/plan/path.ts';
import { bare, structureOf, typeAt } from '../src/plan/structure.ts';
import { kinds } from '../src/plan/values.ts';
import { type Entry, vocabulary } from '../src/plan/vocabulary.ts';
import { clips, damaged, video } from '../src/rules/examples.ts';
import { templates } from './support.ts';

/** Every word of the language is read: another value for it changes an output or a finding. */

const words = suite('words');

const timed = [
  { text: 'a bird sits', start: 0, end: 7 },
  { text: 'a bird flies', start: 7, end: 14 },
];

/** Clips of many kinds, so that each word of the frame policy has something to do; two datasets. */
const inventory: readonly Clip[] = [
  ...clips(6),
  ...clips(4, { captions: [] }, 11),
  ...damaged(1, 21),
  ...clips(2, { video: video(600, 24) }, 31),
  ...clips(2, { video: video(30, 24) }, 41),
  ...clips(2, { video: video(60, 6) }, 51),
  ...clips(2, { video: video(150, 24, { width: 720, height: 1280 }) }, 61),
  ...clips(2, { video: video(150, 25, { interlaced: true }) }, 71),
  ...clips(2, { video: video(150, 24, { colour: { transfer: 'smpte2084' } }) }, 81),
  ...clips(2, { video: video(600, 24), captions: timed }, 91),
].flatMap((clip) => [clip, { ...clip, dataset: 'owls', path: clip.path.replace('birds/', 'owls/') }]);

type Parts = { readonly model?: string; readonly from?: string; readonly train?: string; readonly cluster?: string };

const pipeline = ({ model = 'cogvideox-5b-t2v', from = 'beside', train = '', cluster = '' }: Parts): string => `
name = birds
model ${model}
captions { from ${from} }
dataset birds { videos = "birds", tolerate = 40 %, captions { from ${from}, missing = "a bird" } }
dataset owls { videos = "owls", tolerate = 40 % }
train {
  length = 3000 steps
  validate { every = 500 steps, ${model.endsWith('i2v') ? '' : 'prompts = ["a heron"], '}prompt owl { text = "an owl"${model.endsWith('i2v') ? ', image = "owl.png"' : ''} } }
  ${train}
}
storage { shared = true }
cluster { gpu = a100-80gb, ${cluster} }
`;

const csv = 'csv { file = "captions.csv" }';
const windows = 'frames { longer windows { stride = 30 } }';
const made = 'frames { above_rate = stride, below_rate = interpolate, longer = span }';

/** Pipelines that between them use every choice which has words of its own. */
const bases: readonly string[] = [
  pipeline({ train: 'schedule cosine { warmup = 9 steps }', cluster: 'launch slurm { time = 90 h }' }),
  pipeline({ from: csv, train: 'optimizer = adamw-8bit, schedule linear { warmup = 9 steps }' }),
  pipeline({ from: 'jsonl { file = "captions.jsonl" }', train: 'optimizer = prodigy, ema { decay = 0.9 }' }) + windows,
  pipeline({ cluster: 'nodes = 2, launch ssh { hosts = ["a", "b"], user = "me" }' }).replace(/storage.*/, ''),
  ...['pyxis { image = "./torch.sqsh" }', 'apptainer { image = "torch.sif" }'].map((container) =>
    pipeline({ cluster: `nodes = 2, gpus_per_node = 8, launch slurm { container ${container} }` }),
  ),
  ...['zero1', 'zero2'].map((shard) => pipeline({ cluster: `gpus_per_node = 8, shard = ${shard}` })),
  pipeline({ model: 'cogvideox-2b-t2v', train: 'precision = fp16', cluster: 'gpus_per_node = 8, shard = zero2' }),
  pipeline({ train: 'adapter = none', cluster: 'gpus_per_node = 8, launch = kubernetes' }),
  ...['zero3', 'fsdp'].map((shard) =>
    pipeline({ train: 'adapter = none', cluster: `gpus_per_node = 8, shard = ${shard}` }).replace(/validate .*/, ''),
  ),
  pipeline({ model: 'cogvideox-5b-i2v' }),
  ...['srt', 'vtt'].map((from) => pipeline({ from })),
  `${pipeline({})}${made}\nhub { repo = "me/birds" }`,
];

const tools = { templates: templates(), sha256, version: '0.0.0' };

/** What a person sees of a pipeline: the outputs but for the record of its values, and the findings. */
const seen = (base: string, more: string): { readonly shown: string; readonly codes: readonly string[] } => {
  const { outputs, diagnostics } = compile(
    {
      file: 'birds.cogx',
      text: `use "base.cogx"\n${more}\n`,
      read: (path) => (path === 'base.cogx' ? base : undefined),
      clips: () => inventory,
    },
    tools,
  );
  const record = ['plan.json', 'manifest.json'];
  const files = outputs
    .filter(({ path }) => !record.includes(path))
    .map(({ text }) => (typeof text === 'string' ? text : [...text].join('')));
  const found = diagnostics.map(({ severity, code, message }) => `${severity}: ${message} [${code}]`);
  return { shown: [...found, ...files].join('\n'), codes: diagnostics.map(({ code }) => code) };
};

/** Values of every kind; those that a word doesn't take are told as such and passed over. */
const values = [
  ...['true', 'false', '2', '1', '3', '0', '10', '0.5', '0.05', '100', '1e-3', '29501', '70000', '[0.8, 0.9]'],
  ...['9 fps', '1 s', '7 min', '300 h', '3 steps', '3 epochs', '1 %', '99 %', '1 MiB', '3 USD', '736x480'],
  ...[
    '"other"',
    '"windows"',
    '"birds/0001.mp4"',
    '["a"]',
    '["other", "another"]',
    '[to_q]',
    '[wandb]',
    '[runs]',
    '8 draws',
  ],
];

const written = (path: readonly string[], value: string): string => {
  const [head = '', ...rest] = path;
  if (rest.length === 0) return `${head} = ${value}`;
  const [next = '', ...below] = rest;
  if (next === 'NAME' && below.length > 0) return `${head} ${nameIn(head)} { ${written(below, value)} }`;
  return `${head} { ${written(rest, value)} }`;
};

/** The item of a collection that the bases have. */
const nameIn = (collection: string): string => ({ dataset: 'birds', prompt: 'owl' })[collection] ?? 'store';

const isHeld = ({ takes }: Entry): boolean => takes === 'a block' || takes.startsWith('blocks with names');

const candidates = (path: readonly string[]): readonly string[] => {
  const type = typeAt(path);
  const structure = type && structureOf(type);
  if (structure?.kind === 'choice') return Object.keys(structure.labels);
  const options = (type && kinds.get(bare(type))?.options) ?? [];
  return options.length > 0 ? [...options, ...options.map((option) => `[${option}]`)] : values;
};

/** Told where the value is none that the word takes, so that it says nothing of whether the word is read. */
const refusals = ['wrong-value', 'unknown-word', 'unknown-choice', 'missing-word', 'misplaced', 'not-a-block'];

/** What the scan alone obeys; it shows in what run_state.py holds a run to. */
const isScanned = (path: readonly string[]): boolean => /\bcaptions\.from\b|videos$/.test(path.join('.'));

/** Of all other words it says nothing that they are held fast there. */
const shownOf = (path: readonly string[], { shown }: { readonly shown: string }): string =>
  isScanned(path) ? shown : shown.replace(/^TRAINING = \{[\s\S]*?^TRAINING_HASH.*$/m, '');

const plain = new Map<string, { readonly shown: string }>();

/** A pipeline and a value for the word that make a difference in it. */
const difference = (path: readonly string[], base: string): string | undefined => {
  const unchanged = plain.get(base) ?? seen(base, '');
  plain.set(base, unchanged);
  const before = shownOf(path, unchanged);
  return candidates(path).find((value) => {
    const after = seen(base, written(path, value));
    return shownOf(path, after) !== before && !after.codes.some((code) => refusals.includes(code));
  });
};

for (const entry of vocabulary().filter((each) => !isHeld(each))) {
  const names = entry.path === 'environment' ? 'environment.COGX_TEST' : entry.path;
  words(`${entry.path} ${entry.later ? 'is told to be read by nothing yet' : 'changes an output or a finding'}`, () => {
    const path = parsePath(names) ?? [];
    assert.ok(
      bases.some((base) => difference(path, base) !== undefined),
      `no value of ${entry.path} makes a difference`,
    );
    if (!entry.later) return;
    const told = candidates(path).some((value) =>
      bases.some((base) => seen(base, written(path, value)).codes.includes('not-read-yet')),
    );
    assert.ok(told, `${entry.path} is read by nothing, and nobody is told`);
  });
}

words('what is said of the image changes the scripts of a model that starts from one', () => {
  const base = pipeline({ model: 'cogvideox-1.5-5b-i2v' });
  const shown = (more: string) => shownOf(['image'], seen(base, more));
  const values = [
    'noise = 8 draws',
    'noise = 9 draws',
    'dropout = 0',
    'dropout = 10 %',
    'scale = multiply',
    'scale = raw',
  ];
  const made = new Set(['', ...values.map((value) => `image { ${value} }`)].map(shown));
  assert.is(made.size, values.length + 1);
});

words('the pipelines of this test compile, but for what is not built yet', () => {
  const unbuilt = ['not-built-yet', 'not-read-yet'];
  const stopped = bases.flatMap((base) => {
    const { shown, codes } = seen(base, '');
    return codes.some((code) => unbuilt.includes(code))
      ? []
      : shown.split('\n').filter((line) => line.startsWith('error: '));
  });
  assert.equal(stopped, []);
});

words.run();
