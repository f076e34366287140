import { execFileSync, spawnSync } from 'node:child_process';
import { copyFileSync, existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { delimiter, join } from 'node:path';
import { suite } from 'uvu';
import * as assert from 'uvu/assert';
import { count, inVenv, root } from '../support.ts';
import { cogx, folder } from './cogx.ts';
import { h264, makeClip } from './make-clips.ts';
import { makeTinyModel, offline } from './warm.ts';

/** From a folder of clips to a trained LoRA through Slurm's queue, each job by its real program. */
const chain = suite('chain');

const model = 'tiny-cogvideox-5b-t2v';
/** As many damaged clips are tolerated as there are. */
const pipeline = (clips: number): string => `cogx = 1
name = birds
model ${model}
frames { count = 9, rate = 8 fps, size = 48x32 }
captions { from jsonl { file = "captions.jsonl" } }
dataset birds { videos = "clips", tolerate = ${100 / clips} % }
train { length = 1 step, accumulate = 1, adapter lora { rank = 4, alpha = 4 }, checkpoint { every = 1 step } }
cluster { gpu = cpu, launch slurm { partition = cpu, time = 1 h } }
`;

/** Clips of nine frames, one of them damaged where scan does not see it. */
const layOut = async (clips: number): Promise<string> => {
  const where = folder();
  mkdirSync(join(where, 'clips'));
  const recipe = { file: 'clip.mp4', rate: '8', frames: 9, width: 96, height: 64 };
  await makeClip(where, { ...recipe, with: [...h264, '-g', '3', '-bf', '0'] });
  for (let index = 0; index < clips; index++) copyFileSync(join(where, 'clip.mp4'), join(where, `clips/${index}.mp4`));
  scratch(join(where, 'clips/7.mp4'));
  const captions = Array.from({ length: clips }, (_, index) => {
    const text = `the bird of clip number ${index % 10} looks around`;
    return JSON.stringify({ video: `clips/${index}.mp4`, text });
  });
  writeFileSync(join(where, 'captions.jsonl'), captions.join('\n'));
  writeFileSync(join(where, 'birds.cogx'), pipeline(clips));
  makeTinyModel(inVenv('python'), where, model);
  return where;
};

/** Overwrites bytes in the middle of the second key frame: only who decodes it sees that. */
const scratch = (path: string): void => {
  const words = ['-v', 'error', '-show_entries', 'packet=pos,size,flags', '-of', 'csv=p=0', path];
  const [, second = ''] = execFileSync('ffprobe', words, { encoding: 'utf8' })
    .split('\n')
    .filter((line) => line.includes('K'));
  const [size = 0, place = 0] = second.split(',').map(Number);
  const middle = place + (size >> 1);
  writeFileSync(path, readFileSync(path).fill('BAD', middle, middle + 100));
};

const logsIn = (where: string): string => {
  const logs = join(where, 'runs/birds/slurm');
  return readdirSync(logs)
    .map((log) => `${log}:\n${readFileSync(join(logs, log), 'utf8')}`)
    .join('\n');
};

chain('as many damaged clips as are tolerated do not keep the others from training', async () => {
  const clips = count(25, 1000);
  const where = await layOut(clips);
  const scanned = cogx(where, 'scan', 'birds.cogx');
  assert.is(scanned.code, 0, scanned.err);
  const compiled = cogx(where, 'compile', 'birds.cogx');
  assert.is(compiled.code, 0, compiled.err);
  const queue = join(where, 'queue');
  mkdirSync(queue);
  const path = [join(root, 'test/e2e/slurm'), process.env.PATH].join(delimiter);
  const { status, stderr } = spawnSync('bash', ['build/birds/submit.sh'], {
    cwd: where,
    encoding: 'utf8',
    // One thread for torch: beside others on the machine, two that wait for each other are five times as slow.
    env: { ...process.env, ...offline, PATH: path, QUEUE: queue, COGX_PYTHON: inVenv('python') },
  });
  assert.is(status, 0, stderr);
  for (const job of [4200, 4201, 4202])
    assert.is(readFileSync(join(queue, `${job}.code`), 'utf8'), '0\n', logsIn(where));
  assert.is(readdirSync(join(where, 'work/birds/quarantine')).length, 1, logsIn(where));
  const samples = readFileSync(join(where, 'work/birds/samples.tsv'), 'utf8').trim().split('\n').length - 1;
  assert.is(samples, clips - 1);
  assert.ok(existsSync(join(where, 'runs/birds/pytorch_lora_weights.safetensors')), logsIn(where));
});

chain.run();
