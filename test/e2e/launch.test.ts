import { type ChildProcess, spawn, spawnSync } from 'node:child_process';
import { copyFileSync, cpSync, existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { delimiter, join } from 'node:path';
import { suite } from 'uvu';
import * as assert from 'uvu/assert';
import { pipeline, written } from '../emit/launch-words.ts';
import { root } from '../support.ts';
import { folder as temporary } from './cogx.ts';
import { type Warm, warm } from './warm.ts';

/** The emitted launch files run by bash, with the real accelerate and a Slurm of one machine. */

const launch = suite('launch');

let started: Warm;

launch.before(async () => {
  started = await warm();
});
launch.after(() => started.close());

const slurm = 'nodes = 2, gpu = cpu\n  launch slurm { partition = cpu, time = 1 h, before = "export MODULES=loaded" }';

/** Where a person stands; the outputs are in another folder. */
const stage = (cluster: string, train?: string) => {
  const outputs = written(pipeline(cluster, train));
  if (train === undefined) copyFileSync(join(root, 'test/e2e/meet.py'), join(outputs, 'train.py'));
  const folder = temporary();
  const queue = join(folder, 'queue');
  mkdirSync(queue);
  const env = {
    ...process.env,
    PATH: [join(root, 'test/e2e/slurm'), process.env.PATH].join(delimiter),
    COGX_PYTHON: started.python,
    COGX_RUNS: join(folder, 'all runs'),
    QUEUE: queue,
  };
  return { outputs, folder, queue, env, run: join(folder, 'all runs/birds') };
};

const bash = ({ folder, env }: ReturnType<typeof stage>, script: string, more: Record<string, string> = {}) => {
  const { status, stdout, stderr } = spawnSync('bash', [script], {
    cwd: folder,
    env: { ...env, ...more },
    encoding: 'utf8',
  });
  return { status, stdout, stderr };
};

const read = (path: string): string => readFileSync(path, 'utf8');

launch('submit.sh runs prepare, encode and train behind each other, and two tasks form a world of two', () => {
  const there = stage(slurm);
  const noted = '"$SHARD in $PWD with $MODULES" >> "$QUEUE/';
  writeFileSync(join(there.outputs, 'prepare.sh'), `SHARD=$*; echo prepare ${noted}done"; exit 3\n`);
  writeFileSync(
    join(there.outputs, 'encode.py'),
    'import os\nprint("encode", os.environ["SHARD"], "in", os.getcwd(), "with", os.environ["MODULES"], file=open(os.environ["QUEUE"] + "/done", "a"))\n',
  );
  const { status, stdout, stderr } = bash(there, join(there.outputs, 'submit.sh'));
  assert.is(status, 0, stderr);
  assert.match(stdout, /^prepare is job 4200, encode 4201, train 4202; their logs are in /);
  assert.is(
    read(join(there.queue, 'jobs')),
    '4200\tprepare.sbatch\t\n4201\tencode.sbatch\tafterok:4200\n4202\ttrain.sbatch\tafterok:4201\n',
  );
  const logs = readdirSync(join(there.run, 'slurm')).map((log) => `${log}:\n${read(join(there.run, 'slurm', log))}`);
  assert.is(read(join(there.queue, '4202.code')), '0\n', logs.join('\n'));
  assert.equal(read(join(there.queue, 'done')).trim().split('\n'), [
    `prepare --shard 0/2 in ${there.folder} with loaded`,
    `prepare --shard 1/2 in ${there.folder} with loaded`,
    `encode 0/2 in ${there.folder} with loaded`,
    `encode 1/2 in ${there.folder} with loaded`,
  ]);
  assert.is(read(join(there.run, 'met-0')), '2 processes, 3 together, node 0\n');
  assert.is(read(join(there.run, 'met-1')), '2 processes, 3 together, node 1\n');
});

launch('in a container every job does its work inside, and sees the folders of the run', () => {
  const inside = 'launch slurm { partition = cpu, container apptainer { image = "torch.sif", mounts = ["/usr"] } }';
  const there = stage(`nodes = 2, gpu = cpu\n  ${inside}`);
  writeFileSync(join(there.outputs, 'prepare.sh'), 'echo prepare "$CONTAINER" >> "$QUEUE/done"\n');
  writeFileSync(
    join(there.outputs, 'encode.py'),
    'import os\nprint("encode", os.environ["CONTAINER"], file=open(os.environ["QUEUE"] + "/done", "a"))\n',
  );
  mkdirSync(join(there.folder, 'clips'));
  const { status, stderr } = bash(there, join(there.outputs, 'submit.sh'));
  assert.is(status, 0, stderr);
  const logs = readdirSync(join(there.run, 'slurm')).map((log) => read(join(there.run, 'slurm', log)));
  assert.is(read(join(there.queue, '4202.code')), '0\n', logs.join('\n'));
  const [prepared, encoded] = ['prepare inside', 'encode inside'];
  assert.equal(read(join(there.queue, 'done')).trim().split('\n'), [prepared, prepared, encoded, encoded]);
  assert.is(read(join(there.run, 'met-1')), '2 processes, 3 together, node 1\n');
  const lines = read(join(there.queue, 'containers')).trim().split('\n');
  assert.is(lines.length, 6); // two tasks of each job
  for (const folder of [
    there.folder,
    there.outputs,
    join(there.folder, 'work'),
    join(there.folder, 'all runs'),
    '/usr',
  ])
    assert.match(lines[0] ?? '', `--bind ${folder}`);
});

launch('a scratch disk has its own copy of what the training reads, and no older one', () => {
  const there = stage('gpu = cpu\n}\nstorage { scratch = "scratch"');
  const work = join(there.folder, 'work/birds');
  for (const folder of ['latents', 'prompts', 'clips']) mkdirSync(join(work, folder), { recursive: true });
  writeFileSync(join(work, 'latents/new'), '');
  writeFileSync(join(work, 'samples.tsv'), 'sample');
  const staged = join(there.folder, 'scratch/staged');
  mkdirSync(join(staged, 'birds/latents'), { recursive: true });
  writeFileSync(join(staged, 'birds/latents/old'), '');
  writeFileSync(
    join(there.outputs, 'train.py'),
    'import os\nprint(os.environ["COGX_WORK"], sorted(os.listdir(os.environ["COGX_WORK"] + "/birds")))\n',
  );
  const { stdout, stderr } = bash(there, join(there.outputs, 'launch.sh'));
  assert.match(stdout, "scratch/staged ['latents', 'prompts', 'samples.tsv']", stderr);
  assert.equal(readdirSync(join(staged, 'birds/latents')), ['new']);
});

const ended = (child: ChildProcess): Promise<number | null> =>
  new Promise((resolve) => child.on('close', (code) => resolve(code)));

const until = async (holds: () => boolean): Promise<void> => {
  const end = Date.now() + 300_000;
  while (!holds()) {
    if (Date.now() > end) throw new Error('five minutes are over');
    await new Promise((resolve) => setTimeout(resolve, 100));
  }
};

/** What Slurm says to a job of two nodes. */
const variables = {
  SLURM_JOB_ID: '77',
  SLURM_NNODES: '2',
  SLURM_CPUS_PER_TASK: '4',
  SLURM_JOB_NODELIST: 'node[0-1]',
};

launch('near the time limit the trainer saves first, and only then the job queues again', async () => {
  const there = stage(slurm);
  mkdirSync(there.run, { recursive: true });
  writeFileSync(join(there.run, 'STOP'), ''); // of the time before: it must not stop this one
  const job = spawn('bash', [join(there.outputs, 'train.sbatch'), there.outputs], {
    cwd: there.folder,
    env: { ...there.env, ...variables, WAIT: 'yes' },
    stdio: 'ignore',
  });
  const end = ended(job);
  await until(() => existsSync(join(there.run, 'met-0')) && existsSync(join(there.run, 'met-1')));
  assert.not(existsSync(join(there.run, 'STOP')));
  job.kill('SIGUSR1');
  await end;
  assert.is(read(join(there.queue, 'requeued')), '77 after 2 saved\n');
});

/** The tiny model, and latents and prompts that an encode.py could have made. */
const withData = ({ folder, env }: ReturnType<typeof stage>): void => {
  const model = 'tiny-cogvideox-1.5-5b-t2v';
  for (const words of [
    ['scripts/make-tiny-model.py', model, model],
    ['test/e2e/train-judge.py', 'data', 'work/birds'],
  ]) {
    const [program = '', ...rest] = words;
    const { status, stderr } = spawnSync(env.COGX_PYTHON, [join(root, program), ...rest], {
      cwd: folder,
      encoding: 'utf8',
    });
    if (status !== 0) throw new Error(stderr);
  }
};

launch('so does the real train.py: two nodes, a checkpoint, and the job queues again', async () => {
  const there = stage(slurm, 'length = 100000 steps, global_batch = 2, checkpoint { every = 1 h }');
  withData(there);
  const job = spawn('bash', [join(there.outputs, 'train.sbatch'), there.outputs], {
    cwd: there.folder,
    env: { ...there.env, ...variables, SLURM_JOB_ID: '79', OMP_NUM_THREADS: '1' },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  let said = '';
  for (const stream of [job.stdout, job.stderr]) stream.on('data', (text) => (said += text));
  const end = ended(job);
  const log = join(there.run, 'log/metrics.jsonl');
  await until(() => job.exitCode !== null || (existsSync(log) && read(log).split('\n').length > 4));
  job.kill('SIGUSR1');
  await end;
  assert.match(said, /0: Stopped after update \d+ of 100000, and saved: started again it goes on\./, said);
  assert.is(read(join(there.queue, 'requeued')), '79 after 1 saved\n');
});

launch('a training that fails fails its job', () => {
  const there = stage(slurm);
  const { status, stdout, stderr } = spawnSync('bash', [join(there.outputs, 'train.sbatch'), there.outputs], {
    cwd: there.folder,
    env: { ...there.env, ...variables, SLURM_JOB_ID: '78', CODE: '3' },
    encoding: 'utf8',
  });
  assert.is.not(status, 0, `${stdout}${stderr}`);
  assert.not(existsSync(join(there.queue, 'requeued')));
});

launch('one machine with two processes needs nothing from outside', () => {
  const there = stage('gpus_per_node = 2, gpu = cpu');
  const { status, stdout, stderr } = bash(there, join(there.outputs, 'launch.sh'));
  assert.is(status, 0, `${stdout}${stderr}`);
  assert.match(read(join(there.run, 'met-1')), /^2 processes, 3 together/);
});

launch('the lines of the README for two hosts form a world of two', async () => {
  const there = stage(
    'nodes = 2, gpu = cpu\n  launch ssh { hosts = ["localhost", "127.0.0.1"], user = "somebody", port = 29671 }',
  );
  // In place of ssh: the command runs here, in another folder, as it would on the other machine.
  const ssh = join(there.queue, 'ssh');
  writeFileSync(ssh, '#!/usr/bin/env bash\ncd / && exec bash -c "$2"\n', { mode: 0o755 });
  mkdirSync(join(there.folder, '.venv/bin'), { recursive: true });
  writeFileSync(join(there.folder, '.venv/bin/python'), `#!/usr/bin/env bash\nexec ${there.env.COGX_PYTHON} "$@"\n`, {
    mode: 0o755,
  });
  const outputs = join(there.folder, 'the outputs'); // the lines take a space, and no quote
  cpSync(there.outputs, outputs, { recursive: true });
  const lines = read(join(outputs, 'README.md'))
    .split('\n')
    .filter((line) => line.startsWith('ssh '));
  assert.is(lines.length, 2);
  const codes = lines.map((line) =>
    ended(
      spawn('bash', ['-c', line], {
        cwd: there.folder,
        env: { ...there.env, PATH: [there.queue, there.env.PATH].join(delimiter), out: outputs },
        stdio: 'ignore',
      }),
    ),
  );
  assert.equal(await Promise.all(codes), [0, 0]);
  assert.is(read(join(there.run, 'met-1')), '2 processes, 3 together, node 1\n');
});

launch('a node that is not told which it is says so, and so does a wrong number of nodes', () => {
  const there = stage(slurm);
  const script = join(there.outputs, 'launch.sh');
  assert.match(bash(there, script).stderr, /NODE_RANK: is not set: 0 on the first node/);
  assert.match(
    bash(there, script, { NODE_RANK: '0' }).stderr,
    /MASTER_ADDR: is not set: the address of the first node/,
  );
  const wrong = bash(there, script, { NNODES: '3' });
  assert.is(wrong.status, 2);
  assert.match(wrong.stderr, /this run is made for nodes = 2, and NNODES is 3/);
});

launch.run();
