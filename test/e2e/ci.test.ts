import { spawnSync } from 'node:child_process';
import { cpSync, existsSync, mkdirSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { delimiter, dirname, join } from 'node:path';
import { suite } from 'uvu';
import * as assert from 'uvu/assert';
import { commands } from '../../src/cli/commands.ts';
import { inVenv, root } from '../support.ts';
import { action, perform, readYaml } from './action.ts';
import { bundle, folder } from './cogx.ts';

const ci = suite('cogx in CI');

const sound = 'model cogvideox-5b-t2v\ndataset clips { videos = "clips" }\ntrain { length = 1000 steps }\n';
const faulty = `${sound}frames { count = 48 }\n`;

const must = (where: string, command: string, ...words: readonly string[]): string => {
  const { status, stdout, stderr } = spawnSync(command, words, { cwd: where, encoding: 'utf8' });
  if (status !== 0) throw new Error(`${[command, ...words].join(' ')}\n${stdout}${stderr}`);
  return stdout;
};

/** A checkout with these files, known to git. */
const checkout = (files: Readonly<Record<string, string>>): string => {
  const made = folder();
  for (const [name, text] of Object.entries(files)) {
    mkdirSync(dirname(join(made, name)), { recursive: true });
    writeFileSync(join(made, name), text);
  }
  commit(made);
  return made;
};

const commit = (where: string): void => {
  must(where, 'git', 'init', '-q');
  must(where, 'git', 'add', '--all');
  must(where, 'git', '-c', 'user.name=test', '-c', 'user.email=test@localhost', 'commit', '-q', '-m', 'all');
};

let cloned: string | undefined;

/** What somebody has who clones the repository: everything but what is built and installed. */
const clone = (): string => {
  if (cloned) return cloned;
  cloned = folder();
  const parts = [
    'package.json',
    'package-lock.json',
    'action.yml',
    '.pre-commit-hooks.yaml',
    'bench',
    'scripts',
    'grammar',
    'src',
  ];
  for (const part of parts) cpSync(join(root, part), join(cloned, part), { recursive: true });
  writeFileSync(join(cloned, '.gitignore'), 'node_modules/\ndist/\n');
  commit(cloned);
  return cloned;
};

ci('the action is one by the schema of GitHub', () => {
  const words = ['--builtin-schema', 'vendor.github-actions', 'action.yml'];
  must(root, inVenv('check-jsonschema'), ...words);
});

ci('each step of the action is sound in the eyes of shellcheck', () => {
  for (const { name, run } of action.runs.steps) {
    if (run === undefined) continue;
    const { stdout } = spawnSync('shellcheck', ['--shell', 'bash', '-'], { input: run, encoding: 'utf8' });
    assert.is(stdout, '', name);
  }
});

ci('no input stands in a script, where it would be run', () => {
  for (const { run = '' } of action.runs.steps) assert.not.match(run, '${{');
});

ci('the action annotates what git knows, and fails', () => {
  bundle();
  const workspace = checkout({ 'runs/a b.cogx': faulty, 'c.cogx': sound, 'notes.txt': '' });
  writeFileSync(join(workspace, 'unknown to git.cogx'), faulty);
  const { code, log, outputs, used } = perform({}, { workspace });
  assert.is(code, 1);
  assert.is(log.trim().split('\n').length, 1, log);
  assert.match(log, /^::error file=runs\/a b\.cogx,line=4,endLine=4,col=18,endColumn=20,title=frame-count::/);
  assert.equal(outputs, { report: '', 'exit-code': '1' });
  assert.equal(used, []);
});

ci('the action takes files, patterns and values a line each, and writes a report', () => {
  bundle();
  const workspace = checkout({ 'runs/a.cogx': sound, 'runs/deep/b.cogx': faulty, 'c d.cogx': faulty });
  const inputs = {
    files: 'runs/*.cogx\nc d.cogx\n',
    format: 'sarif',
    output: 'cogx.sarif',
    set: 'frames.count=49\nseed=7',
  };
  const { code, log, outputs } = perform(inputs, { workspace });
  assert.equal([code, log, outputs], [0, '', { report: 'cogx.sarif', 'exit-code': '0' }]);
  const { runs } = JSON.parse(readFileSync(join(workspace, 'cogx.sarif'), 'utf8'));
  assert.equal(runs[0].results, []);
});

ci('the action runs in the folder that it is told, and knows a baseline', () => {
  bundle();
  const workspace = checkout({ 'sub/a.cogx': faulty });
  must(join(workspace, 'sub'), 'node', bundle(), 'check', 'a.cogx', '--write-baseline', 'known.json');
  const { code, log } = perform({ 'working-directory': 'sub', baseline: 'known.json', deny: 'warning' }, { workspace });
  assert.equal([code, log], [0, '']);
});

ci('from a folder, findings are placed as GitHub counts: from the root of the checkout', () => {
  bundle();
  const workspace = checkout({ 'ml/video/a.cogx': faulty });
  const inputs = { 'working-directory': './ml/video' };
  assert.match(perform(inputs, { workspace }).log, /^::error file=ml\/video\/a\.cogx,line=4/);
  const { outputs } = perform({ ...inputs, format: 'sarif', output: 'cogx.sarif' }, { workspace });
  assert.equal(outputs, { report: 'ml/video/cogx.sarif', 'exit-code': '1' });
  const { runs } = JSON.parse(readFileSync(join(workspace, 'ml/video/cogx.sarif'), 'utf8'));
  assert.is(runs[0].results[0].locations[0].physicalLocation.artifactLocation.uri, 'ml/video/a.cogx');
  assert.match(runs[0].tool.driver.informationUri ?? 'https:', /^https:/);
});

ci('text of any kind in an input is a name, and nothing that runs', () => {
  bundle();
  const workspace = checkout({ 'a.cogx': sound });
  const { code, log } = perform({ files: '$(touch owned) `touch owned`; touch owned' }, { workspace });
  assert.is(code, 2);
  assert.match(log, 'There is no file $(touch owned)');
  assert.not.ok(existsSync(join(workspace, 'owned')));
});

ci('where there is no Node, the action asks for one', () => {
  bundle();
  const tools = folder();
  for (const tool of ['git', 'bash']) symlinkSync(must(root, 'which', tool).trim(), join(tools, tool));
  const workspace = checkout({ 'a.cogx': sound });
  const { used } = perform({}, { workspace, search: tools });
  assert.equal(used, ['actions/setup-node@v6']);
});

ci('the action builds itself where it is a clone', () => {
  const workspace = checkout({ 'a.cogx': faulty });
  const { code, log } = perform({}, { workspace, path: clone() });
  assert.is(code, 1, log);
  assert.match(log, 'title=frame-count');
  for (const made of ['dist', 'node_modules']) rmSync(join(clone(), made), { recursive: true });
});

type Hook = { readonly id: string; readonly entry: string };

ci('every hook runs a command that there is', () => {
  const hooks = readYaml('.pre-commit-hooks.yaml') as Hook[];
  assert.equal(
    hooks.map(({ id }) => id),
    ['cogx-check', 'cogx-fmt'],
  );
  for (const { entry } of hooks) assert.ok(Object.keys(commands).includes(entry.replace(/^cogx /, '')), entry);
});

ci('pre-commit installs the hooks from a clone and runs them on what is committed', () => {
  const home = folder();
  const untidy = sound.replace('length = 1000 steps', 'length=1000 steps');
  const workspace = checkout({ 'a b.cogx': faulty, 'c.cogx': untidy, 'notes.txt': 'x' });
  const { stdout } = spawnSync(inVenv('pre-commit'), ['try-repo', clone(), '--all-files'], {
    cwd: workspace,
    encoding: 'utf8',
    env: { ...process.env, PRE_COMMIT_HOME: home, PATH: `${dirname(process.execPath)}${delimiter}${process.env.PATH}` },
  });
  assert.match(stdout, /cogx check\.+Failed\n- hook id: cogx-check\n- exit code: 1\n/);
  assert.match(stdout, '--> a b.cogx:4:18');
  assert.match(stdout, /cogx fmt\.+Failed\n/);
  assert.is(readFileSync(join(workspace, 'c.cogx'), 'utf8').includes('length = 1000 steps'), true);
});

ci.run();
