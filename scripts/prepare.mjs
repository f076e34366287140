/**
 * `npm run build`, which npm runs itself where it installs or packs a clone, as pre-commit does for its hooks: dist/ is in
 * no clone, so it is built. A bare clone, and a global install, have no packages to build with; then they are fetched here.
 */
import { existsSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { quietly, root, runScript, say } from './steps.mjs';

runScript(async () => {
  const local = ['--global=false', '--location=project'];
  const quiet = ['--ignore-scripts', '--no-audit', '--no-fund', '--loglevel=error'];
  if (!existsSync(join(root, 'node_modules/esbuild'))) await quietly('npm ci', 'npm', ['ci', ...local, ...quiet]);
  const { bundle } = await import('./build.mjs');
  const outfile = await bundle();
  say(`dist/cogx.cjs: ${Math.round(statSync(outfile).size / 1000)} kB`);
});
