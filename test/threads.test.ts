import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { suite } from 'uvu';
import * as assert from 'uvu/assert';
import { parse } from '../grammar/parse.ts';
import { type CheckInput, check } from '../src/check.ts';
import { fix } from '../src/fix.ts';
import type { Clip } from '../src/media/inventory.ts';
import { goldenAt, root } from './support.ts';
import { scenes } from './threads/scenes.ts';

const threads = suite('mistakes of public threads, each beside its twin');

const folder = join(root, 'test/threads');

/**
 * `NAME.bad.cogx` is what somebody wrote, `NAME.good.cogx` the same without the mistake. The first line of the bad one names the thread,
 * the second what is told of it; a third may name the clips that both have (`scenes.ts`).
 */
const names = readdirSync(folder)
  .filter((file) => file.endsWith('.bad.cogx'))
  .map((file) => file.replace('.bad.cogx', ''));

const read = (file: string): string => readFileSync(join(folder, file), 'utf8');

const clipsOf = (text: string, kind: 'bad' | 'good'): Iterable<Clip> | undefined => {
  const scene = /^# Clips: (.*)$/m.exec(text)?.[1];
  if (scene === undefined) return undefined;
  const made = scenes[scene];
  if (!made) throw new Error(`no clips are called ${scene}`);
  return made[kind];
};

const inputOf = (name: string, kind: 'bad' | 'good'): CheckInput => {
  const clips = clipsOf(read(`${name}.bad.cogx`), kind);
  const file = `${name}.${kind}.cogx`;
  return { file, text: read(file), read: () => undefined, ...(clips ? { clips: () => clips } : {}) };
};

const found = (name: string, kind: 'bad' | 'good') => check(inputOf(name, kind)).diagnostics;

const commentsOf = (text: string): readonly string[] => parse(text).file.comments.map((comment) => comment.text);

const head = (name: string) => {
  const [source = '', told = ''] = read(`${name}.bad.cogx`).split('\n');
  return { source: source.replace(/^# /, ''), told: told.replace('# Told: ', '').split(', ') };
};

for (const name of names) {
  threads(`${name}: what went wrong is told, and nothing else`, () => {
    assert.equal(
      [...new Set(found(name, 'bad').map(({ code }) => code))].sort(),
      head(name).told,
      found(name, 'bad')
        .map(({ code, message }) => `${code}: ${message}`)
        .join('\n'),
    );
  });

  threads(`${name}: its twin is quiet`, () => {
    assert.ok(existsSync(join(folder, `${name}.good.cogx`)), 'there is a twin');
    assert.equal(
      found(name, 'good').map(({ code, message }) => `${code}: ${message}`),
      [],
    );
  });

  threads(
    `${name}: what --fix mends is told no more, nothing that counts takes its place, and no comment is lost`,
    () => {
      const input = inputOf(name, 'bad');
      const mended = found(name, 'bad').filter((each) => each.fix !== undefined);
      const text = fix(input, ['safe', 'unsafe']).texts.get(input.file) ?? input.text;
      const told = found(name, 'bad').map(({ code }) => code);
      const left = check({ ...input, text }).diagnostics.filter(
        ({ code, severity }) =>
          mended.some((each) => each.code === code) || (severity !== 'note' && !told.includes(code)),
      );
      assert.equal(
        left.map(({ code, message }) => `${code}: ${message}`),
        [],
      );
      assert.equal(commentsOf(text), commentsOf(input.text));
    },
  );

  threads(`${name} names its thread`, () => {
    assert.match(head(name).source, /^[\w.-]+\/[\w.-]+(#\d+| \S+): /);
  });
}

threads('the page of them is made from them', () =>
  goldenAt(
    'docs/threads.md',
    [
      '# Mistakes of public threads, each beside its twin',
      'In `test/threads/` lies what somebody wrote, as `.cogx`, and the same without the mistake: of the one `cogx check` tells what is',
      'listed and nothing else, of its twin nothing (`npm run golden` writes this page). They are beside those of',
      '[mistakes.md](mistakes.md), and were gathered to find what the rules did not know.',
      '',
      '| file | thread | told |',
      '|---|---|---|',
      ...names.map((name) => {
        const { source, told } = head(name);
        const text = found(name, 'bad')[0]?.message.replaceAll('|', '\\|') ?? '';
        return `| \`${name}\` | ${source} | ${told.map((code) => `\`${code}\``).join(', ')}: ${text} |`;
      }),
      '',
    ].join('\n'),
  ),
);

threads.run();
