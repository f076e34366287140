/**
 * `npm run build`: dist/cogx.cjs, the one file that people install. It needs Node and nothing else: every package is
 * in it, templates are precompiled so that Handlebars' compiler stays out, and each command is loaded when asked for.
 */
import { createHash } from 'node:crypto';
import { chmodSync, mkdirSync, readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { build, transform } from 'esbuild';
import Handlebars from 'handlebars';
import { tsImport } from 'tsx/esm/api';
import { root, runScript, say } from './steps.mjs';

const folder = join(root, 'src/emit/templates');

/** The module that takes the place of src/cli/disk/templates.ts: the same function, its templates ready-made. */
const precompiled = async () => {
  const { options } = await tsImport('../src/emit/template.ts', import.meta.url);
  const specs = readdirSync(folder)
    .filter((file) => file.endsWith('.hbs'))
    .sort()
    .map((file) => {
      const spec = lean(Handlebars.precompile(readFileSync(join(folder, file), 'utf8'), options));
      return `  ${JSON.stringify(file.slice(0, -'.hbs'.length))}: ${spec},`;
    });
  return [
    "import Handlebars from 'handlebars';",
    "import { helpers } from '../../emit/template.ts';",
    `const specs = {\n${specs.join('\n')}\n};`,
    'const ready = (spec) => { const render = Handlebars.template(spec); return (view) => render(view, { helpers }); };',
    'export const templates = () => Object.fromEntries(Object.entries(specs).map(([name, spec]) => [name, ready(spec)]));',
  ].join('\n');
};

/** Without what is for older runtimes, and without the place of each hole in its template. */
const lean = (spec) =>
  spec
    .replace(
      /container\.lookupProperty \|\| function\(parent, propertyName\) \{.*?return undefined\s*\}/gs,
      'container.lookupProperty',
    )
    .replace(/,"loc":\{"start":\{"line":\d+,"column":\d+\},"end":\{"line":\d+,"column":\d+\}\}/g, '');

const templatesInside = {
  name: 'templates-inside',
  setup: ({ onLoad }) => {
    onLoad({ filter: /src\/cli\/disk\/templates\.ts$/ }, async () => ({
      contents: await precompiled(),
      loader: 'js',
      resolveDir: join(root, 'src/cli/disk'),
    }));
  },
};

/** The parser and chevrotain are a part of their own, loaded at the first text that is not written as it should be. */
const parserLater = {
  name: 'parser-later',
  setup: ({ onResolve, onLoad }) => {
    onResolve({ filter: /\/thorough\.ts$/ }, ({ importer }) =>
      importer.endsWith('parse.ts') ? { path: 'thorough', namespace: 'later' } : undefined,
    );
    onLoad({ filter: /.*/, namespace: 'later' }, () => ({
      contents: "export const readThoroughly = (text) => require('thorough.js').readThoroughly(text);",
    }));
    onResolve({ filter: /^thorough\.js$/ }, ({ path }) => ({ path, external: true }));
  },
};

/** The program in parts: main, the parser, one for each command, and what several of them share. */
const partsOf = async () => {
  const { outputFiles, metafile } = await build({
    entryPoints: [join(root, 'src/cli/main.ts'), join(root, 'grammar/thorough.ts')],
    outdir: join(root, 'dist'),
    write: false,
    metafile: true,
    bundle: true,
    splitting: true,
    entryNames: '[name]',
    chunkNames: '[name]-[hash]',
    minify: true,
    platform: 'node',
    format: 'esm',
    target: 'node20',
    alias: { handlebars: join(root, 'node_modules/handlebars/runtime.js') },
    define: { 'import.meta.url': '__filename' }, // tinyglobby makes a require from it
    plugins: [templatesInside, parserLater],
    legalComments: 'none',
    logLevel: 'warning',
  });
  // What a command begins with is called after it: the loader knows commands by that.
  const names = new Map(
    Object.entries(metafile.outputs).map(([path, { entryPoint }]) => [
      basename(path),
      `${basename(entryPoint ?? path).replace(/\.[jt]s$/, '')}.js`,
    ]),
  );
  const renamed = (text) => text.replace(/"\.\/([\w-]+\.js)"/g, (all, name) => `"${names.get(name) ?? all}"`);
  return Promise.all(
    outputFiles.map(async ({ path, text }) => [names.get(basename(path)), await scriptOf(renamed(text))]),
  );
};

/** A part as one expression, the function that the loader calls. */
const scriptOf = async (text) => {
  const { code } = await transform(text, {
    format: 'cjs',
    minify: true,
    platform: 'node',
    target: 'node20',
    supported: { 'dynamic-import': false, 'template-literal': false }, // so that no line ends within a text
  });
  const line = ascii(`(function(module,exports,require,__filename){${code.trim()}})`);
  if (/[\r\n]/.test(line)) throw new Error('a part of the program is not one line');
  return line;
};

/** A letter is a byte then, so that a part is found by its place; esbuild leaves other letters in regular expressions. */
const ascii = (text) =>
  text.replace(/[^\0-\x7F]/g, (letter) => `\\u${letter.charCodeAt(0).toString(16).padStart(4, '0')}`);

/** Writes the file and gives its path. */
export const bundle = async (outfile = join(root, 'dist/cogx.cjs')) => {
  const parts = await partsOf();
  const places = {};
  let fromEnd = 0;
  for (const [name, line] of parts.toReversed()) {
    fromEnd += line.length + 1;
    places[name] = [fromEnd, line.length];
    fromEnd += '//'.length;
  }
  const lines = parts.map(([, line]) => `//${line}\n`).join('');
  const head = readFileSync(join(root, 'scripts/loader.cjs'), 'utf8')
    .replace('PARTS', JSON.stringify(places))
    .replace('BUILD', JSON.stringify(createHash('sha256').update(lines).digest('hex').slice(0, 16)));
  mkdirSync(dirname(outfile), { recursive: true });
  writeFileSync(outfile, head + lines);
  chmodSync(outfile, 0o755);
  return outfile;
};

if (import.meta.url === pathToFileURL(process.argv[1]).href)
  runScript(async () => {
    const outfile = await bundle();
    say(`dist/cogx.cjs: ${Math.round(statSync(outfile).size / 1000)} kB`);
  });
