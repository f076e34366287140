/**
 * V8 reads a function twice: once for mistakes when its file is loaded, once more to compile it when it is first called. One that stands
 * in brackets is compiled at once, since most often such a function is called on the spot. So the functions that a check and a compile
 * do call are put in brackets. Which these are, V8 says itself, of a check and a compile of the file that bench/ measures. Nothing but
 * the time depends on it.
 */
import { spawnSync } from 'node:child_process';
import { copyFileSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { basename, join } from 'node:path';
import { tsImport } from 'tsx/esm/api';
import { root } from './steps.mjs';

const sixty = join(root, 'bench/sixty.cogx');

/** The same with clips. */
const withClips = async (folder) => {
  const { printClip } = await tsImport('../src/media/clip-line.ts', import.meta.url);
  const { clips } = await tsImport('../src/rules/examples.ts', import.meta.url);
  const file = join(folder, 'clips.cogx');
  copyFileSync(sixty, file);
  const lines = Array.from(clips(60), (clip) => printClip({ ...clip, dataset: 'drone' }));
  writeFileSync(join(folder, 'clips.clips.jsonl'), `${lines.join('\n')}\n`);
  return file;
};

/** A bundle whose parts are called by their names → part → where the functions begin and end that were called. */
export const calledIn = async (bundle) => {
  const folder = mkdtempSync(join(tmpdir(), 'cogx-build-'));
  const env = { ...process.env, NODE_V8_COVERAGE: join(folder, 'coverage'), XDG_CACHE_HOME: '/dev/null/none' };
  // How they end is for the tests to judge.
  const run = (...words) => spawnSync(process.execPath, [bundle, ...words], { env, cwd: folder, stdio: 'ignore' });
  try {
    for (const file of [sixty, await withClips(folder)]) {
      run('check', file);
      run('compile', file, '-o', join(folder, 'out'));
    }
    return rangesIn(env.NODE_V8_COVERAGE, bundle);
  } finally {
    rmSync(folder, { recursive: true });
  }
};

const rangesIn = (folder, bundle) => {
  const ranges = new Map();
  const runs = readdirSync(folder).map((name) => JSON.parse(readFileSync(join(folder, name), 'utf8')).result);
  for (const { url, functions } of runs.flat().filter(({ url }) => url.includes(`/${basename(bundle)}/`))) {
    const part = ranges.get(basename(url)) ?? new Map();
    ranges.set(basename(url), part);
    for (const { startOffset, endOffset, count } of functions.map((each) => each.ranges[0]))
      if (count > 0) part.set(startOffset, endOffset);
  }
  return ranges;
};

/** A part's text with brackets around these functions; the part itself is one already. */
export const eager = (text, ranges = new Map()) => {
  const put = [...ranges].flatMap(([start, end]) => {
    const head = headOf(text, start);
    return head === undefined || start <= 1
      ? []
      : [
          { at: start, take: head.length, text: head.text },
          { at: end, take: 0, text: ')' },
        ];
  });
  // An inner one may end where an outer one ends.
  return put
    .sort((one, other) => other.at - one.at)
    .reduce((all, { at, take, text: given }) => all.slice(0, at) + given + all.slice(at + take), text);
};

/** How the function begins, and how it begins in brackets; a method of an object becomes a function of its name. */
const headOf = (text, start) => {
  const here = text.slice(start, start + 60);
  if (/^function\*?\(/.test(here)) return { length: 0, text: '(' };
  const [head, star, name] = /^(\*?)([\w$]+)\(/.exec(here) ?? [];
  const isOfObject = head !== undefined && text[start - 1] === ',' && name !== 'function';
  return isOfObject ? { length: head.length, text: `${name}:(function${star}(` } : undefined;
};
