import { type ChildProcess, spawn, spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, readdirSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { hostname } from 'node:os';
import { join } from 'node:path';
import { setTimeout } from 'node:timers/promises';
import { suite } from 'uvu';
import * as assert from 'uvu/assert';
import { count } from '../support.ts';
import { runIn, some, tree, world } from './prepared.ts';

/** What happens to prepare.sh when the machine, the disk or a person does what it should not. */
const faults = suite('prepare.sh, faults');

type Tree = ReturnType<typeof tree>;

/** A dozen clips, and the tree of a run that nothing has disturbed. */
const dozen = async (): Promise<{ readonly where: string; readonly whole: Tree; readonly milliseconds: number }> => {
  const { folder: where } = await world();
  undisturbed ??= run(where);
  return { where, ...undisturbed };
};
let undisturbed: { readonly whole: Tree; readonly milliseconds: number } | undefined;

const run = (where: string) => {
  some(where, 'dozen', (line, index) => (index % 4 === 1 ? line : undefined));
  const since = performance.now();
  const { status, stderr } = prepare(where, 'undisturbed');
  assert.is(status, 0, stderr);
  return { whole: tree(join(where, 'undisturbed/clips')), milliseconds: performance.now() - since };
};

const prepare = (where: string, work: string, env: Readonly<Record<string, string>> = {}) =>
  runIn(where, ['sh', 'dozen/prepare.sh'], { COGX_WORK: work, TMPDIR: where, ...env });

/** Tells of the first file that differs, not of all bytes. */
const assertSame = (found: Tree, expected: Tree, when = ''): void => {
  assert.equal([...found.keys()], [...expected.keys()], when);
  for (const [file, bytes] of found) assert.ok(expected.get(file)?.equals(bytes), `${file} ${when}`);
};

/** What stands under its final name is whole: the same bytes as in an undisturbed run. */
const assertNothingHalf = (where: string, work: string, whole: Tree): number => {
  // Killed before it had begun, it has made no folder.
  const made = existsSync(join(where, work, 'clips')) ? tree(join(where, work, 'clips')) : new Map<string, Buffer>();
  const finished = [...made].filter(([file]) => /^(clips|done)\//.test(file));
  for (const [file, bytes] of finished) assert.ok(whole.get(file)?.equals(bytes), file);
  return finished.length;
};

/** Runs in a process group of its own. */
const begin = (where: string, work: string, env: Readonly<Record<string, string>> = {}): Begun => {
  const child = spawn('sh', ['dozen/prepare.sh'], {
    cwd: where,
    detached: true,
    stdio: ['ignore', 'ignore', 'pipe'],
    env: { ...process.env, COGX_WORK: work, TMPDIR: where, ...env },
  });
  let said = '';
  child.stderr?.on('data', (chunk) => {
    said += chunk;
  });
  return {
    child,
    ended: new Promise((resolve) => child.on('exit', (code) => setTimeout(50).then(() => resolve({ code, said })))),
  };
};
type Begun = {
  readonly child: ChildProcess;
  readonly ended: Promise<{ readonly code: number | null; readonly said: string }>;
};

/** Until so many clips are verified. */
const untilDone = async (where: string, work: string, many: number): Promise<void> => {
  const done = join(where, work, 'clips/done');
  while (!existsSync(done) || readdirSync(done).length < many) await setTimeout(10);
};

/** From 0 to 1, the same each time (mulberry32, Tommy Ettinger). */
const randomFrom = (seed: number) => (): number => {
  seed = (seed + 0x6d2b79f5) | 0;
  let t = Math.imul(seed ^ (seed >>> 15), 1 | seed);
  t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t;
  return ((t ^ (t >>> 14)) >>> 0) / 2 ** 32;
};

faults('killed at any moment, it goes on to the tree of an undisturbed run', async () => {
  const { where, whole, milliseconds } = await dozen();
  const seed = Date.now() % 1_000_000;
  const random = randomFrom(seed);
  for (let kill = 1; kill <= count(5, 100); kill++) {
    const { child, ended } = begin(where, 'killed');
    await Promise.race([ended, setTimeout(random() * milliseconds * 0.6)]);
    // All of it at once, as a power cut does, or the script alone, as a killer of processes may.
    const group = random() < 0.7;
    if (child.exitCode === null) process.kill(group ? -(child.pid ?? 0) : (child.pid ?? 0), 'SIGKILL');
    const { code, said } = await ended;
    assertNothingHalf(where, 'killed', whole);
    if (code === null) continue;
    assert.is(code, 0, `seed ${seed}: ${said}`);
    assertSame(tree(join(where, 'killed/clips')), whole, `seed ${seed}, kill ${kill}`);
    rmSync(join(where, 'killed'), { recursive: true });
  }
  const { status, stderr } = prepare(where, 'killed');
  assert.is(status, 0, stderr);
  assertSame(tree(join(where, 'killed/clips')), whole, `seed ${seed}`);
});

for (const [signal, code] of [
  ['SIGTERM', 143],
  ['SIGINT', 130],
  ['SIGHUP', 129],
] as const)
  faults(`${signal} stops it with ${code}, and nothing half is left`, async () => {
    const { where, whole } = await dozen();
    const work = `stopped-${code}`;
    const { child, ended } = begin(where, work);
    await untilDone(where, work, 1);
    child.kill(signal);
    const { code: found, said } = await ended;
    assert.is(found, code, said);
    assert.match(said, /stopped; the next run goes on from here/);
    assertNothingHalf(where, work, whole);
    assert.not(existsSync(join(where, work, 'clips/running')));
    assert.equal(
      readdirSync(where).filter((file) => file === `cogx-prepare.${child.pid}`),
      [],
    );
  });

/** A disk of some KiB at a folder, as root or as one within a namespace of its own; how to run a shell line on it. */
const onSmallDisk = (where: string, line: string) => {
  mkdirSync(join(where, 'disk'), { recursive: true });
  const mounted = `mount -t tmpfs -o size=900k none disk && { ${line}\n}`;
  const own = process.getuid?.() === 0 ? ['unshare', '-m'] : ['unshare', '-r', '-m'];
  return runIn(where, [...own, 'sh', '-c', mounted], { COGX_WORK: 'disk', TMPDIR: where });
};

faults('a full disk ends it with 75; with room it goes on', async () => {
  const { where, whole } = await dozen();
  const { stdout, stderr, status } = onSmallDisk(
    where,
    `sh dozen/prepare.sh; echo "first $?"; ls disk/clips/clips | wc -l
     mkdir full && cp -R disk/clips/clips disk/clips/done full/
     mount -o remount,size=50m disk && sh dozen/prepare.sh; echo "second $?"; cp -R disk/clips roomy`,
  );
  assert.is(status, 0, `this test mounts a small disk, as root or by unshare -rm: ${stderr}`);
  assert.match(stdout, /^first 75\n(\d+)\nsecond 0\n$/, stderr);
  assert.match(stderr, /disk\/clips is full, or can not be written; make room and run this again/);
  for (const [file, bytes] of tree(join(where, 'full'))) assert.ok(whole.get(file)?.equals(bytes), file);
  assertSame(tree(join(where, 'roomy')), whole);
});

faults('files that may not be as large as they are end it like a full disk', async () => {
  const { where, whole } = await dozen();
  // 512 bytes each; the signal of the limit is ignored, as a quota sends none.
  const line = 'trap "" XFSZ; ulimit -f 60; exec sh dozen/prepare.sh';
  const { status, stderr } = runIn(where, ['sh', '-c', line], { COGX_WORK: 'limited', TMPDIR: where });
  assert.is(status, 75, stderr);
  assertNothingHalf(where, 'limited', whole);
});

faults('a target that can not be written is refused at once', async () => {
  const { where } = await dozen();
  const { stdout, stderr, status } = onSmallDisk(where, 'mount -o remount,ro disk; sh dozen/prepare.sh; echo $?');
  assert.is(status, 0, stderr);
  assert.is(stdout, '2\n');
  assert.match(stderr, /prepare: disk\/clips can not be written\n$/);
});

faults('footage that vanishes on the way takes nothing away, and is made up for when it is back', async () => {
  const { where, whole } = await dozen();
  const link = join(where, 'footage');
  symlinkSync('.', link);
  const { ended } = begin(where, 'vanished', { COGX_DATA: 'footage' });
  await untilDone(where, 'vanished', 3);
  rmSync(link);
  const { code, said } = await ended;
  assert.is(code, 0, said);
  assert.match(said, /open, not-a-file/);
  const kept = assertNothingHalf(where, 'vanished', whole);
  assert.is(prepare(where, 'vanished', { COGX_DATA: 'footage' }).status, 0);
  assert.is(assertNothingHalf(where, 'vanished', whole), kept);
  symlinkSync('.', link);
  assert.is(prepare(where, 'vanished', { COGX_DATA: 'footage' }).status, 0);
  assertSame(tree(join(where, 'vanished/clips')), whole);
});

faults('of two runs on the same clips one goes on and the other says so', async () => {
  const { where, whole } = await dozen();
  // The first run goes on when the others have ended, however fast this machine is.
  const [held, slow] = [join(where, 'held'), join(where, 'slow-ffmpeg')];
  writeFileSync(held, '');
  writeFileSync(
    slow,
    '#!/bin/sh\ncase "$*" in *file:*) while [ -e held ]; do sleep 0.1; done ;; esac\nexec ffmpeg "$@"\n',
    {
      mode: 0o755,
    },
  );
  const one = begin(where, 'twice', { FFMPEG: slow });
  while (!existsSync(join(where, 'twice/clips/running'))) await setTimeout(20);
  const other = begin(where, 'twice');
  const shared = begin(where, 'twice', { SHARDS: '3', JOB_COMPLETION_INDEX: '1' });
  for (const { ended } of [other, shared]) {
    const { code, said } = await ended;
    assert.is(code, 2, said);
    assert.match(said, /another run is at work on these clips: twice\/clips\/running\/0-of-1\.\S+\.\d+/);
  }
  rmSync(held);
  const { code, said } = await one.ended;
  assert.is(code, 0, said);
  assertSame(tree(join(where, 'twice/clips')), whole);
});

faults('of two runs that start together exactly one goes on', async () => {
  const { where, whole } = await dozen();
  const ends = await Promise.all([begin(where, 'together'), begin(where, 'together')].map(({ ended }) => ended));
  const said = ends.map((each) => each.said).join('\n');
  // Where the first has ended before the second could judge it, the second finds nothing to do.
  const made = ends.map((each) => /, (\d+) of them from before/.exec(each.said)?.[1] ?? 'refused').sort();
  assert.ok(
    [
      ['0', '13'],
      ['0', 'refused'],
    ].some((fine) => fine.join() === made.join()),
    said,
  );
  assert.ok(
    ends.every(({ code }) => code === 0 || code === 2),
    said,
  );
  assertSame(tree(join(where, 'together/clips')), whole);
});

faults('the mark of a run that died on another machine is waited for, and taken away', async () => {
  const { where, whole } = await dozen();
  const mark = join(where, 'marked/clips/running/0-of-1.elsewhere.7');
  mkdirSync(mark, { recursive: true });
  writeFileSync(join(mark, 'pulse'), '12\n');
  writeFileSync(join(mark, '0.w0.mp4'), 'half');
  mkdirSync(join(where, `marked/clips/running/0-of-1.${hostname().replace(/[^A-Za-z0-9-]/g, '-')}.999999999`));
  const script = join(where, 'dozen/prepare.sh');
  const text = readFileSync(script, 'utf8');
  writeFileSync(script, text.replace('"$patience" -lt 20', '"$patience" -lt 2'));
  const { status, stderr } = prepare(where, 'marked');
  writeFileSync(script, text);
  assert.is(status, 0, stderr);
  assert.match(stderr, /running\/0-of-1\.elsewhere\.7: looking whether that run is alive/);
  assertSame(tree(join(where, 'marked/clips')), whole);
});

/** The first clips of the dozen, made with another graph. */
const withGraph = (where: string, name: string, graph: string): void =>
  some(
    where,
    name,
    (line, index) =>
      line
        .split('\t')
        .with(7, graph)
        .join('\t')
        .repeat(index < 9 ? 1 : 0) || undefined,
  );

faults('a clip that would run for ever is stopped', async () => {
  const { where } = await dozen();
  withGraph(where, 'endless', '[0:V:0]loop=loop=-1:size=9,setpts=N/16/TB,fps=16,scale=240:144,format=yuv420p[w0]');
  const { status, stderr } = runIn(where, ['sh', 'endless/prepare.sh'], {
    COGX_WORK: 'endless-work',
    CPU_SECONDS: '1',
    TRIES: '2',
    JOBS: '2',
  });
  assert.is(status, 3, stderr);
  assert.match(stderr, /encode, killed \(out of memory, or more than 1 s of processor time\)/);
});

faults('where the first clips all fail, the rest is not tried', async () => {
  const { where } = await dozen();
  withGraph(where, 'hopeless', '[0:V:0]nosuchfilter[w0]');
  const { status, stderr } = runIn(where, ['sh', 'hopeless/prepare.sh'], { COGX_WORK: 'none', TRIES: '3', JOBS: '1' });
  assert.is(status, 3, stderr);
  assert.match(stderr, /the first 3 clips all failed, so the rest is not tried/);
  assert.match(stderr, /encode, exit-\d+ \(.*No such filter: 'nosuchfilter'/, stderr);
  const summary = readFileSync(join(where, 'none/clips/summary.0-of-1.tsv'), 'utf8');
  assert.is(summary.match(/\tquarantined\t/g)?.length, 3);
  assert.is(summary.match(/\tuntried\t/g)?.length, 6);
});

faults('an old ffmpeg and numbers that are none are refused', async () => {
  const { where } = await dozen();
  const old = join(where, 'old-ffmpeg');
  writeFileSync(old, '#!/bin/sh\necho "ffmpeg version 4.4.2-0ubuntu0.22.04.1 Copyright"\n', { mode: 0o755 });
  for (const [env, said] of [
    [{ FFMPEG: old }, /old-ffmpeg is older than 5\.1: ffmpeg version 4\.4\.2/],
    [{ JOBS: '0' }, /JOBS is 1 or more; this is 0/],
    [{ TRIES: 'few' }, /TRIES is a whole number; this is few/],
  ] as const) {
    const { status, stderr } = prepare(where, 'nothing', env);
    assert.is(status, 2);
    assert.match(stderr, said);
  }
  assert.is(spawnSync('ls', [join(where, 'nothing')]).status, 2);
});

faults.run();
