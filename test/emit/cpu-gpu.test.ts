import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { test } from 'uvu';
import { emit } from '../../src/emit/emit.ts';
import { jobFor } from '../job.ts';
import { golden } from '../support.ts';

const pipeline = (cluster: string): string => `
model cogvideox-1.5-5b-t2v
dataset pexels { videos = "data/pexels" }
train {
  length = 500 steps
  validate { prompts = ["a kingfisher dives into a pond"] }
  track = [tensorboard]
}
cluster { ${cluster} }
`;

/** The Python scripts of a pipeline, by name. */
const scripts = (cluster: string): ReadonlyMap<string, string> =>
  new Map(
    [...emit(jobFor(pipeline(cluster)))]
      .filter(({ path }) => path.endsWith('.py'))
      .map(({ path, text }) => [path, typeof text === 'string' ? text : [...text].join('')]),
  );

/** Lines of the one and of the other, without the numbers of lines, which move whenever a script is edited. */
const difference = (one: string, other: string): string => {
  const folder = mkdtempSync(join(tmpdir(), 'cogx-diff-'));
  const files = [one, other].map((text, index) => {
    const file = join(folder, String(index));
    writeFileSync(file, text);
    return file;
  });
  const { stdout } = spawnSync('diff', files, { encoding: 'utf8' });
  rmSync(folder, { recursive: true });
  return stdout.replace(/^\d.*\n/gm, '');
};

const clusters = {
  alone: '',
  ddp: ', gpus_per_node = 2',
  zero2: ', gpus_per_node = 2, shard = zero2',
};

for (const [name, cluster] of Object.entries(clusters))
  test(`scripts for a CPU and for a GPU differ only in the lines that set device and process group: ${name}`, () => {
    const [cpu, gpu] = [scripts(`gpu = cpu${cluster}`), scripts(`gpu = a100-80gb${cluster}`)];
    const texts = [...cpu].map(([file, text]) => `${file}\n${difference(text, gpu.get(file) ?? '')}`);
    golden(`emit/cpu-gpu-${name}.diff`, texts.join('\n'));
  });

test.run();
