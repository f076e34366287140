/** How many, and the first three by name. */
export type Group = { readonly count: number; readonly first: readonly string[] };

/** The same while it is being counted. */
export type Counting<T> = T extends number
  ? number
  : T extends string
    ? string
    : T extends Group
      ? { count: number; first: string[] }
      : { -readonly [K in keyof T]: Counting<T[K]> };

export const group = (): Counting<Group> => ({ count: 0, first: [] });

export const add = (to: Counting<Group>, path: string): void => {
  to.count++;
  if (to.first.length < 3 && !to.first.includes(path)) to.first.push(path);
};
