import { spawn, spawnSync } from 'node:child_process';
import { appendFileSync, existsSync, mkdirSync, readdirSync, readFileSync, rmSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout } from 'node:timers/promises';
import { suite } from 'uvu';
import * as assert from 'uvu/assert';
import { type Lies, readNumbers } from './grid.ts';
import { names } from './make-clips.ts';
import { rowOf, size, tree, type World, world } from './prepared.ts';

const preparing = suite('prepare.sh');

/** The first run of all clips, after two of them were touched. */
let first: Promise<World & { readonly code: number | null; readonly said: string }> | undefined;
const prepared = () => {
  first ??= world().then((each) => {
    appendFileSync(join(each.folder, 'touched/changed.mp4'), 'more');
    rmSync(join(each.folder, 'touched/gone.mp4'));
    const { status, stderr } = each.run('sh');
    return { ...each, code: status, said: stderr };
  });
  return first;
};

const plain: Lies = { source: { width: 320, height: 180 }, fit: 'stretch' };

/** The frame numbers of one sample. */
const numbers = async (dataset: string, path: string, { window = 0, lies = plain } = {}): Promise<number[]> => {
  const { folder } = await prepared();
  const [id] = rowOf(folder, dataset, path) ?? [];
  if (!id) throw new Error(`${path} is not in clips.tsv`);
  return readNumbers(join(folder, `work/clips/clips/${id}.w${window}.mp4`), size, lies);
};

/** 17 ticks of 16 fps, worked out here on their own. */
const ticks = (shown: (tick: number) => number): number[] => Array.from({ length: 17 }, (_, tick) => shown(tick));
/** The newest frame of an even rate that is not later than a tick; what is a good millisecond late is in time. */
const at = (rate: number, last: number, tick: number): number =>
  Math.min(last, Math.floor((tick / 16 + 0.00107) * rate));

preparing('scan names what is damaged', async () => {
  const { scanned } = await world();
  assert.match(scanned, /clips\.clips\.jsonl: \d+ clips/);
  assert.match(scanned, /broken: 7 clips, .*6 damaged/);
  for (const each of ['cut short.mp4 is (damaged|cut-short)', 'empty.mp4 is empty', 'list.mp4 is unreadable'])
    assert.match(scanned, new RegExp(each));
});

preparing('every clip ends, verified or in quarantine, and the run says which', async () => {
  const { code, said } = await prepared();
  assert.is(code, 0, said);
  assert.match(said, /prepare: 48 of 51 clips verified, 0 of them from before\nprepare: 3 quarantined/);
});

const rates: readonly (readonly [string, number, number])[] = [
  ['drop/24.mp4', 24, 0],
  ['drop/25.mp4', 25, 0],
  ['drop/ntsc.mp4', 30000 / 1001, 0],
  ['drop/30.mp4', 30, 0],
  ['drop/60.mp4', 60, 0],
  ['drop/vp9.webm', 30, 0],
  ['drop/hevc.mp4', 25, 0],
  ['drop/mpeg4.avi', 25, 0],
  ['drop/full range.mov', 25, 0],
  ['drop/hdr.mp4', 30, 0],
  // fields, 50 a second
  ['drop/fields.mpg', 50, 0],
  // cut after one second
  ['drop/edit list.mp4', 25, 25],
  ['drop/transport.ts', 25, 0],
];

for (const [path, rate, offset] of rates)
  preparing(`drop shows at each tick the newest frame: ${path}`, async () => {
    assert.equal(
      await numbers('drop', path),
      ticks((tick) => offset + at(rate, 1000, tick)),
    );
  });

preparing('a clip of the target rate keeps every frame, milliseconds or not', async () => {
  assert.equal(
    await numbers('same', 'same/16.mp4'),
    ticks((tick) => tick),
  );
  assert.equal(
    await numbers('same', 'same/milliseconds.mkv'),
    ticks((tick) => tick),
  );
});

preparing('a clip that is one tick short holds its last frame', async () => {
  assert.equal(
    await numbers('same', 'same/one tick short.mp4'),
    ticks((tick) => Math.min(15, tick)),
  );
});

preparing('variable rate is sampled by time', async () => {
  const times = Array.from({ length: 40 }, (_, n) =>
    n < 5 ? n * 100 : n < 20 ? 500 + (n - 5) * 33 : 1000 + (n - 20) * 17,
  );
  const expected = ticks((tick) => times.filter((time) => time <= (tick * 1000) / 16 + 1).length - 1);
  assert.equal(await numbers('same', 'same/variable.mp4'), expected);
});

preparing('duplicate shows frames again', async () => {
  assert.equal(await numbers('double', 'twelve.mp4'), [0, 0, 1, 2, 3, 3, 4, 5, 6, 6, 7, 8, 9, 9, 10, 11, 12]);
});

preparing('interpolate makes the frames that are missing', async () => {
  const made = await numbers('made_up', 'twelve.mp4');
  assert.is(made.length, 17);
  // every fourth tick falls on a frame of its own
  assert.equal([made[0], made[4], made[8], made[12]], [0, 3, 6, 9]);
});

preparing('retime keeps every frame, above and below the rate', async () => {
  assert.equal(
    await numbers('faster', 'twelve.mp4'),
    ticks((tick) => tick),
  );
  assert.equal(
    await numbers('slower', 'thirty.mp4'),
    ticks((tick) => tick),
  );
});

preparing('reject leaves clips out of clips.tsv', async () => {
  const { folder } = await world();
  assert.is(rowOf(folder, 'refused', 'thirty.mp4'), undefined);
  assert.is(rowOf(folder, 'too_short', 'ten.mp4'), undefined);
});

preparing('the middle starts where as much is left before as after', async () => {
  // 90 frames of 30 fps are 48 ticks
  assert.equal(
    await numbers('middle', 'thirty.mp4'),
    ticks((tick) => at(30, 89, tick + 15)),
  );
});

preparing('windows start a stride apart', async () => {
  assert.equal(
    await numbers('windows', 'thirty.mp4', { window: 0 }),
    ticks((tick) => at(30, 89, tick)),
  );
  assert.equal(
    await numbers('windows', 'thirty.mp4', { window: 1 }),
    ticks((tick) => at(30, 89, tick + 20)),
  );
  const { folder } = await world();
  const [id, , , , repeats, windows, coverage, , captions] = rowOf(folder, 'windows', 'thirty.mp4') ?? [];
  assert.equal([repeats, windows, coverage], ['1', '2', '0.3542,0.3542']); // 17 of 48 ticks
  assert.equal(JSON.parse(captions ?? ''), ['a "film", thirty.mp4', 'a "film", thirty.mp4']);
  assert.not(existsSync(join(folder, `work/clips/clips/${id}.w2.mp4`)));
});

preparing('span shows a clip from its first frame to its last', async () => {
  assert.equal(
    await numbers('span', 'thirty.mp4'),
    ticks((tick) => Math.floor((tick * 89) / 16)),
  );
});

preparing('short clips are held, looped, or played slower', async () => {
  assert.equal(
    await numbers('held', 'ten.mp4'),
    ticks((tick) => Math.min(9, tick)),
  );
  assert.equal(
    await numbers('looped', 'ten.mp4'),
    ticks((tick) => tick % 10),
  );
  assert.equal(
    await numbers('stretched', 'ten.mp4'),
    ticks((tick) => Math.floor((tick * 10) / 17)),
  );
});

const shapes = {
  portrait: { source: { width: 180, height: 320 } },
  wide: { source: { width: 400, height: 160 } },
  anamorphic: { source: { width: 240, height: 240 }, shown: { width: 320, height: 240 } },
  turned: { source: { width: 180, height: 320 } },
} as const;

for (const fit of ['cover', 'contain'] as const)
  for (const [shape, lies] of Object.entries(shapes))
    preparing(`${fit} puts a clip that is ${shape} in its place`, async () => {
      assert.equal(
        await numbers(fit, `shapes/${shape}.mp4`, { lies: { ...lies, fit } }),
        ticks((tick) => tick),
      );
    });

preparing('no name is too bad', async () => {
  for (const name of names)
    assert.equal(
      await numbers('names', `names/${name}`),
      ticks((tick) => tick),
      name,
    );
  const { folder } = await world();
  const row = rowOf(folder, 'names', `names/${names[0]}`) ?? [];
  assert.is(row[8], '["d\\u00e9j\\u00e0 vu \\ud83c\\udfac"]');
  assert.match(readFileSync(join(folder, 'out/clips.tsv'), 'latin1'), /^[\t\n -~]*$/);
});

preparing('what can not be used is in quarantine with stage, reason and the last words of ffmpeg', async () => {
  const { folder } = await prepared();
  const record = (dataset: string, path: string) => {
    const [id] = rowOf(folder, dataset, path) ?? [];
    assert.equal(
      readdirSync(join(folder, 'work/clips/clips')).filter((file) => file.startsWith(`${id}.`)),
      [],
    );
    return readFileSync(join(folder, `work/clips/quarantine/${id}.tsv`), 'utf8')
      .trim()
      .split('\t')
      .slice(1);
  };
  assert.equal(record('touched', 'touched/changed.mp4'), ['open', 'changed', 'it is not the file that cogx scan saw']);
  assert.equal(record('touched', 'touched/gone.mp4'), ['open', 'not-a-file', 'touched/gone.mp4']);
  const [stage, reason, words] = record('broken', 'broken/scratched.mp4');
  assert.equal([stage, reason], ['encode', 'damaged']);
  assert.match(words ?? '', /^\[h264\] .*error while decoding MB/);
});

preparing('the samples are exactly as planned: frames, rate, size, square pixels, no sound, colours said', async () => {
  const { folder } = await prepared();
  const samples = readdirSync(join(folder, 'work/clips/clips'), { encoding: 'utf8' });
  assert.is(samples.length, 49);
  const asked = 'stream=codec_type,width,height,sample_aspect_ratio,color_range,avg_frame_rate,nb_read_frames';
  for (const sample of samples) {
    const words = ['-v', 'error', '-count_frames', '-show_entries', asked, '-of', 'csv=p=0'];
    const { stdout } = spawnSync('ffprobe', [...words, join(folder, 'work/clips/clips', sample)], { encoding: 'utf8' });
    assert.is(stdout, 'video,240,144,1:1,tv,16/1,17\n', sample);
  }
});

preparing('a second run makes nothing', async () => {
  const { folder, run } = await prepared();
  const times = () =>
    readdirSync(join(folder, 'work/clips/clips'), { encoding: 'utf8' }).map(
      (file) => statSync(join(folder, 'work/clips/clips', file)).mtimeMs,
    );
  const before = [times(), tree(join(folder, 'work'))];
  // Both of these change the first line of what ffmpeg says, and so what it seems to be.
  const talkative = { FFREPORT: `file=${join(folder, 'report.log')}:level=32`, AV_LOG_FORCE_COLOR: '1' };
  const { status, stderr } = run('bash', [], talkative);
  assert.is(status, 0);
  assert.match(stderr, /48 of 51 clips verified, 48 of them from before/);
  assert.equal([times(), tree(join(folder, 'work'))], before);
});

/** Starts a share in a process group of its own, waits for two samples, ends it, and says how. */
const interrupt = async ({ folder }: World, share: string, signal: 'SIGKILL' | 'SIGTERM'): Promise<number | null> => {
  const child = spawn('sh', ['out/prepare.sh', '--shard', share], {
    cwd: folder,
    detached: true,
    stdio: 'ignore',
    env: { ...process.env, COGX_WORK: 'again', TMPDIR: folder },
  });
  const ended = new Promise<number | null>((resolve) => child.on('exit', (code) => resolve(code)));
  const done = join(folder, 'again/clips/done');
  const before = existsSync(done) ? readdirSync(done).length : 0;
  while (child.exitCode === null && (!existsSync(done) || readdirSync(done).length < before + 2)) await setTimeout(20);
  // SIGTERM goes to the script alone, as a scheduler may send it; SIGKILL takes all of it away at once.
  process.kill(signal === 'SIGKILL' ? -(child.pid ?? 0) : (child.pid ?? 0), signal);
  return ended;
};

preparing('a run that is killed or stopped goes on to the same bytes', async () => {
  const each = await prepared();
  assert.is(await interrupt(each, '0/4', 'SIGKILL'), null);
  assert.is(await interrupt(each, '1/4', 'SIGTERM'), 143);
  for (const share of [0, 1]) {
    const { status } = each.run('bash', ['--shard', `${share}/4`], { COGX_WORK: 'again', JOBS: '1' });
    assert.is(status, 0);
  }
  const whole = tree(join(each.folder, 'work/clips'));
  const again = [...tree(join(each.folder, 'again/clips'))].filter(([file]) => !file.startsWith('summary'));
  assert.ok(again.length > 20);
  for (const [file, bytes] of again) assert.ok(whole.get(file)?.equals(bytes), file);
  const lines = (work: string, file: string) =>
    readFileSync(join(each.folder, work, 'clips', file), 'utf8')
      .split('\n')
      .slice(1);
  const all = lines('work', 'summary.0-of-1.tsv');
  for (const share of [0, 1])
    assert.equal(
      lines('again', `summary.${share}-of-4.tsv`).slice(0, -1),
      all.slice(0, -1).filter((_, index) => index % 4 === share),
    );
});

preparing('used wrongly it says how to use it', async () => {
  const { run, folder } = await world();
  const wrong = (words: readonly string[], env: Record<string, string> = {}) => {
    const { status, stderr } = run('sh', words, { COGX_WORK: 'nowhere', ...env });
    assert.is(status, 2);
    return stderr;
  };
  assert.match(
    wrong([], { COGX_DATA: 'out' }),
    /out holds none of the clips: run this in the folder of clips\.cogx, or set COGX_DATA/,
  );
  assert.not.ok(existsSync(join(folder, 'nowhere')));
  assert.match(wrong([], { FFMPEG: 'no-ffmpeg' }), /there is no no-ffmpeg on this machine: install ffmpeg/);
  assert.match(wrong(['--shard', '4/4']), /the shares of 4 are 0 to 3; this is 4/);
  assert.match(wrong(['--shard', '0/0']), /a share is written I\/N, such as 0\/16; this is 0\/0/);
  assert.match(wrong(['--fast']), /there is no option --fast/);
  mkdirSync(join(folder, 'alone'), { recursive: true });
  const { status, stderr } = spawnSync('sh', ['-s'], {
    cwd: join(folder, 'alone'),
    input: readFileSync(join(folder, 'out/prepare.sh')),
    encoding: 'utf8',
  });
  assert.is(status, 2);
  assert.match(stderr, /clips\.tsv does not stand beside prepare\.sh/);
});

preparing('a share of which nothing can be verified ends with 3', async () => {
  const { run, folder } = await prepared();
  const place = [...readFileSync(join(folder, 'out/clips.tsv'), 'utf8').split('\n').keys()];
  const lines = readFileSync(join(folder, 'out/clips.tsv'), 'utf8').split('\n');
  const line = place.find((each) => lines[each]?.includes('\ttouched/changed.mp4\t')) ?? 0;
  const { status, stderr } = run('sh', ['--shard', `${line - 1}/${lines.length}`], { COGX_WORK: '-third' });
  assert.is(status, 3);
  assert.match(stderr, /no clip could be verified/);
});

preparing('a Slurm array and an indexed job know their share', async () => {
  const { run, folder } = await prepared();
  run('sh', [], {
    COGX_WORK: 'slurm',
    SLURM_ARRAY_TASK_ID: '9',
    SLURM_ARRAY_TASK_MIN: '1',
    SLURM_ARRAY_TASK_COUNT: '20',
  });
  run('sh', [], { COGX_WORK: 'slurm', JOB_COMPLETION_INDEX: '9', SHARDS: '20' });
  assert.ok(existsSync(join(folder, 'slurm/clips/summary.8-of-20.tsv')));
  assert.ok(existsSync(join(folder, 'slurm/clips/summary.9-of-20.tsv')));
});

preparing('shellcheck, dash and bash find nothing to say', async () => {
  const { folder } = await world();
  for (const [name, ...words] of [['shellcheck'], ['dash', '-n'], ['bash', '-n']] as const) {
    const { status, stdout, stderr } = spawnSync(name, [...words, 'out/prepare.sh'], { cwd: folder, encoding: 'utf8' });
    assert.is(status, 0, `${name}: ${stdout}${stderr}`);
  }
});

preparing.run();
