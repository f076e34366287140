import { suite } from 'uvu';
import * as assert from 'uvu/assert';
import { outputsOf, pipeline, textAt } from './launch-words.ts';

/** More mistakes that can't be written: what the emitted scripts do in every run. The page docs/mistakes.md names these tests. */

const made = suite('by construction');

const words = 'validate { every = 50 steps, prompts = ["a heron", "a robin"] }';

const shapes = {
  'one GPU': 'gpu = h100',
  'DDP on eight': 'gpu = h100, gpus_per_node = 8',
  'ZeRO-2 on eight': 'gpu = h100, gpus_per_node = 8, shard = zero2',
} as const;

/** Parts of a text stand in this order. */
const inOrder = (text: string, parts: readonly string[]): void => {
  let from = 0;
  for (const part of parts) {
    const found = text.indexOf(part, from);
    assert.ok(found >= 0, `${part} does not stand where it should`);
    from = found + part.length;
  }
};

for (const [name, cluster] of Object.entries(shapes)) {
  const outputs = outputsOf(pipeline(cluster, words));
  const train = textAt(outputs, 'train.py');
  const state = textAt(outputs, 'run_state.py');
  const looks = textAt(outputs, 'validate.py');

  made(`${name}: saving and one validation video are proved before the first update`, () => {
    inOrder(train, ['def main', 'run.prove_saving(', 'run.prove_videos(', 'while update < UPDATES']);
    assert.match(state, /No validation video can be made/);
  });

  made(`${name}: validation belongs to an update, not to each batch of it`, () => {
    const body = train.slice(train.indexOf('while update < UPDATES'), train.indexOf('run.finish('));
    assert.match(body, /if asked\.validate:\n\s+run\.make_videos\(/);
    const step = train.slice(train.indexOf('def step('), train.indexOf('def main('));
    assert.not.match(step, /make_videos|validate\(/);
  });

  made(`${name}: each prompt makes one video, on one process of all, after what is learnt is saved`, () => {
    inOrder(train, ['if asked.save:', 'run.save(', 'if asked.validate:', 'run.make_videos(']);
    assert.match(
      state,
      /def make_videos[\s\S]*?self\.try_videos, update, make_videos|def make_videos[\s\S]*?self\.try_videos\(update, make_videos/,
    );
    const loops = name === 'one GPU' ? 'number in range(len(prompts))' : 'number in range(rank, len(prompts), ranks)';
    assert.is(looks.split(`for ${loops}:`).length, 2);
  });

  made(`${name}: neither T5 nor the sources are read while training, and the VAE decodes in tiles`, () => {
    assert.match(looks, /"text_encoder": None, "tokenizer": None/);
    assert.match(looks, /enable_tiling\(\)/);
    assert.not.match(train + looks, /T5EncoderModel|decord|import av\b|VideoReader/);
    assert.match(train, /load_file\(WORK \/ latents\)/);
  });

  made(`${name}: a checkpoint is the weights and all that resuming needs, in one folder`, () => {
    const write = state.slice(state.indexOf('def write(self'), state.indexOf('def resume('));
    assert.match(write, /write_weights\(model, aside\)/);
    assert.match(write, /optimizer\.state_dict\(\)|write_shards, transformer, aside/);
    assert.match(write, /os\.replace\(aside, self\.checkpoints \/ name\)/);
  });

  made(`${name}: the last update is saved, whatever the interval`, () => {
    const end = train.slice(train.indexOf('if asked.stop:'));
    inOrder(end, ['break', 'run.save(update', 'run.finish(']);
  });

  made(`${name}: training reads one sample at a time, never the whole set`, () => {
    assert.match(train, /def __getitem__\(self, position\)/);
    assert.match(textAt(outputs, 'stream.py'), /DataLoader\(\s*clips,\s*batch_sampler=positions\(\)/);
  });

  made(`${name}: every sample has one shape, so any number of them makes a batch`, () => {
    assert.is(train.match(/^WIDTH, HEIGHT = /gm)?.length, 1);
    assert.is(looks.match(/^COUNT = /gm)?.length, 1);
  });

  made(`${name}: requirements pin every package, and no library decodes video but av`, () => {
    const lines = textAt(outputs, 'requirements.txt').split('\n').slice(1).filter(Boolean);
    for (const line of lines) assert.match(line, /^[a-z0-9_-]+==\d[\w.+]*$/i);
    assert.not.match(lines.join('\n'), /torchvision|decord/);
  });

  made(`${name}: encode.py embeds the empty caption too, which dropout and guidance ask for`, () => {
    assert.match(textAt(outputs, 'encode.py'), /dict\.fromkeys\(\["", /);
    assert.match(train, /prompt = prompt_file\(""\)/);
  });

  made(`${name}: launch.sh starts accelerate, which knows the cards that can't talk to each other`, () => {
    assert.match(textAt(outputs, 'launch.sh'), /-m accelerate\.commands\.launch/);
  });
}

made('deepspeed.json names no optimizer and no schedule: those of train.py are the only ones', () => {
  const config = JSON.parse(textAt(outputsOf(pipeline(shapes['ZeRO-2 on eight'], words)), 'deepspeed.json'));
  assert.is(config.optimizer, undefined);
  assert.is(config.scheduler, undefined);
  assert.not.match(JSON.stringify({ ...config, train_batch_size: 0 }), /"auto"/);
});

made('numbers are numbers for every reader of the configuration, 1e-5 and 5e8 too', () => {
  const outputs = outputsOf(pipeline(shapes['ZeRO-2 on eight'], `${words}, optimizer adamw { learning_rate = 1e-5 }`));
  for (const path of ['deepspeed.json', 'accelerate.json'])
    assert.not.match(textAt(outputs, path), /: "[-+]?[\d.]+(e-?\d+)?"/);
  assert.match(textAt(outputs, 'train.py'), /^LEARNING_RATE = (1e-0?5|0\.00001)( |$)/m);
});

made.run();
