import { spawnSync } from 'node:child_process';
import { appendFileSync, existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'uvu';
import * as assert from 'uvu/assert';
import about from '../../package.json' with { type: 'json' };
import { commands } from '../../src/cli/commands.ts';
import { root } from '../support.ts';
import { bundle, cogx, folder } from './cogx.ts';

const sound =
  'model tiny-cogvideox-1.5-5b-t2v\ndataset clips { videos = "clips" }\ntrain { length = 20 steps }\ncluster { gpu = cpu }\n';

/** A folder with a pipeline that compiles without an inventory. */
const withPipeline = (text = sound): string => {
  const made = folder();
  writeFileSync(join(made, 'a.cogx'), text);
  return made;
};

test('--help lists every command and ends well', () => {
  const { code, out } = cogx(root, '--help');
  assert.is(code, 0);
  for (const [name, { says }] of Object.entries(commands)) assert.match(out, `  ${name.padEnd(10)} ${says}`);
});

test('every command has a help of its own', () => {
  for (const name of Object.keys(commands)) {
    const { code, out } = cogx(root, name, '--help');
    assert.is(code, 0, name);
    assert.match(out, `usage: cogx ${name} `);
    assert.is(cogx(root, 'help', name).out, out);
  }
});

test('check says of a part that its words alone are checked, and of a profile where its cure belongs', () => {
  const where = withPipeline(`${sound}profile fast { cluster { gpus_per_node = 1, shard = ddp } }\n`);
  writeFileSync(join(where, 'part.cogx'), 'cluster { nodes = 2 }\n');
  writeFileSync(join(where, 'shared.cogx'), 'train { optimizer { learning_rate = 1e-4 } }\n');
  const { code, out } = cogx(where, 'check', 'a.cogx', 'part.cogx', 'shared.cogx');
  assert.is(code, 0);
  assert.match(out, 'shared.cogx says no length of training');
  assert.match(out, 'Nobody has looked at the clips of a.cogx: cogx scan a.cogx does, and they are checked, too.\n');
  assert.match(
    out,
    'part.cogx says no length of training: as a part of other pipelines, its words alone are checked.\n',
  );
  assert.match(out, 'note: with profile fast: ddp has nothing to spread on one GPU. [shard-on-one-gpu]');
  assert.match(out, 'help: In profile fast, write shard = none.');
});

test('without a command, help goes to the person and the exit code says usage', () => {
  const { code, out, err } = cogx(root);
  assert.is(code, 2);
  assert.is(out, '');
  assert.match(err, 'usage: cogx COMMAND');
});

test('--version is the version of package.json', () => {
  assert.equal(cogx(root, '--version'), { code: 0, out: `cogx ${about.version}\n`, err: '' });
});

/** What is typed wrongly, and the sentence it gets; all end with exit code 2. */
const misuses: [words: string[], sentence: string][] = [
  [['chek'], 'error: cogx has no command chek. Did you mean check?'],
  [['frobnicate'], 'error: cogx has no command frobnicate.'],
  [['check'], 'error: check needs FILE…'],
  [['check', 'a.cogx', '--dney', 'warning'], 'error: check has no flag --dney. Did you mean --deny?'],
  [['check', 'a.cogx', '--deny', 'errors'], 'error: --deny takes warning, not errors.'],
  [['check', 'a.cogx', '--deny'], 'error: --deny needs a value'],
  [['check', 'none.cogx'], 'error: There is no file none.cogx.'],
  [['compile', 'a.cogx', 'b.cogx'], 'b.cogx is one word too many'],
  [['compile', 'a.cogx', '--force=yes'], 'error: --force is on or off and takes no value.'],
  [['explain', 'frame-cuont'], 'Did you mean frame-count?'],
  [['run', 'none'], 'error: There is no none.'],
  [['run', '.', 'trian'], 'Did you mean train?'],
  [['run', '.', 'train', '--set', 'a=1'], 'A folder is compiled already'],
  [['init', 'none'], 'error: There is no folder none.'],
  [['init', '.', '--model', 'cogvideox-1.5-5b-t2'], 'Did you mean cogvideox-1.5-5b-t2v?'],
];

for (const [words, sentence] of misuses)
  test(`\`cogx ${words.join(' ')}\` is answered with a sentence and exit code 2`, () => {
    const { code, err } = cogx(withPipeline(), ...words);
    assert.match(err, sentence);
    assert.match(err, /help: (`cogx .*--help` shows how\.|Name one that is there, such as a\.cogx\.)/);
    assert.is(code, 2);
  });

test('a folder is answered with the files in it, as many as the command takes', () => {
  const where = withPipeline();
  const said = (...words: string[]) => cogx(where, ...words).err;
  assert.is(said('scan', '.'), 'error: . is a folder.\nhelp: Name its file: a.cogx\n');
  for (const name of ['b', 'c', 'd']) writeFileSync(join(where, `${name}.cogx`), sound);
  for (const command of ['compile', 'plan', 'scan'])
    assert.is(
      said(command, `${where}/`),
      `error: ${where}/ is a folder.\nhelp: Name one of its files, such as ${['a', 'b', 'c'].map((name) => join(where, `${name}.cogx`)).join(', ')}.\n`,
    );
  assert.match(said('check', '.'), 'help: Name its files: ./*.cogx\n');
  mkdirSync(join(where, 'empty'));
  assert.is(
    said('plan', 'empty'),
    'error: empty is a folder without a file that ends in .cogx.\nhelp: Name a file that ends in .cogx, or write one: cogx init FOLDER\n',
  );
});

test('check ends with 0 where nothing is wrong, and says so', () => {
  const { code, out } = cogx(join(root, 'examples/birds'), 'check', 'birds.cogx');
  assert.is(code, 0, out);
  assert.match(out, 'birds.cogx: ');
});

test('check ends with 1 on an error, which has its place, its reason and its way out', () => {
  const { code, out } = cogx(withPipeline(`${sound}frames { count = 18 }\n`), 'check', 'a.cogx');
  assert.is(code, 1);
  assert.match(out, '[frame-count]');
  assert.match(out, '--> a.cogx:5:18');
  assert.match(out, 'help: Use ');
});

test('--set changes a value, and a finding names the flag as its place', () => {
  const { code, out } = cogx(withPipeline(), 'check', 'a.cogx', '--set', 'frames.count=18');
  assert.is(code, 1);
  assert.match(out, '[frame-count]');
  assert.match(out, '--set');
});

test('explain shows the page of a finding, and all codes without one', () => {
  const { code, out } = cogx(root, 'explain', 'frame-count');
  assert.is(code, 0);
  assert.match(out, 'frame-count');
  assert.match(cogx(root, 'explain').out, 'frame-count');
});

test('a reader that leaves early ends the work without an error', () => {
  const line = `'${process.execPath}' '${bundle()}' explain | head -n 1; echo "\${PIPESTATUS[0]}"`;
  const { stdout, stderr } = spawnSync('bash', ['-c', line], { encoding: 'utf8' });
  assert.match(stdout, /\n0\n$/);
  assert.is(stderr, '');
});

test('compile writes the same bytes again, and --check says whether they still stand', () => {
  const where = withPipeline();
  const first = cogx(where, 'compile', 'a.cogx', '-o', 'out');
  assert.is(first.code, 0, first.err);
  assert.match(first.out, 'Read out/README.md first.');
  assert.is(cogx(where, 'compile', 'a.cogx', '-o', 'out', '--check').code, 0);
  assert.match(cogx(where, 'compile', 'a.cogx', '-o', 'out').out, 'none changed');
  const changed = cogx(where, 'compile', 'a.cogx', '-o', 'out', '--set', 'seed=7', '--check');
  assert.is(changed.code, 3);
});

test('compile keeps what a person has edited until --force is given', () => {
  const where = withPipeline();
  cogx(where, 'compile', 'a.cogx', '-o', 'out');
  appendFileSync(join(where, 'out/encode.py'), '# mine\n');
  const kept = cogx(where, 'compile', 'a.cogx', '-o', 'out');
  assert.is(kept.code, 1);
  assert.match(kept.err, 'out/encode.py is not as cogx wrote it');
  assert.match(readFileSync(join(where, 'out/encode.py'), 'utf8'), '# mine');
  assert.is(cogx(where, 'compile', 'a.cogx', '-o', 'out', '--force').code, 0);
  assert.not.match(readFileSync(join(where, 'out/encode.py'), 'utf8'), '# mine');
});

test('compile writes nothing where there is an error', () => {
  const where = withPipeline(`${sound}frames { count = 18 }\n`);
  const { code, err } = cogx(where, 'compile', 'a.cogx');
  assert.is(code, 1);
  assert.match(err, 'nothing is written');
  assert.not.ok(existsSync(join(where, 'build')));
});

test('a folder that can not be written is an error of one sentence, not a bug', () => {
  const { code, err } = cogx(withPipeline(), 'compile', 'a.cogx', '-o', 'a.cogx/out');
  assert.is(code, 1);
  assert.match(err, /^error: ENOTDIR/m);
});

test('run refuses a folder that cogx did not write', () => {
  const { code, err } = cogx(withPipeline(), 'run', '.');
  assert.is(code, 1);
  assert.match(err, 'error: . is no folder that cogx compile wrote');
});

test.run();
