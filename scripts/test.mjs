/** `npm test [part of a path …]`: installs what is missing, then runs the tests. */
import { delimiter, dirname } from 'node:path';
import { setUp } from './setup.mjs';
import { runScript, show } from './steps.mjs';

runScript(async () => {
  const python = await setUp('test');
  // DeepSpeed looks for ninja on the path, and pip puts it beside Python.
  const env = { ...process.env, PATH: `${process.env.PATH}${delimiter}${dirname(python)}` };
  return show(process.execPath, ['--import', 'tsx', 'test/run.ts', ...process.argv.slice(2)], { env });
});
