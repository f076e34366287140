import { readdirSync, readFileSync } from 'node:fs';
import type { Templates } from '../../emit/holes.ts';
import { compileTemplate } from '../../emit/template.ts';

/** The templates, read from their sources; the build puts ready-made ones in this module's place. */
export const templates = (): Templates => {
  const folder = new URL('../../emit/templates/', import.meta.url);
  const files = readdirSync(folder).filter((file) => file.endsWith('.hbs'));
  return Object.fromEntries(
    files.map((file) => [file.slice(0, -'.hbs'.length), compileTemplate(readFileSync(new URL(file, folder), 'utf8'))]),
  );
};
