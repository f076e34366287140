/** A path is the key that joins everything: schema issues, findings, hover texts and `why` all name one. */
export type Path = readonly string[];

const plain = /^[A-Za-z0-9_-]+$/;

/** `['dataset', 'a.b', 'videos']` → `dataset."a.b".videos`; asked for each word of each file, several times. */
export const printPath = (path: Path): string => {
  let printed = '';
  for (const part of path) printed += printed === '' ? printPart(part) : `.${printPart(part)}`;
  return printed;
};

const printPart = (part: string): string => {
  const known = parts.get(part) ?? (plain.test(part) ? part : JSON.stringify(part));
  parts.set(part, known);
  return known;
};

const parts = new Map<string, string>();

/** The reverse of `printPath`; undefined where the text is no path. */
export const parsePath = (text: string): Path | undefined => {
  const parts = text.match(/"(?:[^"\\]|\\.)*"|[^."]+/g);
  if (!parts || parts.join('.') !== text) return undefined;
  return parts.map((part) => (part.startsWith('"') ? (JSON.parse(part) as string) : part));
};

export const startsWith = (path: Path, prefix: Path): boolean => prefix.every((part, index) => path[index] === part);
