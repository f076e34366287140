/** A path is the key that joins everything: schema issues, findings, hover texts and `why` all name one. */
export type Path = readonly string[];

const plain = /^[A-Za-z0-9_-]+$/;

/** `['dataset', 'a.b', 'videos']` → `dataset."a.b".videos` */
export const printPath = (path: Path): string =>
  path.map((part) => (plain.test(part) ? part : JSON.stringify(part))).join('.');

/** The reverse of `printPath`; undefined where the text is no path. */
export const parsePath = (text: string): Path | undefined => {
  const parts = text.match(/"(?:[^"\\]|\\.)*"|[^."]+/g);
  if (!parts || parts.join('.') !== text) return undefined;
  return parts.map((part) => (part.startsWith('"') ? (JSON.parse(part) as string) : part));
};

export const startsWith = (path: Path, prefix: Path): boolean => prefix.every((part, index) => path[index] === part);

/** Joins a folder and a relative path, both with `/`, and takes `.` and `..` out; an absolute path stays as it is. */
export const join = (folder: string, path: string): string => {
  if (path.startsWith('/') || folder === '') return path;
  const parts: string[] = [];
  for (const part of `${folder}/${path}`.split('/')) {
    if (part === '..' && parts.length > 0 && parts.at(-1) !== '..') parts.pop();
    else if (part !== '.' && part !== '') parts.push(part);
  }
  const joined = parts.join('/') || '.';
  return /^\.\.?\//.test(path) && !joined.startsWith('.') ? `./${joined}` : joined;
};

/**
 * A path as seen from a folder, both relative to the same place; undefined where it does not lie below.
 * Of an absolute and a relative path nobody can tell without the machine.
 */
export const below = (folder: string, path: string): string | undefined => {
  if (folder.startsWith('/') !== path.startsWith('/')) return undefined;
  const [from, to] = [partsOf(folder), partsOf(path)];
  return from.every((part, index) => to[index] === part) && to[from.length] !== '..'
    ? to.slice(from.length).join('/') || '.'
    : undefined;
};

/** Without `.`, and without `..` but at the beginning. */
const partsOf = (path: string): readonly string[] =>
  path.split('/').reduce<string[]>((parts, part) => {
    if (part === '..' && parts.length > 0 && parts.at(-1) !== '..') return parts.slice(0, -1);
    return part === '.' || part === '' ? parts : [...parts, part];
  }, []);
