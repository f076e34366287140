import { type ChildProcess, execFileSync, spawn, spawnSync } from 'node:child_process';
import {
  chmodSync,
  copyFileSync,
  existsSync,
  mkdirSync,
  readFileSync,
  rmSync,
  symlinkSync,
  utimesSync,
  writeFileSync,
} from 'node:fs';
import { createServer } from 'node:net';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { suite } from 'uvu';
import * as assert from 'uvu/assert';
import { readInventory } from '../../src/cli/disk/inventory.ts';
import { bundle, cogx, folder } from './cogx.ts';
import { makeClip } from './make-clips.ts';

const scanning = suite('cogx scan, disturbed');

const clips = folder();
const made = makeClip(clips, { file: 'one.mp4', rate: '12', frames: 30 });

/** A folder with a pipeline over `data`, and so many clips in it, each another file. */
const place = async (count: number, dataset = 'videos = "data"'): Promise<string> => {
  await made;
  const where = folder();
  mkdirSync(join(where, 'data'));
  writeFileSync(
    join(where, 'birds.cogx'),
    `model cogvideox-5b-t2v\ndataset birds { ${dataset} }\ntrain { length = 10 steps }\n`,
  );
  for (let index = 1; index <= count; index++) addClip(where, `data/c${index}.mp4`, String(index));
  return where;
};

/** MPEG-4 readers pass over what stands behind the last box of this kind. */
const addClip = (where: string, path: string, mark: string): void => {
  const text = Buffer.from(mark.padStart(8, '0'));
  const free = Buffer.concat([Buffer.from([0, 0, 0, 16]), Buffer.from('free'), text]);
  writeFileSync(join(where, path), Buffer.concat([readFileSync(join(clips, 'one.mp4')), free]));
};

const inventory = (where: string) => [...readInventory(join(where, 'birds.clips.jsonl'))];

scanning('what is no file does not hold up a scan, and is told', async () => {
  const where = await place(1);
  execFileSync('mkfifo', [join(where, 'data/pipe.mp4')]);
  symlinkSync('nowhere.mp4', join(where, 'data/dangling.mp4'));
  symlinkSync('../data', join(where, 'data/round'));
  mkdirSync(join(where, 'data/folder.mp4'));
  const server = createServer().listen(join(where, 'data/socket.mp4'));
  const { code, out } = cogx(where, 'scan', 'birds.cogx');
  server.close();
  assert.is(code, 0, out);
  assert.match(out, /not taken: 1 folder that is a link back to one above: data\/round/);
  const ends = inventory(where).map(
    ({ path, damage }) => `${path} ${damage?.reason ?? 'fine'}: ${damage?.detail ?? ''}`,
  );
  assert.equal(ends, [
    'data/c1.mp4 fine: ',
    'data/dangling.mp4 not-a-file: ENOENT: no such file or directory',
    'data/pipe.mp4 not-a-file: a pipe',
    'data/socket.mp4 not-a-file: a socket',
  ]);
});

scanning(
  'a pointer of Git LFS is told as what it is; what missing says is said of clips without a caption',
  async () => {
    const where = await place(1, 'videos = "data", captions { missing = "a bird takes off" }');
    const pointer = `version https://git-lfs.github.com/spec/v1\noid sha256:${'4d'.repeat(32)}\nsize 12345\n`;
    writeFileSync(join(where, 'data/p.mp4'), pointer);
    const { out } = cogx(where, 'scan', 'birds.cogx');
    assert.match(out, /data\/p\.mp4 is unreadable: it is a pointer of Git LFS, and git lfs pull brings the clip\n/);
    assert.not.match(out, /caption/);
  },
);

scanning('what looks like clips and is not taken is counted, and so are doubles', async () => {
  const where = await place(2, 'videos = ["data/**/*.mp4", "data/*.mkv"]');
  for (const name of [
    'UP.MP4',
    'a.mov',
    'b.mov',
    '.hidden.mp4',
    'taken.mkv',
    'again.mp4',
    'notes.txt',
    'x.webp',
    'x.jpg',
    'end.mp4 ',
  ])
    copyFileSync(join(where, 'data/c1.mp4'), join(where, 'data', name));
  mkdirSync(join(where, 'data/.trash'));
  const { out } = cogx(where, 'scan', 'birds.cogx');
  assert.match(out, /birds: 4 clips, .*, 2 there already\n/);
  assert.match(out, / data\/c1\.mp4 is data\/again\.mp4 again\n/);
  assert.match(out, /not taken: 1 file ending in \.MP4: data\/UP\.MP4\n/);
  assert.match(out, /not taken: 2 files ending in \.mov: data\/a\.mov, data\/b\.mov\n/);
  assert.match(out, /not taken: 2 hidden files or folders: data\/\.hidden\.mp4, data\/\.trash\n/);
  assert.match(out, /not taken: 1 file ending in \.webp: data\/x\.webp\n/);
  assert.match(out, /not taken: 1 file ending in "\.mp4 ": data\/end\.mp4 \n/);
  assert.not.match(out, /notes|ending in \.mkv|\.jpg/);
});

scanning('pictures in the place of clips are told', async () => {
  const where = await place(0);
  for (const name of ['0001.png', '0002.png']) writeFileSync(join(where, 'data', name), 'a picture');
  const { out } = cogx(where, 'scan', 'birds.cogx');
  assert.match(out, /not taken: 2 files ending in \.png: data\/0001\.png, data\/0002\.png\n/);
  assert.match(out, /dataset birds: no clip is found in data\./);
});

scanning('the inventory is the same wherever the folder is copied to', async () => {
  const where = await place(3);
  writeFileSync(join(where, 'data/cut.mp4'), readFileSync(join(clips, 'one.mp4')).subarray(0, 2000));
  writeFileSync(join(where, 'data/text.mp4'), 'no clip');
  writeFileSync(join(where, 'data/list.mp4'), '#EXTM3U\n#EXTINF:1,\nc1.mp4\n');
  symlinkSync('nowhere', join(where, 'data/gone.mp4'));
  writeFileSync(Buffer.concat([Buffer.from(join(where, 'data/')), Buffer.from([0xff]), Buffer.from('.mp4')]), 'x');
  cogx(where, 'scan', 'birds.cogx');
  const before = readFileSync(join(where, 'birds.clips.jsonl'), 'utf8');
  const other = join(folder(), 'another name');
  execFileSync('sh', ['-c', 'cp -r "$1" "$2" && rm "$2"/*.clips.*', 'sh', where, other]);
  utimesSync(join(other, 'data/c1.mp4'), 1, 1);
  cogx(other, 'scan', 'birds.cogx');
  assert.is(readFileSync(join(other, 'birds.clips.jsonl'), 'utf8'), before);
  assert.not(before.includes(where));
  assert.equal(
    inventory(where).map(({ damage }) => damage?.reason),
    [undefined, undefined, undefined, 'unreadable', 'not-a-file', 'unreadable', 'unreadable', 'name'],
  );
});

/** Seconds; a number that no other sleep of this machine has. */
const nap = `60.${process.pid}`;

/** ffprobe that takes a while, and on some clips for ever, in front of the real one. */
const slow = (where: string): string => {
  const real = execFileSync('sh', ['-c', 'command -v ffprobe'], { encoding: 'utf8' }).trim();
  mkdirSync(join(where, 'bin'));
  const waits = `case "$*" in *-version) ;; *stuck*) exec sleep ${nap} ;; *) sleep 0.2 ;; esac`;
  writeFileSync(join(where, 'bin/ffprobe'), `#!/bin/sh\n${waits}\nexec '${real}' "$@"\n`);
  chmodSync(join(where, 'bin/ffprobe'), 0o755);
  return `${join(where, 'bin')}:${process.env.PATH}`;
};

const cacheOf = (where: string) => join(where, 'birds.clips.cache.json');
const known = (where: string): number =>
  existsSync(cacheOf(where)) ? readFileSync(cacheOf(where), 'utf8').split('\n').length - 2 : 0;

/** Starts a scan and gives it when it has seen so many clips. */
const begun = async (
  where: string,
  seen: number,
): Promise<{ readonly child: ChildProcess; readonly ended: Promise<number | null>; readonly said: () => string }> => {
  const child = spawn(process.execPath, [bundle(), 'scan', 'birds.cogx', '--jobs', '1'], {
    cwd: where,
    env: { ...process.env, PATH: slow(where) },
    stdio: ['ignore', 'ignore', 'pipe'],
  });
  let said = '';
  child.stderr?.on('data', (chunk) => {
    said += chunk;
  });
  const ended = new Promise<number | null>((resolve) => child.on('close', resolve));
  while (known(where) < seen && child.exitCode === null) await sleep(20);
  return { child, ended, said: () => said };
};

scanning('a scan that is killed loses nothing that it had seen', async () => {
  const where = await place(6);
  const { child, ended } = await begun(where, 2);
  child.kill('SIGKILL');
  await ended;
  const seen = known(where);
  assert.ok(seen >= 2 && seen < 6, String(seen));
  const { out } = cogx(where, 'scan', 'birds.cogx');
  assert.match(out, new RegExp(`6 clips, ${6 - seen} of them looked at now`));
  assert.is(inventory(where).length, 6);
});

scanning('a scan that is stopped says how to go on', async () => {
  const where = await place(6);
  const { child, ended, said } = await begun(where, 1);
  child.kill('SIGINT');
  assert.is(await ended, 130);
  assert.match(said(), /scan: stopped; what was seen is kept, and the same command goes on from here\.\n/);
  assert.not(existsSync(join(where, 'birds.clips.jsonl')));
});

const isStuck = (): boolean => execFileSync('ps', ['-eo', 'args'], { encoding: 'utf8' }).includes(`sleep ${nap}`);

scanning('a scan that is stopped leaves no ffprobe behind, not even one that hangs', async () => {
  const where = await place(1);
  addClip(where, 'data/stuck.mp4', '2');
  const { child, ended } = await begun(where, 1);
  while (!isStuck()) await sleep(20);
  child.kill('SIGTERM');
  assert.is(await ended, 143);
  for (let tries = 0; isStuck(); tries++) assert.ok(tries < 50, 'it runs on');
});

scanning("ffmpeg's own variables change nothing of what is found, and no report is written", async () => {
  const where = await place(1);
  writeFileSync(join(where, 'data/text.mp4'), 'no clip');
  cogx(where, 'scan', 'birds.cogx');
  const before = readFileSync(join(where, 'birds.clips.jsonl'), 'utf8');
  rmSync(cacheOf(where));
  const talkative = { FFREPORT: 'file=report.log:level=48', AV_LOG_FORCE_COLOR: '1' };
  spawnSync(process.execPath, [bundle(), 'scan', 'birds.cogx'], { cwd: where, env: { ...process.env, ...talkative } });
  assert.is(known(where), 2);
  assert.is(readFileSync(join(where, 'birds.clips.jsonl'), 'utf8'), before);
  assert.not(existsSync(join(where, 'report.log')));
});

scanning('an ffprobe that does not understand what it is asked is told as such, and no clip is blamed', async () => {
  const where = await place(1);
  mkdirSync(join(where, 'bin'));
  const old = 'ffprobe version 4.4.2-0ubuntu0.22.04.1';
  const says = `echo "${old} Copyright (c) 2007-2021"`;
  writeFileSync(join(where, 'bin/ffprobe'), `#!/bin/sh\n[ "$*" = -version ] || exit 1\n${says}\n`, { mode: 0o755 });
  const { status, stderr } = spawnSync(process.execPath, [bundle(), 'scan', 'birds.cogx'], {
    cwd: where,
    env: { ...process.env, PATH: `${join(where, 'bin')}:${process.env.PATH}` },
    encoding: 'utf8',
  });
  assert.is(status, 1);
  assert.match(stderr, `error: ffprobe is older than 5.1 on this machine: ${old}.\nhelp: Install ffmpeg 5.1 or newer`);
  assert.not(existsSync(join(where, 'birds.clips.jsonl')));
});

scanning('lines that were torn are looked at again, and the next ones are kept', async () => {
  const where = await place(4);
  cogx(where, 'scan', 'birds.cogx');
  const before = readFileSync(join(where, 'birds.clips.jsonl'), 'utf8');
  const lines = readFileSync(cacheOf(where), 'utf8').split('\n');
  writeFileSync(cacheOf(where), `${lines.slice(0, 3).join('\n')}\n${lines[3]?.slice(0, 150)}`);
  assert.match(cogx(where, 'scan', 'birds.cogx').out, /4 clips, 2 of them looked at now/);
  assert.match(cogx(where, 'scan', 'birds.cogx').out, /4 clips, 0 of them looked at now/);
  assert.is(readFileSync(join(where, 'birds.clips.jsonl'), 'utf8'), before);
});

scanning.run();
