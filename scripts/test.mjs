/** `npm test [part of a path …]`: installs what is missing, then runs the tests. */
import { setUp } from './setup.mjs';
import { runScript, show } from './steps.mjs';

runScript(async () => {
  await setUp('test');
  return show(process.execPath, ['--import', 'tsx', 'test/run.ts', ...process.argv.slice(2)]);
});
