/**
 * npm runs this where it installs or packs a clone, as pre-commit does for its hooks: dist/ is in no clone, so it is
 * built. Where npm was asked for a global install it brings no packages to build with; then they are fetched here.
 */
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { quietly, root, runScript } from './steps.mjs';

runScript(async () => {
  const local = ['--global=false', '--location=project'];
  const quiet = ['--ignore-scripts', '--no-audit', '--no-fund', '--loglevel=error'];
  if (!existsSync(join(root, 'node_modules/esbuild'))) await quietly('npm ci', 'npm', ['ci', ...local, ...quiet]);
  const { bundle } = await import('./build.mjs');
  await bundle();
});
