/**
 * `npm run bench:train`: updates a second of the emitted train.py beside a straight loop over the same diffusers model and data,
 * in turn, round after round, on the CPU; their memory; and how fast the stream is with the model removed. Writes the table to
 * docs/bench-train.md. Nothing is asserted: a busy machine is no mistake of anybody's.
 */
import { spawnSync } from 'node:child_process';
import { existsSync, mkdtempSync, readFileSync, realpathSync, rmSync, writeFileSync } from 'node:fs';
import { cpus, tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { median } from './measure.ts';

const root = fileURLToPath(new URL('..', import.meta.url));
const python = join(realpathSync(join(root, '.venv')), 'bin/python');
const option = (name: string, unsaid: number): number =>
  Number(process.argv.find((word) => word.startsWith(`--${name}=`))?.split('=')[1] ?? unsaid);
const rounds = option('rounds', 3);
const updates = option('updates', 10);
const folder = mkdtempSync(join(tmpdir(), 'cogx-bench-'));
const model = 'tiny-cogvideox-1.5-5b-t2v';

const run = (program: string, ...words: readonly string[]): string => {
  const env = {
    ...process.env,
    COGX_PYTHON: python,
    DS_ACCELERATOR: 'cpu',
    HF_HUB_OFFLINE: '1',
    OMP_NUM_THREADS: '1',
  };
  const { status, stdout, stderr } = spawnSync(program, words, { cwd: folder, encoding: 'utf8', env });
  if (status !== 0) throw new Error(`${words.join(' ')} ended with ${status}: ${stdout}${stderr}`);
  return stdout;
};

/** One thread, and samples read by the training itself: all that an update takes is the time of one process. */
const pipeline = `cogx = 1
name = birds
model ${model}
dataset pexels { videos = "clips" }
train {
  adapter = none, length = ${updates} steps, batch_per_gpu = 1, accumulate = 1, workers = 0
  checkpoint { every = 10 h }, hooks = "hooks.py"
}
cluster { gpu = cpu }
`;

/** What an update took is known when the next one begins. */
const hooks = `
import json, resource, time

begun = []


def before_step(update, transformer, optimizer):
    begun.append((time.monotonic(), time.process_time()))
    if update == ${updates}:
        spent = [[b - a for a, b in zip(one, one[1:])] for one in zip(*begun)]
        gib = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 2**20
        with open("spent.json", "w") as file:
            json.dump({"clock": spent[0], "processor": spent[1], "gib": gib}, file)
`;

type Spent = { readonly clock: readonly number[]; readonly processor: readonly number[]; readonly gib: number };

const layOut = (): void => {
  run(python, join(root, 'scripts/make-tiny-model.py'), model, model);
  run(python, join(root, 'bench/train.py'), 'model', model);
  run(python, join(root, 'test/e2e/train-judge.py'), 'data', 'work/birds');
  writeFileSync(join(folder, 'hooks.py'), hooks);
  writeFileSync(join(folder, 'bench.cogx'), pipeline);
  run(process.execPath, join(root, 'dist/cogx.cjs'), 'compile', 'bench.cogx', '-o', 'out');
};

const lastLine = (text: string): string => text.trim().split('\n').at(-1) ?? '';

const own = (): Spent => {
  rmSync(join(folder, 'runs'), { recursive: true, force: true });
  run('bash', 'out/launch.sh');
  return JSON.parse(readFileSync(join(folder, 'spent.json'), 'utf8'));
};

const floor = (): Spent =>
  JSON.parse(lastLine(run(python, join(root, 'bench/train.py'), 'floor', 'out/train.py', String(updates))));

/** Without the first, which warms up. */
const update = (spent: readonly Spent[], key: 'clock' | 'processor'): number =>
  median(spent.flatMap((each) => each[key].slice(1)));

const row = (name: string, spent: readonly Spent[], against: readonly Spent[]): string => {
  const of = (key: 'clock' | 'processor') => (update(against, key) / update(spent, key)).toFixed(2);
  const gib = median(spent.map((each) => each.gib));
  const memory = (gib / median(against.map((each) => each.gib))).toFixed(2);
  const seconds = [update(spent, 'clock'), update(spent, 'processor')].map((each) => each.toFixed(3)).join(' | ');
  return `| ${name} | ${seconds} | ${of('clock')} | ${of('processor')} | ${gib.toFixed(2)} | ${memory} |`;
};

const page = (rows: readonly string[], samples: number, seconds: number): string =>
  [
    '# How long an update takes',
    '',
    `Written by \`npm run bench:train\`: all weights of a transformer of 12 layers of 768 on ${cpus()[0]?.model ?? 'a processor'}, one thread,`,
    `fp32, gradient checkpointing. Both take turns, ${rounds} rounds of ${updates} updates; medians. Processor time is what others on the`,
    'machine change least.',
    '',
    '| way | s an update | CPU s an update | updates a second, against the loop | the same by processor time | GiB | against the loop |',
    '|---|---:|---:|---:|---:|---:|---:|',
    ...rows,
    '',
    `With the model removed, the stream of train.py gives ${samples.toFixed(0)} samples a second; with it, ${(1 / seconds).toFixed(2)} are asked for.`,
    '',
  ].join('\n');

try {
  spawnSync(process.execPath, [join(root, 'scripts/build.mjs')], { stdio: 'ignore' });
  layOut();
  const [some, loop]: [Spent[], Spent[]] = [[], []];
  for (let round = 1; round <= rounds; round++) {
    loop.push(floor());
    some.push(own());
    process.stderr.write(`round ${round} of ${rounds}\n`);
  }
  const stream = JSON.parse(lastLine(run(python, join(root, 'bench/train.py'), 'data', 'out/train.py', '300')));
  const rows = [row('a straight loop', loop, loop), row('train.py', some, loop)];
  const text = page(rows, stream.samples_per_second, update(some, 'clock'));
  console.log(text);
  const file = join(root, 'docs/bench-train.md');
  // What people have written below the table stays.
  const remarks = existsSync(file) ? readFileSync(file, 'utf8').split('\n## ').slice(1) : [];
  writeFileSync(file, [text, ...remarks.map((remark) => `## ${remark}`)].join('\n'));
} finally {
  rmSync(folder, { recursive: true, force: true });
}
