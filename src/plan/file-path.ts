/** Paths of files as authors write them, with `/`: told from each other as text, since only a machine knows its folders. */

/** Without `.`, and without `..` but at the beginning. */
export const partsOf = (path: string): readonly string[] => {
  const parts: string[] = [];
  for (const part of path.split('/')) {
    if (part === '..' && parts.length > 0 && parts.at(-1) !== '..') parts.pop();
    else if (part !== '.' && part !== '') parts.push(part);
  }
  return parts;
};

const isAbsolute = (path: string): boolean => path.startsWith('/');

/** A path that stands in a file of that folder, seen from where the folder is seen from. */
export const pathFrom = (folder: string, path: string): string => {
  const whole = isAbsolute(path) ? path : `${folder}/${path}`;
  return (isAbsolute(whole) ? '/' : '') + partsOf(whole).join('/');
};

/** The same, where an absolute path stays as it is written, and `./` and `../` in front still say that it is a path and no Hub id. */
export const join = (folder: string, path: string): string => {
  if (isAbsolute(path) || folder === '') return path;
  const joined = pathFrom(folder, path) || '.';
  return /^\.\.?\//.test(path) && !/^[./]/.test(joined) ? `./${joined}` : joined;
};

/**
 * A path as seen from a folder, both relative to the same place; undefined where it does not lie below.
 * Of an absolute and a relative path nobody can tell without the machine.
 */
export const below = (folder: string, path: string): string | undefined => {
  if (isAbsolute(folder) !== isAbsolute(path)) return undefined;
  const [from, to] = [partsOf(folder), partsOf(path)];
  return from.every((part, index) => to[index] === part) && to[from.length] !== '..'
    ? to.slice(from.length).join('/') || '.'
    : undefined;
};

/** The way from a folder to a path, up and down, both relative to the same place; a path of the other kind stays as it is. */
export const wayFrom = (folder: string, path: string): string => {
  if (isAbsolute(folder) !== isAbsolute(path)) return path;
  const [from, to] = [partsOf(folder), partsOf(path)];
  const common = shared(from, to).length;
  return [...from.slice(common).map(() => '..'), ...to.slice(common)].join('/');
};

/** The parts that two paths begin with. */
export const shared = (some: readonly string[], others: readonly string[]): readonly string[] => {
  const end = some.findIndex((part, index) => part !== others[index]);
  return end < 0 ? some : some.slice(0, end);
};
