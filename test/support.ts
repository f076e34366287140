import { existsSync, mkdirSync, readdirSync, readFileSync, realpathSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import * as assert from 'uvu/assert';
import type { Templates } from '../src/emit/holes.ts';
import { compileTemplate } from '../src/emit/template.ts';

/** The repository's root. */
export const root = fileURLToPath(new URL('..', import.meta.url));

/** A program of the Python environment, by a path without a space: a link leads there where the repository's has one. */
export const inVenv = (name: string): string => join(realpathSync(join(root, '.venv')), 'bin', name);

/** Golden files that a test asked for; a full run fails on the others. */
export const asked = new Set<string>();

/** Compares a text with `test/golden/<file>`, byte for byte; `UPDATE=1` writes it. */
export const golden = (file: string, text: string): void => goldenAt(join('test', 'golden', file), text);

/** The same for a file anywhere in the repository. */
export const goldenAt = (file: string, text: string): void => {
  const path = join(root, file);
  asked.add(path);
  if (process.env.UPDATE) {
    if (process.env.CI) throw new Error('UPDATE is refused in CI: goldens are written by people who read them');
    mkdirSync(dirname(path), { recursive: true });
    writeFileSync(path, text);
  }
  if (!existsSync(path)) assert.unreachable(`${file} is missing: write it with \`npm run golden\` and read it`);
  assert.is(text, readFileSync(path, 'utf8'));
};

/** The templates, read from their sources. */
export const templates = (): Templates => {
  const folder = join(root, 'src/emit/templates');
  const files = readdirSync(folder).filter((file) => file.endsWith('.hbs'));
  return Object.fromEntries(
    files.map((file) => [file.slice(0, -'.hbs'.length), compileTemplate(readFileSync(join(folder, file), 'utf8'))]),
  );
};

/** How often a property is tried: a few times with every test, often where `npm run soak` asks for it. */
export const count = (small: number, full: number): number => (process.env.SOAK ? full : small);
