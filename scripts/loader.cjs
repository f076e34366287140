#!/usr/bin/env node
// cogx, in one file. Below this loader stands the program in parts, each a comment of one line; a command reads the parts that it
// needs. V8's compiled code of them is kept in the user's cache folder, so that the next run need not compile: it is
// never needed, and what is old, broken or somebody else's there is not read.
'use strict';
const fs = require('node:fs');
const { Script } = require('node:vm');

/** Made by the build: each part's distance from the end of this file, its length, and whether it is packed; the part that each module is in; and what names this very build. */
const parts = PARTS;
const modules = MODULES;
const build = BUILD;

const self = fs.openSync(__filename, 'r');
const { size, mtimeMs } = fs.fstatSync(self);

const textOf = (name) => {
  const [fromEnd, length, isPacked] = parts[name];
  const bytes = Buffer.allocUnsafe(length);
  fs.readSync(self, bytes, 0, length, size - fromEnd);
  const text = bytes.latin1Slice();
  return isPacked ? require('node:zlib').brotliDecompressSync(Buffer.from(text, 'base64')).latin1Slice() : text;
};

/** A command has a file of its own, since each makes use of other functions; what is no command has none. */
const command = Object.hasOwn(modules, `${process.argv[2]}.js`) ? process.argv[2] : undefined;
const home = process.env.XDG_CACHE_HOME || (process.env.HOME ? `${process.env.HOME}/.cache` : process.env.LOCALAPPDATA);
const folder = `${home}/cogx`;
// Of a hundred files most are read before it pays that V8 optimizes what reads them, and so it is where the memory of a run is played.
// V8 takes back only what it compiled at the same pace. Nor does it look for old garbage beside the work: there is little before the end.
// The V8 of later Nodes knows no such pace, and says so on stderr.
const pace = process.versions.v8.startsWith('11.') ? '--interrupt-budget=3000000 ' : '';
const unhurried = () => require('node:v8').setFlagsFromString(`${pace}--no-incremental-marking`);
const isLong = process.argv.length > 12 || command === 'plan';
if (command && isLong) unhurried();
const kind = `${command}${isLong ? '-long' : ''}-${process.version}-${process.arch}-`;
const cache = `${kind}${build}-${size}-${Math.floor(mtimeMs)}.bin`;

/** The code of each part, by name. In the cache it stands one after the other, below a head that says how long each is. */
const kept = new Map();
const headLength = 4096;

// V8 trusts what it is given, and would crash on what a disk has spoilt: so all stands there twice, and must be the same.
const readCache = () => {
  const file = fs.openSync(`${folder}/${cache}`, 'r');
  const { uid, size } = fs.fstatSync(file);
  const bytes = Buffer.allocUnsafeSlow(size);
  if (process.getuid && uid !== process.getuid()) return;
  if (fs.readSync(file, bytes, 0, size, 0) !== size) return;
  fs.closeSync(file);
  const half = size / 2;
  if (bytes.compare(bytes, half, size, 0, half) !== 0) return;
  let at = headLength;
  for (const [name, length] of JSON.parse(bytes.latin1Slice(0, headLength))) {
    kept.set(name, bytes.subarray(at, at + length));
    at += length;
  }
};

const used = new Map();
const writeCache = () => {
  fs.mkdirSync(folder, { recursive: true, mode: 0o700 });
  const aside = `${folder}/${cache}.${process.pid}`;
  const file = fs.openSync(aside, 'wx', 0o600);
  const code = [...used].map(([name, { script }]) => [name, script.createCachedData()]);
  const head = JSON.stringify(code.map(([name, { length }]) => [name, length])).padEnd(headLength);
  const all = [Buffer.from(head), ...code.map(([, each]) => each)];
  fs.writevSync(file, [...all, ...all]);
  fs.closeSync(file);
  fs.renameSync(aside, `${folder}/${cache}`);
  // What another build left behind, or a run that was killed, is of no use any more.
  for (const name of fs.readdirSync(folder))
    if (name.startsWith(kind) && name !== cache) fs.rmSync(`${folder}/${name}`, { force: true });
};

const quietly = (work) => {
  try {
    work();
  } catch {
    // Without its cache the program is only slower.
  }
};

/** A part's modules, each a function. */
const functionsOf = (part) => {
  const known = used.get(part);
  if (known) return known.functions;
  const cachedData = kept.get(part);
  const script = new Script(textOf(part), { filename: `${__filename}/${part}`, cachedData });
  const functions = script.runInThisContext();
  used.set(part, { script, functions, isKept: cachedData !== undefined && !script.cachedDataRejected });
  return functions;
};

/** Once: at the end, or before V8's pace changes. */
let isOver = !command || !home;
const keepCode = () => {
  if (!isOver && [...used.values()].some(({ isKept }) => !isKept)) quietly(writeCache);
  isOver = true;
};

const loaded = new Map();
const load = (name) => {
  if (!Object.hasOwn(modules, name)) return require(name);
  if (name.endsWith('.json')) return JSON.parse(textOf(name));
  const known = loaded.get(name);
  if (known) return known.exports;
  if (name === 'played.js' && !isLong) {
    keepCode();
    unhurried();
  }
  const module = { exports: {} };
  loaded.set(name, module);
  functionsOf(modules[name])[name](module, load, load);
  return module.exports;
};

if (command && home) {
  quietly(readCache);
  process.on('exit', keepCode);
}
load('main.js');
