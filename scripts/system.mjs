/** System packages through apt-get: asks a person first, goes on by itself only as root where nobody sits. */
import { ask, attended, Stop, say, show, which } from './steps.mjs';

/** `wanted`: Debian package -> what is missing here. */
export const installSystemPackages = async (wanted) => {
  const packages = [...wanted.keys()].sort();
  const missing = [...new Set(wanted.values())].join(', ');
  if (!which('apt-get'))
    throw new Stop(`cogx needs ${missing}, and there is no apt-get here: install them, then run this again.`);
  const root = process.getuid?.() === 0;
  const install = ['apt-get', 'install', '-y', '--no-install-recommends', ...packages];
  const command = root ? install : ['sudo', ...install];
  say(`cogx needs ${missing}, which this machine lacks.`);
  if (attended()) {
    if (!(await ask(`Run \`${command.join(' ')}\`?`))) throw new Stop(`Then install them first: ${command.join(' ')}`);
  } else if (!root) {
    throw new Stop(`Run this as root, then start again: ${install.join(' ')}`);
  }
  say('System packages');
  await aptGet(command.slice(0, command.indexOf('apt-get')), install.slice(1));
};

const aptGet = async (before, words) => {
  const run = (...rest) => {
    const [program, ...more] = [...before, 'env', 'DEBIAN_FRONTEND=noninteractive', 'apt-get', '-q', ...rest];
    return show(program, more, { stdio: attended() ? 'inherit' : ['ignore', 'ignore', 'inherit'] });
  };
  await run('update');
  const code = await run(...words);
  if (code !== 0) throw new Stop(`apt-get failed with exit code ${code}: ${['apt-get', ...words].join(' ')}`);
};
