/**
 * `node --import tsx bench/scan.ts [CLIPS ROUNDS]`: dist/cogx.cjs scan beside ffprobe alone, run by xargs on as many cores with the same arguments, in
 * turn; writes docs/bench-scan.md. Nothing is asserted.
 */
import { execFileSync, spawnSync } from 'node:child_process';
import { copyFileSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { availableParallelism, loadavg, tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { probeArguments, safeInput } from '../src/media/probe.ts';
import { type Case, measure, median } from './measure.ts';

const root = fileURLToPath(new URL('..', import.meta.url));
const [clipCount = 60, rounds = 5] = process.argv.slice(2).map(Number);

const folder = mkdtempSync(join(tmpdir(), 'cogx-bench-scan-'));
mkdirSync(join(folder, 'data'));

/** 1080p, 30 frames a second, 10 s, as phones and stock sites give them. */
const source = 'testsrc2=s=1920x1080:r=30:d=10';
const encode = ['-c:v', 'libx264', '-preset', 'ultrafast', '-crf', '20', '-pix_fmt', 'yuv420p'];
execFileSync('ffmpeg', ['-v', 'error', '-f', 'lavfi', '-i', source, ...encode, join(folder, 'one.mp4')]);
for (let index = 0; index < clipCount; index++)
  copyFileSync(join(folder, 'one.mp4'), join(folder, 'data', `clip-${index}.mp4`));
const pipeline = 'model cogvideox-5b-t2v\ndataset birds { videos = "data" }\ntrain { length = 10 steps }\n';
writeFileSync(join(folder, 'birds.cogx'), pipeline);

const probe = ['ffprobe', ...probeArguments, ...safeInput].join(' ');
const jobs = availableParallelism();
const cases: Case[] = [
  {
    name: `\`xargs -P${jobs} ffprobe\`, the same arguments`,
    words: ['sh', '-c', `printf 'file:%s\\0' data/*.mp4 | xargs -0 -n1 -P${jobs} ${probe} >/dev/null`],
    cwd: folder,
  },
  {
    name: 'cogx scan, first',
    words: ['sh', '-c', `rm -f birds.clips.* && exec node '${join(root, 'dist/cogx.cjs')}' scan birds.cogx`],
    cwd: folder,
  },
  {
    name: 'cogx scan, nothing changed',
    words: ['node', join(root, 'dist/cogx.cjs'), 'scan', 'birds.cogx'],
    cwd: folder,
  },
];

/** Seconds on the clock, in turn, so that a slow moment of the machine meets all. */
const clocked = (): number[][] =>
  Array.from({ length: rounds }, () =>
    cases.map(({ words: [name = '', ...words], cwd }) => {
      const started = performance.now();
      spawnSync(name, words, { cwd, stdio: 'ignore' });
      return (performance.now() - started) / 1000;
    }),
  );

const walls = clocked();
const processor = measure(cases, rounds);
const rows = cases.map(({ name }, index) => {
  const share = median(walls.map((round) => (round[0] ?? 0) / (round[index] ?? 1)));
  const seconds = median(walls.map((round) => round[index] ?? 0));
  const cpu = processor[index];
  return `| ${name} | ${(clipCount / seconds).toFixed(1)} | ${share.toFixed(2)} | ${((1000 * (cpu?.seconds ?? 0)) / clipCount).toFixed(0)} | ${(1 / (cpu?.ratio ?? 1)).toFixed(2)} |`;
});

const page = join(root, 'docs/bench-scan.md');
const rest = readFileSync(page, 'utf8').replace(/^[\s\S]*?(?=^## )/m, '');
writeFileSync(
  page,
  `# How fast a scan is

Written by \`node --import tsx bench/scan.ts\` on Node ${process.versions.node}, ${jobs} processors, load ${loadavg()[0]?.toFixed(0)} when it ended. ${clipCount} clips of 1080p, 30 fps, 10 s,
in the page cache; ${rounds} rounds, the medians. The share is that of ffprobe alone, round by round: clips a second on the clock, and CPU time of
the whole, both of which a busy machine blurs.

| | clips a second | share | CPU ms a clip | share |
|---|---:|---:|---:|---:|
${rows.join('\n')}

${rest}`,
);
rmSync(folder, { recursive: true });
