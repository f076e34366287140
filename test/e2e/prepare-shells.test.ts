import { spawn, spawnSync } from 'node:child_process';
import { readFileSync, symlinkSync } from 'node:fs';
import { join } from 'node:path';
import { suite } from 'uvu';
import * as assert from 'uvu/assert';
import { inVenv } from '../support.ts';
import { folder } from './cogx.ts';
import { type Lies, readNumbers } from './grid.ts';
import { runIn, size, some, tree, world } from './prepared.ts';

/** The same samples whatever runs the script: each shell, one core or many, shares or none, another ffmpeg. */
const shells = suite('prepare.sh, the same everywhere');

/** Every fourth clip of all, and what system sh makes of them. */
const quarter = async (): Promise<{ readonly where: string; readonly all: ReturnType<typeof tree> }> => {
  const { folder: where } = await world();
  quarters ??= made(where);
  return { where, all: quarters };
};
let quarters: ReturnType<typeof tree> | undefined;

const made = (where: string): ReturnType<typeof tree> => {
  some(where, 'quarter', (line, index) => (index % 4 === 0 ? line : undefined));
  const { status, stderr } = runIn(where, ['sh', 'quarter/prepare.sh'], { COGX_WORK: 'by-sh' });
  assert.is(status, 0, stderr);
  const all = tree(join(where, 'by-sh/clips'));
  assert.ok(all.size > 20);
  return all;
};

/** Tells of the first file that differs, not of all bytes. */
const assertSame = (found: ReturnType<typeof tree>, expected: ReturnType<typeof tree>): void => {
  assert.equal([...found.keys()], [...expected.keys()]);
  for (const [file, bytes] of found) assert.ok(expected.get(file)?.equals(bytes), file);
};

/** What Alpine has: no program but busybox and ffmpeg. */
const busyboxOnly = (): string => {
  const bin = folder();
  spawnSync('busybox', ['--install', '-s', bin]);
  for (const each of ['ffmpeg', 'ffprobe'])
    symlinkSync(spawnSync('which', [each], { encoding: 'utf8' }).stdout.trim(), join(bin, each));
  return bin;
};

const ways: Readonly<Record<string, () => readonly [readonly string[], Record<string, string>]>> = {
  dash: () => [['dash'], {}],
  bash: () => [['bash'], {}],
  'bash as POSIX has it': () => [['bash', '--posix'], {}],
  'busybox alone': () => [['busybox', 'sh'], { PATH: busyboxOnly() }],
  'one core': () => [['taskset', '-c', '0', 'sh'], {}],
  'more jobs than clips': () => [['sh'], { JOBS: '20' }],
};

for (const [way, how] of Object.entries(ways))
  shells(`${way} gives the same bytes`, async () => {
    const { where, all } = await quarter();
    const [words, env] = how();
    const work = way.replaceAll(' ', '-');
    const busybox = spawnSync('which', ['busybox'], { encoding: 'utf8' }).stdout.trim();
    const [program = '', ...rest] = words;
    const whole = [program === 'busybox' ? busybox : program, ...rest, 'quarter/prepare.sh'];
    const { status, stderr } = runIn(where, whole, { COGX_WORK: work, ...env });
    assert.is(status, 0, stderr);
    assert.not.match(stderr, /not found|syntax|Illegal|usage/i);
    assertSame(tree(join(where, work, 'clips')), all);
  });

/** Starts a share and does not wait. */
const start = (where: string, env: Readonly<Record<string, string>>): Promise<number | null> =>
  new Promise((resolve) => {
    const child = spawn('sh', ['quarter/prepare.sh'], { cwd: where, stdio: 'ignore', env: { ...process.env, ...env } });
    child.on('exit', resolve);
  });

for (const [kind, envOf] of Object.entries({
  'a Slurm array': (share: number) => ({
    SLURM_ARRAY_TASK_ID: String(share + 1),
    SLURM_ARRAY_TASK_MIN: '1',
    SLURM_ARRAY_TASK_COUNT: '3',
  }),
  'an indexed job': (share: number) => ({ JOB_COMPLETION_INDEX: String(share), SHARDS: '3' }),
}))
  shells(`${kind} of three shares at the same time gives the same bytes`, async () => {
    const { where, all } = await quarter();
    const work = kind.replaceAll(' ', '-');
    const codes = await Promise.all([0, 1, 2].map((share) => start(where, { COGX_WORK: work, ...envOf(share) })));
    assert.equal(codes, [0, 0, 0]);
    const samples = (files: ReturnType<typeof tree>) => new Map([...files].filter(([file]) => !/^summary/.test(file)));
    assertSame(samples(tree(join(where, work, 'clips'))), samples(all));
    const lines = [0, 1, 2].flatMap((share) =>
      readFileSync(join(where, work, `clips/summary.${share}-of-3.tsv`), 'utf8')
        .trim()
        .split('\n')
        .slice(1),
    );
    const whole = all.get('summary.0-of-1.tsv')?.toString().trim().split('\n').slice(1) ?? [];
    assert.equal(lines.sort(), whole.sort());
  });

/** A static ffmpeg, newer than the system's: the one that imageio brings. */
const newer = (): string => {
  const find = 'import imageio_ffmpeg; print(imageio_ffmpeg.get_ffmpeg_exe())';
  const { stdout, stderr } = spawnSync(inVenv('python'), ['-c', find], { encoding: 'utf8' });
  assert.match(stdout, /ffmpeg/, stderr);
  return stdout.trim();
};

const framesOf = (path: string): string =>
  spawnSync('ffmpeg', ['-v', 'error', '-i', `file:${path}`, '-f', 'framemd5', '-'], { encoding: 'utf8' }).stdout;

/** How alike two videos are at their worst frame, in dB; Infinity where no pixel differs. */
const likeness = (one: string, other: string): number => {
  const words = ['-v', 'info', '-i', `file:${one}`, '-i', `file:${other}`, '-lavfi', 'psnr', '-f', 'null', '-'];
  const [, least = 'nan'] = /min:(\S+)/.exec(spawnSync('ffmpeg', words, { encoding: 'utf8' }).stderr) ?? [];
  return least === 'inf' ? Number.POSITIVE_INFINITY : Number(least);
};

const lies: Lies = { source: { width: 320, height: 180 }, fit: 'stretch' };

/** Every codec and container, and policies that make frames up, repeat them, or cut windows. */
const varied = ['drop', 'made_up', 'windows', 'looped', 'stretched', 'broken', 'contain'];

shells('a newer ffmpeg shows the same frames', async () => {
  const { folder: where } = await world();
  some(where, 'varied', (line) => (varied.includes(line.split('\t')[3] ?? '') ? line : undefined));
  for (const [work, program] of [
    ['by-system', 'ffmpeg'],
    ['by-newer', newer()],
  ] as const) {
    const { status, stderr } = runIn(where, ['sh', 'varied/prepare.sh'], { COGX_WORK: work, FFMPEG: program });
    assert.is(status, 0, stderr);
    assert.match(stderr, /21 of 22 clips verified/);
  }
  const at = (work: string, file = '') => join(where, work, 'clips/clips', file);
  for (const file of tree(at('by-system')).keys()) {
    const [system, static_] = [at('by-system', file), at('by-newer', file)] as const;
    // A newer scaler brings full range down to a sample's another way; no one sees it.
    if (/^full_range/.test(file)) assert.ok(likeness(system, static_) > 40, file);
    else assert.is(framesOf(static_), framesOf(system), file);
  }
});

shells('a graph whose rate is lost is never taken for a sample', async () => {
  const { folder: where } = await world();
  some(where, 'rateless', (line) => {
    const cells = line.split('\t');
    if (cells[3] !== 'same') return undefined;
    cells[7] = '[0:V:0]scale=240:144,setsar=1,format=yuv420p,trim=end_frame=17,settb=AVTB,setpts=N/16.3/TB[w0]';
    return cells.join('\t');
  });
  const { stderr } = runIn(where, ['sh', 'rateless/prepare.sh'], { COGX_WORK: 'rateless', FFMPEG: newer() });
  assert.match(stderr, /: verify, wrong \(h264,240,144,1:1,yuv420p,/);
  // ffmpeg may find the rate by itself; then the frames are right.
  for (const file of tree(join(where, 'rateless/clips/clips')).keys()) {
    const numbers = await readNumbers(join(where, 'rateless/clips/clips', file), size, lies);
    assert.is(numbers.join(' '), Array.from({ length: 17 }, (_, n) => n).join(' '), file);
  }
});

shells('an ffmpeg that can not do it is refused in a sentence', async () => {
  const { folder: where } = await world();
  const { status, stderr } = runIn(where, ['sh', 'out/prepare.sh'], { COGX_WORK: 'none', FFMPEG: 'true' });
  assert.is(status, 2);
  assert.match(stderr, /true has no libx264 to write clips with/);
});

shells.run();
