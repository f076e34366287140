/**
 * `npm run build`: dist/cogx.cjs, the one file that people install. It needs Node and nothing else: every package is
 * in it, templates are functions so that Handlebars stays out, and each command is loaded when asked for.
 */
import { createHash } from 'node:crypto';
import { chmodSync, mkdirSync, readdirSync, readFileSync, renameSync, statSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { brotliCompressSync } from 'node:zlib';
import { build } from 'esbuild';
import { tsImport } from 'tsx/esm/api';
import { calledIn, eager } from './eager.mjs';
import { laterParts, loadedLater } from './later.mjs';
import { ascii, partsOf } from './parts.mjs';
import { withoutPage } from './rule-pages.mjs';
import { root, runScript, say } from './steps.mjs';
import { codeOf } from './template-code.mjs';

const folder = join(root, 'src/emit/templates');

/** What stands between the holes of templates: V8 reads them faster as data than as code. */
const texts = [];
const asData = (text) => (text.length < 20 ? JSON.stringify(text) : `texts[${texts.push(text) - 1}]`);

/** The module that takes the place of src/cli/disk/templates.ts: the same function, its templates ready-made. */
const ready = () => {
  const entries = readdirSync(folder)
    .filter((file) => file.endsWith('.hbs'))
    .sort()
    .map((file) => {
      const code = codeOf(readFileSync(join(folder, file), 'utf8'), asData);
      return `  ${JSON.stringify(file.slice(0, -'.hbs'.length))}: ${code},`;
    });
  return [
    "import { helpers } from '../../emit/holes.ts';",
    "const texts = load('texts.json');",
    `const made = {\n${entries.join('\n')}\n};`,
    'const filled = (text) => (view) => text(view, helpers);',
    'export const templates = () => Object.fromEntries(Object.entries(made).map(([name, text]) => [name, filled(text)]));',
  ].join('\n');
};

const templatesInside = {
  name: 'templates-inside',
  setup: ({ onLoad }) => {
    onLoad({ filter: /src\/cli\/disk\/templates\.ts$/ }, () => ({
      contents: ready(),
      loader: 'js',
      resolveDir: join(root, 'src/cli/disk'),
    }));
  },
};

/** The sources' zod is the one that knows sound values by itself; its own is zod's. */
const zodLater = {
  name: 'zod-later',
  setup: ({ onResolve }) => {
    onResolve({ filter: /^zod\/mini$/ }, ({ importer }) =>
      importer === join(root, 'scripts/zod/zod.ts') ? undefined : { path: join(root, 'scripts/zod/later.ts') },
    );
  },
};

/** Of each rule its check alone. */
const rulesWithoutPages = {
  name: 'rules-without-pages',
  setup: ({ onLoad }) => {
    onLoad({ filter: /src\/rules\/\w+\/[\w-]+\.ts$/ }, ({ path }) => ({
      contents: withoutPage(readFileSync(path, 'utf8')),
      loader: 'ts',
    }));
  },
};

/** What rules say of themselves, made here: the examples are texts then, and what makes them stays out. */
const pages = async () => {
  const { rules } = await tsImport('../src/rules/rules.ts', import.meta.url);
  const { pageOf } = await tsImport('../src/rules/pages.ts', import.meta.url);
  return Object.fromEntries(rules.map(({ code }) => [code, pageOf(code)]));
};

const pagesInside = {
  name: 'pages-inside',
  setup: ({ onLoad }) => {
    onLoad({ filter: /src\/rules\/pages\.ts$/, namespace: 'file' }, () => ({
      contents: `const pages = load('pages.json');
        export const pageOf = (code) => (Object.hasOwn(pages, code) ? pages[code] : undefined);`,
      loader: 'js',
    }));
  },
};

const built = () =>
  build({
    entryPoints: [{ in: join(root, 'src/cli/main.ts'), out: 'main' }, ...laterParts],
    absWorkingDir: root,
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
    plugins: [templatesInside, pagesInside, loadedLater, zodLater, rulesWithoutPages],
    legalComments: 'none',
    logOverride: { 'import-is-undefined': 'error' }, // what the sources use of zod, and later.ts does not know
    logLevel: 'warning',
  });

const data = (name, value, isQuick) => ({ name, line: ascii(JSON.stringify(value)), isQuick, modules: [name] });

/** The program in parts, and what they read. */
const allParts = async () => [
  data('pages.json', await pages(), false),
  ...(await partsOf(await built())),
  data('texts.json', texts, true),
];

/** Writes the file and gives its path: first as it is, to see which functions run, then with a hint for each of them. */
export const bundle = async (outfile = join(root, 'dist/cogx.cjs')) => {
  const parts = await allParts();
  mkdirSync(dirname(outfile), { recursive: true });
  const aside = `${outfile}.${process.pid}.cjs`; // a name that Node knows as a script
  writeFileSync(aside, fileOf(parts));
  const called = await calledIn(aside);
  if (called.size === 0) throw new Error('no function of the bundle runs: it can not be started');
  writeFileSync(aside, fileOf(parts.map((part) => ({ ...part, line: eager(part.line, called.get(part.name)) }))));
  chmodSync(aside, 0o755);
  renameSync(aside, outfile); // whoever runs it meanwhile finds a whole one
  return outfile;
};

/** Node reads the whole file at each start: parts that most commands do not load are packed, which makes it half as long. */
const packed = (line) => brotliCompressSync(line).toString('base64');

const fileOf = (parts) => {
  const written = parts.map((part) => ({ ...part, text: part.isQuick ? part.line : packed(part.line) }));
  const places = {};
  let fromEnd = 0;
  for (const { name, text, isQuick } of written.toReversed()) {
    fromEnd += text.length + 1;
    places[name] = [fromEnd, text.length, ...(isQuick ? [] : [1])];
    fromEnd += '//'.length;
  }
  const lines = written.map(({ text }) => `//${text}\n`).join('');
  const modules = Object.fromEntries(written.flatMap(({ name, modules }) => modules.map((module) => [module, name])));
  const head = readFileSync(join(root, 'scripts/loader.cjs'), 'utf8')
    .replace('PARTS', JSON.stringify(places))
    .replace('MODULES', JSON.stringify(modules))
    .replace('BUILD', JSON.stringify(createHash('sha256').update(lines).digest('hex').slice(0, 16)));
  return head + lines;
};

if (import.meta.url === pathToFileURL(process.argv[1]).href)
  runScript(async () => {
    const outfile = await bundle();
    say(`dist/cogx.cjs: ${Math.round(statSync(outfile).size / 1000)} kB`);
  });
