import { spawn, spawnSync } from 'node:child_process';
import { cpSync, existsSync, mkdirSync, readdirSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { suite } from 'uvu';
import * as assert from 'uvu/assert';
import { inVenv, root } from '../support.ts';
import { bundle, cogx, folder } from './cogx.ts';

const python = inVenv('python');
const model = 'tiny-cogvideox-1.5-5b-t2v';

type Footage = { readonly fetchFootage: (python: string) => Promise<Record<string, string>> };
type Clips = { readonly cutClips: (footage: Record<string, string>, folder: string) => Promise<number> };
type Sheet = { readonly contactSheet: (of: { folder: string; name: string; data: string }) => Promise<string> };

const script = <T>(name: string): Promise<T> => import(join(root, 'scripts', name));

/** The quickstart as `npm start` lays it out, in a folder of its own: real footage, the tiny model, the pipeline. */
const laidOut = async (): Promise<string> => {
  const made = folder();
  cpSync(join(root, 'examples/quickstart/quickstart.cogx'), join(made, 'quickstart.cogx'));
  const { fetchFootage } = await script<Footage>('footage.mjs');
  const { cutClips } = await script<Clips>('clips.mjs');
  await cutClips(await fetchFootage(python), join(made, 'clips'));
  const maker = spawnSync(python, [join(root, 'scripts/make-tiny-model.py'), model, join(made, model)], {
    encoding: 'utf8',
  });
  assert.is(maker.status, 0, maker.stderr);
  return made;
};

type Ran = { readonly code: number | null; readonly text: string };

/** `cogx run`; when what it says fits `until`, it gets Ctrl-C. */
const run = (where: string, words: readonly string[], until?: RegExp): Promise<Ran> =>
  new Promise((resolve) => {
    const child = spawn(process.execPath, [bundle(), 'run', ...words], {
      cwd: where,
      env: { ...process.env, COGX_PYTHON: python },
    });
    let text = '';
    let stopped = false;
    const hear = (chunk: Buffer): void => {
      text += chunk.toString();
      if (!until?.test(text) || stopped) return;
      stopped = true;
      child.kill('SIGINT');
    };
    child.stdout.on('data', hear);
    child.stderr.on('data', hear);
    child.on('close', (code) => resolve({ code, text }));
  });

/** Width, height, frames, rate, shape of a pixel, and how many streams. */
const shapeOf = (video: string): string => {
  const entries = 'stream=width,height,nb_read_frames,r_frame_rate,sample_aspect_ratio';
  const words = ['-v', 'error', '-count_frames', '-show_entries', entries, '-of', 'csv=p=0', video];
  return spawnSync('ffprobe', words, { encoding: 'utf8' }).stdout.trim();
};

const quickstart = suite('the quickstart');
let where = '';

quickstart('Ctrl-C while it trains lets it save first, and says how it goes on', async () => {
  where = await laidOut();
  const { code, text } = await run(where, ['quickstart.cogx'], /^update 1 of 20/m);
  assert.is(code, 130, text);
  assert.match(text, /Stopped after update \d+ of 20, and saved/);
  assert.match(text, 'help: It goes on where it stopped: cogx run build/quickstart');
  assert.not.match(text, 'Traceback');
  assert.not.ok(existsSync(join(where, 'runs/quickstart/STOP')));
});

quickstart('the same line goes on where it stopped, to the sample video', async () => {
  const { code, text } = await run(where, ['quickstart.cogx']);
  assert.is(code, 0, text);
  assert.match(text, /Goes on after update \d+ of 20/);
  assert.match(text, 'encode: computes latents and prompt embeddings, once\nis done already');
  assert.ok(statSync(join(where, 'runs/quickstart/pytorch_lora_weights.safetensors')).size > 1000);
  assert.is(shapeOf(join(where, 'runs/quickstart/samples/final-1.mp4')).split(',').slice(0, 2).join(), '48,32');
});

quickstart('what an update took stands beside the file, and the next plan rests on it', () => {
  const { seconds, updates, gpu } = JSON.parse(readFileSync(join(where, 'quickstart.measured.json'), 'utf8'));
  assert.ok(seconds > 0 && updates >= 3, `${seconds} s, ${updates} updates`);
  assert.is(gpu, 'cpu');
  const { out } = cogx(where, 'plan', 'quickstart.cogx');
  assert.match(out, /A run measured [\d.]+ s an update; this plan rests on it\./);
  assert.match(out, /^ {2}ok {4}time/m);
});

quickstart('every clip of whatever rate, size, codec and name became 17 frames of 48x32 at 16 fps', () => {
  const clips = join(where, 'work/quickstart/clips');
  const prepared = readdirSync(clips).filter((file) => file.endsWith('.mp4'));
  assert.equal(new Set(prepared.map((file) => shapeOf(join(clips, file)))), new Set(['48,32,1:1,16/1,17']));
  const lines = readFileSync(join(where, 'build/quickstart/clips.tsv'), 'utf8').trimEnd().split('\n');
  assert.is(prepared.length, lines.length - 1);
  assert.ok(prepared.length >= 10, `${prepared.length} clips`);
});

quickstart('what is done with these very outputs is not done again', async () => {
  const { code, text } = await run(where, ['build/quickstart']);
  assert.is(code, 0);
  assert.is(text.match(/is done already/g)?.length, 4, text);
});

quickstart('one picture shows the prepared clips beside their sources', async () => {
  const { contactSheet } = await script<Sheet>('sheet.mjs');
  const picture = await contactSheet({ folder: where, name: 'quickstart', data: where });
  assert.match(shapeOf(picture), /^1292,/);
});

quickstart('the same file with its videos elsewhere, without captions, runs to the sample video too', async () => {
  const foreign = folder();
  mkdirSync(join(foreign, 'holidays'));
  for (const [index, name] of ['cockatoo.mp4', 'cup.mp4', 'plant.mp4', 'city.mpg', 'portrait.mp4'].entries())
    if (existsSync(join(where, 'clips', name)))
      cpSync(join(where, 'clips', name), join(foreign, 'holidays', `${index} ${name}`));
  const set = [`dataset.clips.videos=${join(foreign, 'holidays')}`, 'name=holidays', 'train.length=2 steps'];
  const { code, text } = await run(where, ['quickstart.cogx', ...set.flatMap((each) => ['--set', each])]);
  assert.is(code, 0, text);
  assert.match(readFileSync(join(where, 'build/holidays/clips.tsv'), 'utf8'), '["a short video"]');
  assert.ok(existsSync(join(where, 'runs/holidays/samples/final-1.mp4')));
});

quickstart.run();
