/**
 * Makes this machine ready: npm packages, system packages, a Python environment with the pinned packages.
 * Installs what is missing and nothing else; where all is there it takes a fraction of a second.
 *
 *     node scripts/setup.mjs          what the tests need
 *     node scripts/setup.mjs start    what the quickstart needs
 */
import { createHash } from 'node:crypto';
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { makeVenv } from './python.mjs';
import { answer, quietly, root, runScript, Stop, say, which } from './steps.mjs';
import { installSystemPackages } from './system.mjs';

/** Programs with the Debian package that has each. */
const programs = {
  start: { ffmpeg: 'ffmpeg', ffprobe: 'ffmpeg' },
  test: {
    ffmpeg: 'ffmpeg',
    ffprobe: 'ffmpeg',
    shellcheck: 'shellcheck',
    dash: 'dash',
    busybox: 'busybox',
    taskset: 'util-linux',
    'g++': 'g++',
    make: 'make',
    chromium: 'chromium',
  },
};

/** Makes ready for `start` or `test`; gives the path of the environment's Python. */
export const setUp = async (purpose) => {
  refuseOldNode();
  const missing = Object.entries(programs[purpose]).filter(([program]) => !which(program));
  const wanted = new Map(missing.map(([program, name]) => [name, program]));
  for (const [name, why] of missingPython(purpose)) wanted.set(name, why);
  if (wanted.size > 0) await installSystemPackages(wanted);
  await installNodePackages();
  return makeVenv(purpose, pythonFound);
};

const refuseOldNode = () => {
  const [major, minor] = process.versions.node.split('.').map(Number);
  if (major > 20 || (major === 20 && minor >= 19)) return;
  throw new Stop(`This is Node ${process.versions.node}; cogx needs Node 20.19 or newer.`);
};

/** The lock file's hash stands in node_modules: a clone sets all times anew, so times would tell nothing. */
const installNodePackages = async () => {
  const stamp = join(root, 'node_modules/.cogx-lock');
  const lock = createHash('sha256')
    .update(readFileSync(join(root, 'package-lock.json')))
    .digest('hex');
  if (existsSync(stamp) && readFileSync(stamp, 'utf8') === lock) return;
  say('Node packages');
  await quietly('npm ci', 'npm', ['ci', '--no-audit', '--no-fund', '--loglevel=error']);
  writeFileSync(stamp, lock);
};

const oldest = [3, 11];
const candidates = ['python3', 'python3.14', 'python3.13', 'python3.12', 'python3.11'];

/** The first Python that is new enough, undefined where none is. */
const pythonFound = () =>
  candidates.find((name) => {
    if (!which(name)) return false;
    const [major, minor] = (answer(name, ['-c', 'import sys; print(*sys.version_info[:2])']) ?? '0 0')
      .split(' ')
      .map(Number);
    return major === oldest[0] && minor >= oldest[1];
  });

/** Debian packages that Python itself lacks: asked only while there is no environment yet. */
const missingPython = (purpose) => {
  if (existsSync(join(root, '.venv/bin/python'))) return [];
  const python = pythonFound();
  if (!python) {
    const version = which('python3') ? `this is ${answer('python3', ['--version'])}` : 'there is none here';
    throw new Stop(`cogx needs Python 3.11 or newer as python3; ${version}.`);
  }
  const lacks = (code) => answer(python, ['-c', code]) === undefined;
  const version = answer(python, ['-c', 'import sys; print("%d.%d" % sys.version_info[:2])']);
  const packages = [];
  if (lacks('import venv, ensurepip')) packages.push([`python${version}-venv`, 'python3 -m venv']);
  // DeepSpeed compiles an operator against Python's headers.
  const headers = 'import os, sysconfig; os.stat(sysconfig.get_path("include") + "/Python.h")';
  if (purpose === 'test' && lacks(headers)) packages.push([`python${version}-dev`, 'Python.h']);
  return packages;
};

if (import.meta.url === pathToFileURL(process.argv[1]).href)
  runScript(async () => {
    await setUp(process.argv[2] === 'start' ? 'start' : 'test');
    say('All is there.');
  });
