/**
 * `npm run build`: dist/cogx.cjs, the one file that people install. It needs Node and nothing else: every package is
 * in it, templates are precompiled so that Handlebars' compiler stays out, and each command is loaded when asked for.
 */
import { chmodSync, mkdirSync, readdirSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { build } from 'esbuild';
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
      const spec = Handlebars.precompile(readFileSync(join(folder, file), 'utf8'), options);
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

/** Writes the bundle and gives its path. */
export const bundle = async (outfile = join(root, 'dist/cogx.cjs')) => {
  mkdirSync(join(outfile, '..'), { recursive: true });
  await build({
    entryPoints: [join(root, 'src/cli/main.ts')],
    outfile,
    bundle: true,
    minify: true,
    platform: 'node',
    format: 'cjs',
    target: 'node20',
    alias: { handlebars: join(root, 'node_modules/handlebars/runtime.js') },
    define: { 'import.meta.url': '__filename' }, // tinyglobby makes a require from it
    plugins: [templatesInside],
    banner: { js: '#!/usr/bin/env node' },
    legalComments: 'none',
    logLevel: 'warning',
  });
  chmodSync(outfile, 0o755);
  return outfile;
};

if (import.meta.url === pathToFileURL(process.argv[1]).href)
  runScript(async () => {
    const outfile = await bundle();
    say(`dist/cogx.cjs: ${Math.round(statSync(outfile).size / 1000)} kB`);
  });
