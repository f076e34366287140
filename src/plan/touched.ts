import { type Path, parsePath, printPath, startsWith } from './path.ts';

/** Plain data seen through a reader that records which paths are read. */
export type Recording<T> = { readonly data: T; readonly touched: Set<string> };

export const recording = <T extends object>(data: T): Recording<T> => {
  const touched = new Set<string>();
  return { data: observe(data, [], touched), touched };
};

const observe = <T extends object>(data: T, path: Path, touched: Set<string>): T =>
  new Proxy(data, {
    get: (target, key) => {
      const value = Reflect.get(target, key);
      if (typeof key === 'symbol') return value;
      const here = [...path, key];
      if (typeof value === 'object' && value !== null) return observe(value, here, touched);
      touched.add(printPath(here));
      return value;
    },
  });

/** Whether something that was read is unsound, or lies in an unsound block. */
export const rests = (touched: Iterable<string>, unsound: ReadonlySet<string>): boolean => {
  if (unsound.size === 0) return false;
  const bad = [...unsound].map((path) => parsePath(path) ?? []);
  return [...touched].some((key) => {
    const path = parsePath(key) ?? [];
    return bad.some((prefix) => startsWith(path, prefix));
  });
};
