import { suite } from 'uvu';
import * as assert from 'uvu/assert';
import { fix } from '../../src/fix.ts';
import { checked, minimal } from './support.ts';

// Mistakes as people make them, what is said of each, and the file that obeys it.

const ways = suite('ways out');

const inTrain = (line: string) => minimal().replace('length = 1000 steps', `length = 1000 steps, ${line}`);
const inCluster = (line: string) => minimal(`cluster { ${line} }`);

const found = (text: string) => checked(text).diagnostics.filter(({ severity }) => severity !== 'note');

for (const [text, help] of [
  [inTrain('checkpoint { every = 5 m }'), 'Write every = 5 min (units: steps, s, min, h, d)'],
  [inCluster('ram = 512'), 'Write ram = 512 GiB (units: KiB, MiB, GiB, TiB, KB, MB, GB, TB)'],
  [inCluster('ram = 512G'), 'Write ram = 512 GiB'],
  [inCluster('launch slurm { time = 90 }'), 'Write time = 90 min (units: s, min, h, d)'],
  [inCluster('gpu = A100'), 'Write one of: a100-40gb, a100-40gb-pcie, a100-80gb, a100-80gb-pcie.'],
  [inCluster('gpu = h100-80gb'), 'Did you mean h100?'],
  [inCluster('gpu = "NVIDIA A100-SXM4-80GB"'), 'Did you mean a100-80gb?'],
  [inCluster('gpu = 4090'), 'Did you mean rtx4090?'],
  [inCluster('launch slurm { time = "24:00:00" }'), 'Write time = 24 h (units: s, min, h, d)'],
  [inCluster('gpus = 8'), 'It is called cluster.gpus_per_node here: write gpus_per_node = 8'],
  [inTrain('track = wandb'), 'Write track = [wandb]'],
  [inTrain('track = none'), 'Write track = []'],
  [inTrain('track = [tensorborad]'), 'Write track = [tensorboard]'],
  [inCluster('launch slurm { lines = "--exclusive" }'), 'Write lines = ["--exclusive"]'],
  [inTrain('optimizer adamw { betas = [9, 95] }'), 'Write a list of two, each a share such as 10 % or 0.1.'],
  [inTrain('validate { prompts = ["", "a bird"] }'), 'Fill it in, or take it out.'],
  [minimal().replace('1000 steps', '100.5 steps'), 'Write length = 101 steps (units: steps, epochs)'],
  [
    minimal().replace('length = 1000 steps', 'max_train_steps = 1000'),
    'It is called train.length here: write length = 1000 steps',
  ],
  [minimal().replace('length =', 'lenght ='), 'Did you mean length?'],
  [minimal().replace('cogvideox-1.5-5b-t2v', '"THUDM/CogVideoX-5b"'), 'Did you mean cogvideox-5b-t2v?'],
  [inTrain('lr_scheduler = "cosine_with_restarts"'), 'It is called train.schedule here: write schedule = cosine'],
  [minimal().replace('1000 steps', '1e999 epochs'), 'Write a length such as 3000 steps or 2 epochs.'],
  [inTrain('precision = float16'), 'Did you mean fp16?'],
  [inTrain('grad_accum = 4'), 'It is called train.accumulate here: write accumulate = 4'],
  [inTrain('dtype = bfloat16'), 'It is called train.precision here: write precision = bf16'],
  [inCluster('zero_stage = 2'), 'It is called cluster.shard here: write shard = zero2'],
  [inTrain('use_8bit_adam = true'), 'It is called train.optimizer here: write optimizer = adamw-8bit'],
  [
    minimal('deepspeed { train_batch_size = 16 }'),
    'It is called train.global_batch here: write global_batch = 16 in train',
  ],
  [minimal('deepspeed { optimizer { type = "Adam" } }'), 'Take it out: the optimizer is what train.optimizer says.'],
  [minimal('deepspeed { bf16 { enabled = true } }'), 'Take it out: train.precision says whether it is bf16 or fp16.'],
  [
    minimal('deepspeed { zero_optimization { reduce_bucket_size = auto } }'),
    'Take it out: cogx says a number that fits.',
  ],
  [inTrain('lr = 1e-4'), 'It is called train.optimizer.learning_rate here: write optimizer { learning_rate = 1e-4 }'],
  [inTrain('output_name = birds'), 'It is called name here: write name = birds at the top level'],
  [
    inTrain('resume_from_checkpoint = "latest"'),
    'Take it out: a run of the same name goes on from its newest checkpoint by itself.',
  ],
  [
    inTrain('lora_target_modules = "to_q to_k"'),
    'It is called train.adapter.targets here: write adapter { targets = ["to_q", "to_k"] }',
  ],
  [
    inTrain('checkpoint_every_n_minutes = 30'),
    'It is called train.checkpoint.every here: write checkpoint { every = 30 min }',
  ],
  [inTrain('lr_power = 1'), 'Take it out: none of the 20 words of train is like it.'],
  [
    minimal('dataset more { videos = "more", repeats = -1 }'),
    'Write repeats = 1: the training sees all samples again until its length is reached.',
  ],
  [inTrain('checkpoint = 500 steps'), 'Write checkpoint { every = 500 steps }'],
  [minimal('captions = "captions.csv"'), 'Write captions { from csv { file = "captions.csv" } }'],
  [inCluster('nodes = 2, launch ssh { hosts = gpu1 }'), 'Write hosts = [gpu1]'],
  [minimal('captions { id_token = "BIRD" }'), 'It is called captions.trigger here: write trigger = "BIRD"'],
  [minimal('resolution = "480x720"'), 'It is called frames.size here: write size = 1360x768 (width x height).'],
  [
    minimal('frames { height = 480 }'),
    'Height and width are one word here, frames.size: write size = 1360x768 (width x height).',
  ],
  [inTrain('enable_tiling = true'), 'It is called model.tiling here, and is true unless said otherwise.'],
  [inTrain('enable_slicing = true'), 'Take it out: the VAE gets one clip at a time, so there is nothing to slice.'],
  [
    inTrain('allow_tf32 = true'),
    'Take it out: TF32 stays as torch has it; the format of the training is train.precision.',
  ],
  [
    inTrain('push_to_hub = false'),
    'Take it out: nothing is uploaded but by share.py, where hub { repo = "OWNER/NAME" } says so at the top level.',
  ],
  [
    inTrain('validation_epochs = 10'),
    'It is called train.validate.every here, and counts updates or time: write every = 250 steps.',
  ],
  [
    minimal('frames { video_resolution_buckets = ["49x480x720"] }'),
    'Take it out: all samples have one shape, which is frames.count and frames.size, and fit and longer bring clips to it.',
  ],
  [inTrain('report_to = "none"'), 'It is called train.track here: write track = []'],
  [inTrain('dataloader_num_workers = 8'), 'It is called train.workers here: write workers = 8'],
  [inTrain('schedule cosine { warmup = 5 % }'), 'Write warmup = 50 steps'],
  [minimal('param rate = 1e-4'), 'Write $rate where its value belongs, or take the line out.'],
  [minimal().replace('dataset clips', 'dataset'), 'Write dataset NAME { … }'],
  [minimal('captions { from = "data/all.csv" }'), 'Write from csv { file = "data/all.csv" }'],
  [minimal('include "cluster.cogx"'), 'Write use "file.cogx" to take in another file.'],
  [minimal('let rate = 1e-4', 'let rate = 2e-4'), 'Keep one of them.'],
  [inTrain('lora { rank = 64 }'), 'Write adapter lora { … }'],
  [inTrain('optimizer { type = "AdamW" }'), 'Write it before the brace: optimizer adamw { … }'],
  [
    inCluster('shard ddp { offload = optimizer }'),
    'It is a word of shard zero1, zero2, zero3, fsdp: write that, or take it out.',
  ],
  [minimal('frames { count = 6 s }'), 'Write a whole number from 1 up.'],
  [minimal('captions { from = csv }'), 'Write from csv { file = … }: a path such as "data/clips".'],
  [inTrain('resume = None'), 'Take it out, or write resume = default (in quotes, "None" is a text).'],
  [inTrain('resume = null'), 'Take it out, or write resume = default (in quotes, "null" is a text).'],
  [inTrain('resume = false'), 'Take it out, or write resume = default (in quotes, "false" is a text).'],
  [inTrain('adapter lora { from = none }'), 'Take it out, or write from = default (in quotes, "none" is a text).'],
  [minimal('captions { trigger = none }'), 'Take it out, or write trigger = default (in quotes, "none" is a text).'],
  [
    minimal('let begin = None').replace('length', 'resume = $begin, length'),
    'Take it out, or write resume = default (in quotes, "None" is a text).',
  ],
  [inTrain('resume = true'), 'Take it out: a run of the same name goes on from its newest checkpoint by itself.'],
  [inTrain('resume = "latest"'), 'Take it out: a run of the same name goes on from its newest checkpoint by itself.'],
  [inTrain('max_grad_norm = 0'), 'To clip nothing, write a norm that no gradient has: max_grad_norm = 1000'],
  [inTrain('checkpoint { keep = -1 }'), 'Write keep = 1 to keep the newest alone, or keep = 1000 to keep them all.'],
  [minimal('seed = -1'), 'Write any whole number from 0 up: there is no random seed, so that a run can be made again.'],
  [minimal('dataset more (videos = "more")'), 'Write `{videos = "more"}`.'],
  [minimal().replace('"clips"', 'none'), 'Write a folder, a pattern such as "data/**/*.mp4", or a list of them.'],
  [minimal('dataset clips { videos = "more" }'), 'Keep one of them, or give this one another name.'],
] as const) {
  ways(`${text.split('\n').find((line) => !minimal().includes(line))} is told once: ${help}`, () => {
    assert.equal(
      found(text).map((each) => each.help),
      [help],
    );
  });
}

ways('what is empty or nothing is told as that', () => {
  const said = (text: string) => found(text).map(({ message }) => message);
  assert.equal(said(inTrain('validate { prompts = [] }')), ['prompts is an empty list.']);
  assert.equal(said(inTrain('validate { prompts = ["a bird", ""] }')), ['prompts holds an empty text.']);
  assert.equal(said(inTrain('checkpoint { every = 0 steps }')), ['every must be above 0, and 0 steps is not.']);
  assert.equal(said(minimal().replace('1000 steps', '-1 steps')), ['length must be above 0, and -1 steps is not.']);
});

ways('what stands for nothing is told with the reason, and gives way to the default; in quotes it is a name', () => {
  const text = inTrain('resume = None');
  const [finding, ...more] = found(text);
  assert.is(finding?.message, 'resume takes a path such as "data/clips", and None stands for nothing.');
  assert.equal(more, []);
  const fixed = fix({ file: 'run.cogx', text, read: () => undefined }, ['safe']);
  assert.is(fixed.texts.get('run.cogx'), inTrain('resume = default'));
  assert.equal(found(inTrain('resume = default')), []);
  assert.is(checked(inTrain('resume = "none"')).plan.train.resume, 'none');
});

ways('a variable of HCL is a param, and where it is read it has a $', () => {
  const read = (value: string) => inTrain(`optimizer adamw { learning_rate = ${value} }`);
  assert.equal(
    found(`variable "lr" { default = 1e-4 }\nvariable "folder" { default = "clips" }\n${read('var.lr')}`).map(
      ({ message, help }) => `${message} ${help}`,
    ),
    [
      'There is no word variable at the top level. Write param lr = 1e-4, and $lr where it is used.',
      'There is no word variable at the top level. Write param folder = "clips", and $folder where it is used.',
      'var.lr is how HCL names a value. Write $lr, which is a param or a let of the file.',
    ],
  );
  assert.equal(found(`param lr = 1e-4\n${read('$lr')}`), []);
  assert.equal(
    found(inTrain('optimizer adamw { betas = [0.9, var.second] }')).map(({ help }) => help),
    ['Write $second, which is a param or a let of the file.'],
  );
});

ways('YAML of thousands of lines is one finding, and mended in one', () => {
  const rows = Array.from({ length: 3000 }, (_, index) => index);
  const text = `environment {\n${rows.map((row) => `  NAME_${row}: text ${row}`).join('\n')}\n}\n`;
  const [finding, ...more] = checked(text).diagnostics;
  assert.is(finding?.code, 'foreign-passage');
  assert.equal(more, []);
  assert.is(
    fix({ file: 'run.cogx', text, read: () => undefined }, ['safe']).texts.get('run.cogx'),
    `environment {\n${rows.map((row) => `  NAME_${row} = "text ${row}"`).join('\n')}\n}\n`,
  );
});

ways('one epoch and one step are said as people say them', () => {
  assert.equal(found(minimal().replace('1000 steps', '1 epoch')), []);
  assert.equal(found(inTrain('schedule constant { warmup = 1 step }')), []);
});

ways('a file that does what the way out says is quiet', () => {
  const obeyed = [
    inTrain('checkpoint { every = 5 min }, track = [wandb]'),
    inTrain('track = []'),
    inCluster('ram = 512 GiB, launch slurm { time = 90 min, lines = ["--exclusive"] }'),
    inTrain('optimizer adamw { betas = [90 %, 0.95] }'),
    minimal('captions { from csv { file = "data/all.csv" } }'),
    minimal('dataset others { videos = "more" }'),
  ];
  assert.equal(obeyed.flatMap(found), []);
});

ways('a value of one’s own is told how it is named and used', () => {
  const text = minimal('lr = 1e-4').replace('length =', 'optimizer adamw { learning_rate = lr }, length =');
  assert.equal(
    found(text)
      .map((each) => each.help)
      .sort(),
    ['It is called train.optimizer.learning_rate here.', 'Write let lr = … where it is named, and $lr here.'],
  );
});

ways.run();
