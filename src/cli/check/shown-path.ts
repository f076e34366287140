import native from 'node:path';

/** How a file is called in reports: relative to where cogx runs where it lies below, and with `/` on every system. */
export const shownPath = (file: string, cwd = process.cwd(), path: native.PlatformPath = native): string => {
  const near = path.relative(cwd, path.resolve(cwd, file));
  const outside = near === '..' || near.startsWith(`..${path.sep}`) || path.isAbsolute(near);
  const name = outside && path.isAbsolute(file) ? file : near;
  return (name || '.').split(path.sep).join('/');
};
