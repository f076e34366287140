/**
 * The program in parts, as the loader reads them. esbuild makes a module of what the same commands need; modules that a check or a compile
 * loads together are one part, so that V8 reads and compiles them at one go.
 */
import { basename, join } from 'node:path';
import { transform } from 'esbuild';

/** What most runs load, by what begins it: the first that leads to a module names its part. */
const quickly = {
  start: ['src/cli/main.ts'],
  both: ['src/cli/check.ts', 'src/cli/compile.ts'],
  check: ['src/cli/check.ts'],
  compile: ['src/cli/compile.ts'],
  clips: ['part:clips'],
};

/** What esbuild has built → parts: name, text, whether it is read as it is, and the modules in it. */
export const partsOf = async ({ outputFiles, metafile }) => {
  const names = namesOf(metafile.outputs);
  const renamed = (text) => text.replace(/"\.\/([\w-]+\.js)"/g, (all, name) => `"${names.get(name) ?? all}"`);
  const quickPartOf = quickParts(metafile.outputs);
  const modules = outputFiles.map(({ path, text }) => ({
    name: names.get(basename(path)),
    quick: quickPartOf(join('dist', basename(path))),
    body: linked(renamed(text)),
  }));
  const alone = modules.filter(({ quick }) => quick === undefined).map((one) => ({ name: one.name, modules: [one] }));
  const together = Object.keys(quickly).map((name) => ({
    name,
    modules: modules.filter(({ quick }) => quick === name),
    isQuick: true,
  }));
  return Promise.all([...alone, ...together].map(scriptOf));
};

/** What a command begins with is called after it: the loader knows commands by that. Two others may be of the same name, in folders of their own. */
const namesOf = (outputs) => {
  const isNamed = (entryPoint) =>
    entryPoint !== undefined && /^part:|^src\/[^/]+\.ts$|^src\/cli\/[^/]+$/.test(entryPoint);
  return new Map(
    Object.entries(outputs).map(([path, { entryPoint }]) => [
      basename(path),
      `${basename(isNamed(entryPoint) ? entryPoint : path).replace(/^part:|\.[jt]s$/g, '')}.js`,
    ]),
  );
};

const quickParts = (outputs) => {
  const parts = Object.entries(quickly).map(([part, modules]) => [
    part,
    modules.map((module) => loadedBy(module, outputs)),
  ]);
  return (chunk) => parts.find(([, loaded]) => loaded.every((chunks) => chunks.has(chunk)))?.[0];
};

/** The chunks that are loaded as soon as this module is. */
const loadedBy = (module, outputs) => {
  const seen = new Set();
  const visit = (chunk) => {
    if (seen.has(chunk) || !outputs[chunk]) return;
    seen.add(chunk);
    for (const { path, kind } of outputs[chunk].imports) if (kind === 'import-statement') visit(path);
  };
  for (const [chunk, { entryPoint }] of Object.entries(outputs)) if (module === entryPoint) visit(chunk);
  return seen;
};

/** As esbuild prints what a module of ours imports of another: all of these stand at its top. */
const imported = /^import(?:(\{[^}]*\})from)?("[\w-]+\.js");/;

/**
 * What stands for imports and exports in a module as esbuild prints it: what it imports of others are variables, and what it exports is a
 * plain object. esbuild itself would make a getter of each name, and call it at each use; no module of ours changes what it has exported.
 */
const linked = (module) => {
  const loads = [];
  let rest = module;
  for (let found = imported.exec(rest); found; found = imported.exec(rest)) {
    const [all, names, from] = found;
    loads.push(`${names ? `var ${names.replaceAll(/([\w$]+) as /g, '$1:')}=` : ''}load(${from});`);
    rest = rest.slice(all.length);
  }
  const body = rest
    .replaceAll(/\bimport\(("[\w-]+\.js")\)/g, 'Promise.resolve().then(()=>load($1))')
    .replace(
      /\bexport\{([^}]*)\};\s*$/,
      (_, names) => `module.exports={${names.replaceAll(/([\w$]+) as ([\w$]+)/g, '$2:$1')}};`,
    );
  return loads.join('') + body;
};

/** A part as one expression: an object of functions, by module. Where it is quick, eager.mjs says which functions of it run. */
const scriptOf = async ({ name, modules, isQuick = false }) => {
  const functions = modules.map(async ({ name, body }) => {
    const { code } = await transform(body, {
      format: 'cjs',
      minify: true,
      platform: 'node',
      target: 'node20',
      // No arrow, since V8 takes no hint of when to compile it.
      supported: isQuick ? { arrow: false } : {},
    });
    // In what is made small, a line ends within a template alone.
    return `${JSON.stringify(name)}:(function(module,load,require){"use strict";${code.trim().replaceAll('\n', '\\n')}})`;
  });
  const line = ascii(`({${(await Promise.all(functions)).join(',')}})`);
  if (/[\r\n]/.test(line)) throw new Error('a part of the program is not one line');
  return { name, line, isQuick, modules: modules.map(({ name }) => name) };
};

/** A letter is a byte then, so that a part is found by its place; esbuild leaves other letters in regular expressions. */
export const ascii = (text) =>
  text.replace(/[^\0-\x7F]/g, (letter) => `\\u${letter.charCodeAt(0).toString(16).padStart(4, '0')}`);
