import { spawnSync } from 'node:child_process';
import {
  appendFileSync,
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs';
import { join } from 'node:path';
import { suite } from 'uvu';
import * as assert from 'uvu/assert';
import { cogx as command, folder as temporary } from './cogx.ts';

/** `cogx compile` as a process, on a real disk. */

const compile = suite('compile');

const text = `
model tiny-cogvideox-1.5-5b-t2v
param rate = 1e-4
dataset bars { videos = "clips" }
train { length = 20 steps, optimizer adamw { learning_rate = $rate } }
cluster { gpu = cpu, gpus_per_node = 2, shard = zero2 }
profile alone { cluster { gpus_per_node = 1, shard = none } }
`;

/** A folder with a pipeline in it, in a folder of its own. */
const folderWith = (pipeline = text): string => {
  const folder = join(temporary(), 'some folder');
  mkdirSync(folder);
  writeFileSync(join(folder, 'birds.cogx'), pipeline);
  return folder;
};

const cogx = (where: string, ...words: readonly string[]) => command(where, 'compile', ...words);

const contents = (folder: string): Record<string, string> =>
  Object.fromEntries(readdirSync(folder).map((file) => [file, readFileSync(join(folder, file), 'utf8')]));

compile('the same file gives the same bytes, wherever it lies and from wherever it is compiled', () => {
  const [one, other] = [folderWith(), folderWith()];
  assert.is(cogx(one, 'birds.cogx').code, 0);
  assert.is(cogx('/', join(other, 'birds.cogx'), '-o', join(other, 'elsewhere')).code, 0);
  const outputs = contents(join(one, 'build/birds'));
  assert.equal(contents(join(other, 'elsewhere')), outputs);
  assert.ok(Object.keys(outputs).length > 8);
  assert.not.match(Object.values(outputs).join(''), /cogx test |some folder/);
});

compile('what is there already is not called changed', () => {
  const folder = folderWith();
  assert.match(
    cogx(folder, 'birds.cogx').out,
    /^\d+ files in build\/birds: \d+ changed\. Read build\/birds\/README\.md first\.\n$/,
  );
  assert.match(cogx(folder, 'birds.cogx').out, /: none changed\./);
  assert.ok(statSync(join(folder, 'build/birds/launch.sh')).mode & 0o100);
});

compile('every output has its first line say what made it, where its format has comments', () => {
  const folder = folderWith();
  cogx(folder, 'birds.cogx', '--profile', 'alone', '--set', 'rate=5e-5');
  const made = 'Made from birds.cogx by: cogx compile birds.cogx --profile alone --set rate=5e-5';
  for (const [file, output] of Object.entries(contents(join(folder, 'build/birds')))) {
    if (file.endsWith('.json') || file.endsWith('.tsv')) continue;
    // A model card begins with what the Hub reads of it.
    const start = output.replace(/^---\n.*?\n---\n/s, '');
    assert.ok(start.split('\n').slice(0, 2).join('\n').includes(made), file);
  }
  const plan = JSON.parse(readFileSync(join(folder, 'build/birds/plan.json'), 'utf8'));
  assert.is(plan.command, 'cogx compile birds.cogx --profile alone --set rate=5e-5');
  assert.equal(plan.values['train.optimizer.learning_rate'], { value: 5e-5, from: 'birds.cogx:5' });
  assert.equal(plan.values['cluster.gpus_per_node'], { value: 1, from: 'birds.cogx:7' });
});

compile('the manifest has the sha256 of every output and input', () => {
  const folder = folderWith();
  cogx(folder, 'birds.cogx');
  const { outputs, inputs } = JSON.parse(readFileSync(join(folder, 'build/birds/manifest.json'), 'utf8'));
  const lines = [
    ...Object.entries(outputs).map(([path, hash]) => `${hash}  build/birds/${path}`),
    ...Object.entries(inputs).map(([path, hash]) => `${hash}  ${path}`),
  ];
  const { status, stdout } = spawnSync('sha256sum', ['--check', '--strict'], {
    cwd: folder,
    input: `${lines.join('\n')}\n`,
  });
  assert.is(status, 0, String(stdout));
  assert.equal(Object.keys(inputs), ['birds.cogx']);
  assert.equal([...Object.keys(outputs), 'manifest.json'].sort(), readdirSync(join(folder, 'build/birds')).sort());
});

compile('an output that somebody has edited is kept, and named', () => {
  const folder = folderWith();
  cogx(folder, 'birds.cogx');
  const edited = join(folder, 'build/birds/launch.sh');
  appendFileSync(edited, '# my own line\n');
  writeFileSync(join(folder, 'birds.cogx'), text.replace('20 steps', '30 steps'));
  const before = contents(join(folder, 'build/birds'));
  const { code, err } = cogx(folder, 'birds.cogx');
  assert.is(code, 1);
  assert.match(
    err,
    /error: build\/birds\/launch\.sh is not as cogx wrote it: somebody has edited it or put it there\./,
  );
  assert.not.match(err, /plan\.json/);
  assert.equal(contents(join(folder, 'build/birds')), before);
  assert.is(cogx(folder, 'birds.cogx', '--force').code, 0);
  assert.not.match(readFileSync(edited, 'utf8'), /my own line/);
});

compile('a file that was there before cogx is kept too', () => {
  const folder = folderWith();
  writeFileSync(join(folder, 'README.md'), 'my notes\n');
  const { code, err } = cogx(folder, 'birds.cogx', '-o', '.');
  assert.is(code, 1);
  assert.match(err, /error: README\.md is not as cogx wrote it/);
  assert.equal(readdirSync(folder).sort(), ['README.md', 'birds.cogx']);
});

compile('what is no output any more is removed, unless somebody has edited it', () => {
  const folder = folderWith();
  const stale = join(folder, 'build/birds/deepspeed.json');
  cogx(folder, 'birds.cogx');
  assert.match(cogx(folder, 'birds.cogx', '--profile', 'alone').out, /, 2 removed\./); // deepspeed.json and shards.py
  assert.not(existsSync(stale));
  cogx(folder, 'birds.cogx');
  appendFileSync(stale, '\n');
  const { code, err } = cogx(folder, 'birds.cogx', '--profile', 'alone');
  assert.is(code, 0);
  assert.match(err, /note: build\/birds\/deepspeed\.json is no output any more; it was edited, so it stays\./);
  assert.ok(existsSync(stale));
});

compile('--check writes nothing, and names what differs', () => {
  const folder = folderWith();
  const absent = cogx(folder, 'birds.cogx', '--check');
  assert.is(absent.code, 3);
  assert.not(existsSync(join(folder, 'build')));
  cogx(folder, 'birds.cogx');
  assert.is(cogx(folder, 'birds.cogx', '--check').out, 'build/birds is what the file compiles to.\n');
  rmSync(join(folder, 'build/birds/launch.sh'));
  const { code, out } = cogx(folder, 'birds.cogx', '--check');
  assert.is(code, 3);
  assert.is(out, 'build/birds/launch.sh is not what the file compiles to.\n');
});

const refused = (pipeline: string, problem: string): void => {
  const folder = folderWith(pipeline);
  const { code, err } = cogx(folder, 'birds.cogx');
  assert.is(code, 1, err);
  assert.ok(err.includes(`[${problem}]`), err);
  assert.match(err, /\nbirds\.cogx: nothing is written, because of one error\.\n$/);
  assert.equal(readdirSync(folder), ['birds.cogx']);
};

compile('where there is an error nothing is written', () => {
  refused(text.replace('20 steps', '20 stops'), 'wrong-value');
});

compile('a length in epochs needs the inventory', () => {
  refused(text.replace('20 steps', '2 epochs'), 'inventory-needed');
});

compile('what is not built yet is said, and not left out in silence', () => {
  refused(text.replace('gpu = cpu', 'gpu = ascend-910b'), 'not-built-yet');
});

compile('a part is no pipeline', () => {
  refused('cluster { nodes = 2 }\n', 'part-alone');
});

compile('without an inventory all but the list of clips is written, with a note', () => {
  const folder = folderWith();
  const { code, err } = cogx(folder, 'birds.cogx');
  assert.is(code, 0);
  assert.match(err, /note: There is no inventory of the clips, so the outputs lack clips\.tsv\. \[no-clip-list\]/);
  assert.not(existsSync(join(folder, 'build/birds/clips.tsv')));
});

compile('a file that is not there is wrong usage', () => {
  const { code, err } = cogx(folderWith(), 'bird.cogx');
  assert.is(code, 2);
  assert.match(err, /error: There is no file bird\.cogx\./);
});

compile.run();
