import { spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { suite } from 'uvu';
import * as assert from 'uvu/assert';
import { cogx, folder } from './cogx.ts';

const init = suite('cogx init');
const model = 'tiny-cogvideox-1.5-5b-t2v';

/** Clips of several rates, of a second and a half. */
const withClips = (...rates: readonly number[]): string => {
  const where = folder();
  mkdirSync(join(where, 'my clips'));
  for (const rate of rates) {
    const source = `testsrc=duration=1.5:size=96x64:rate=${rate}`;
    const words = [
      '-v',
      'error',
      '-f',
      'lavfi',
      '-i',
      source,
      '-pix_fmt',
      'yuv420p',
      join(where, `my clips/${rate}.mp4`),
    ];
    assert.is(spawnSync('ffmpeg', words).status, 0);
  }
  return where;
};

const caption = (where: string, name: string): void =>
  writeFileSync(join(where, 'my clips', `${name}.txt`), 'a test card');

const written = (where: string): string => readFileSync(join(where, 'my-clips.cogx'), 'utf8');

init('writes a pipeline that says what it saw, is formatted, checks without a warning and compiles', () => {
  const where = withClips(12, 24, 30);
  for (const name of ['12', '24', '30']) caption(where, name);
  const { code, out, err } = cogx(where, 'init', 'my clips', '--model', model);
  assert.is(code, 0, err);
  assert.match(out, 'my-clips.cogx is written.');
  assert.match(written(where), '# 3 clips, 3 of them usable, 3 with a caption');
  assert.match(written(where), /above_rate = drop +# 2 clips are above 16 fps/);
  assert.match(written(where), 'prompts = ["a test card"]');
  assert.is(cogx(where, 'check', 'my-clips.cogx', '--deny', 'warning').code, 0);
  assert.is(cogx(where, 'compile', 'my-clips.cogx').code, 0);
  assert.is(cogx(where, 'fmt', '--check', 'my-clips.cogx').code, 0);
  assert.ok(existsSync(join(where, 'build/my-clips/clips.tsv')));
});

init('says where captions are missing, and how one is given to all', () => {
  const where = withClips(16);
  assert.is(cogx(where, 'init', 'my clips', '--model', model).code, 0);
  assert.is(cogx(where, 'check', 'my-clips.cogx').code, 1);
  writeFileSync(join(where, 'my-clips.cogx'), written(where).replace('# missing', 'missing'));
  const { code, out } = cogx(where, 'check', 'my-clips.cogx');
  assert.is(code, 0, out);
});

init('finds a table of captions in the folder', () => {
  const where = withClips(16, 24);
  writeFileSync(
    join(where, 'my clips/metadata.csv'),
    'file_name,prompt\n16.mp4,"a card, at 16"\n24.mp4,a card at 24\n',
  );
  assert.is(cogx(where, 'init', 'my clips', '--model', model).code, 0);
  assert.match(written(where), 'from csv { file = "my clips/metadata.csv", video = "file_name", text = "prompt" }');
  assert.match(written(where), '2 with a caption');
  assert.is(cogx(where, 'check', 'my-clips.cogx').code, 0);
});

init('overwrites nothing', () => {
  const where = withClips(16);
  writeFileSync(join(where, 'my-clips.cogx'), 'mine\n');
  const { code, err } = cogx(where, 'init', 'my clips', '--model', model);
  assert.is(code, 1);
  assert.match(err, 'my-clips.cogx is there already');
  assert.is(written(where), 'mine\n');
  assert.not.ok(existsSync(join(where, 'my-clips.clips.jsonl')));
});

init('a folder without videos is an error, and leaves no file behind', () => {
  const where = withClips();
  const { code, out } = cogx(where, 'init', 'my clips');
  assert.is(code, 1);
  assert.match(out, 'there is no clip');
  assert.not.ok(existsSync(join(where, 'my-clips.cogx')));
});

init.run();
