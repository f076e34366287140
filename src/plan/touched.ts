import { type Path, printPath } from './path.ts';

/** Plain data seen through a reader that hears of each unsound value that is read, or that lies in an unsound block. */
export const recording = <T extends object>(data: T, unsound: ReadonlySet<string>, hear: (path: Path) => void): T =>
  unsound.size === 0 ? data : observe(data, { path: [], isUnsound: unsound.has('') }, { unsound, hear });

type Standing = { readonly path: Path; readonly isUnsound: boolean };
type Ear = { readonly unsound: ReadonlySet<string>; readonly hear: (path: Path) => void };

const observe = <T extends object>(data: T, standing: Standing, ear: Ear): T =>
  new Proxy(data, {
    get: (target, key) => {
      const value = Reflect.get(target, key);
      if (typeof key === 'symbol') return value;
      const path = [...standing.path, key];
      const isUnsound = standing.isUnsound || ear.unsound.has(printPath(path));
      if (typeof value === 'object' && value !== null) return observe(value, { path, isUnsound }, ear);
      if (isUnsound) ear.hear(path);
      return value;
    },
    // That something is absent rests on the block as well.
    ownKeys: (target) => {
      if (standing.isUnsound) ear.hear(standing.path);
      return Reflect.ownKeys(target);
    },
  });
