import { json } from './json.ts';
import type { Output } from './output.ts';

/** Fed with text piece by piece; gives the sha256 of its UTF-8 bytes in hex. */
export type Sha256 = { readonly update: (text: string) => unknown; readonly hex: () => string };

/** manifest.json: by it `cogx compile` knows whether a person has edited an output since. */
export type Manifest = {
  readonly cogx: string;
  readonly source: string;
  readonly command: string;
  /** What the command chose, so that the same can be compiled again. */
  readonly profiles: readonly string[];
  readonly set: readonly string[];
  /** Path -> sha256, relative to the folder of the source. */
  readonly inputs: Readonly<Record<string, string>>;
  /** Path -> sha256, relative to the output folder. */
  readonly outputs: Readonly<Record<string, string>>;
};

export const hashOf = (text: Output['text'], sha256: () => Sha256): string => {
  const hash = sha256();
  if (typeof text === 'string') hash.update(text);
  else for (const line of text) hash.update(line);
  return hash.hex();
};

export const manifest = (contents: Manifest): Output => ({ path: 'manifest.json', text: json(contents) });
