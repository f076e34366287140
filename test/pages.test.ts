import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { suite } from 'uvu';
import * as assert from 'uvu/assert';
import { parse } from '../grammar/parse.ts';
import { check } from '../src/check.ts';
import { commands } from '../src/cli/commands.ts';
import { render } from '../src/diagnostics/render.ts';
import { root } from './support.ts';

/** What the pages for people show: every pipeline is checked, every command line is one, every link leads somewhere. */
const pages = suite('pages');

const written = readdirSync(join(root, 'docs'))
  .filter((name) => name.endsWith('.md'))
  .map((name) => `docs/${name}`);
const names = ['README.md', 'grammar/README.md', 'editors/README.md', 'examples/quickstart/README.md', ...written];
const texts = new Map(names.map((name) => [name, readFileSync(join(root, name), 'utf8')]));

/** The blocks of a page in one language. */
const blocks = (page: string, language: string): string[] =>
  [...(texts.get(page) ?? '').matchAll(/```([a-z]*)\n(.*?)```/gs)]
    .filter(([, of]) => of === language)
    .map(([, , text = '']) => text);

/** What the pages leave out of their examples; what an example says wins. */
const rest = [
  'model cogvideox-5b-t2v',
  'dataset birds { videos = "data" }',
  'train { length = 1000 steps }',
  'cluster { gpus_per_node = 8, gpu = a100-80gb, shard = zero2 }',
].join('\n');

const errorsOf = (text: string): string[] => {
  const read = (path: string) =>
    path.endsWith('rest.cogx') ? rest : readFileSync(join(root, 'examples/birds', path), 'utf8');
  const { diagnostics, sources } = check({ file: 'birds.cogx', text, read });
  return diagnostics.filter(({ severity }) => severity === 'error').map((each) => render(sources, each));
};

for (const page of names.filter((name) => blocks(name, 'cogx').length > 0))
  pages(`the pipelines of ${page} are sound`, () => {
    for (const text of blocks(page, 'cogx')) {
      if (text.includes('warmup = 500 steps')) continue; // wrong on purpose: test/docs.test.ts holds what is said of it
      assert.equal(parse(text).problems, [], text);
      if (page !== 'grammar/README.md') assert.equal(errorsOf(`use "rest.cogx"\n${text}`), [], text);
    }
  });

pages('the finding of the README is what cogx says', () => {
  const [finding = ''] = blocks('README.md', '');
  const above = 'model cogvideox-1.5-5b-t2v\ndataset birds { videos = "a" }\ntrain { length = 900 steps }\nframes {\n';
  const input = { file: 'birds.cogx', text: `${above}  count = 48\n}\n`, read: () => undefined };
  const { diagnostics, sources } = check(input);
  assert.ok(diagnostics.some((each) => render(sources, each) === finding));
});

/** `cogx …` on a line of its own, or between backticks. */
const callsIn = (text: string): string[] => [
  ...[...text.matchAll(/```sh\n(.*?)```/gs)].flatMap(([, lines = '']) => lines.split('\n')),
  ...[...text.matchAll(/`(cogx [^`\n]+)`/g)].map(([, call = '']) => call),
];

pages('every command line of cogx has a command and flags that there are', async () => {
  let seen = 0;
  for (const [page, text] of texts)
    for (const call of callsIn(text)) {
      const [, name, more = ''] = /^\s*cogx ([a-z]+)\b([^#|>]*)/.exec(call) ?? [];
      if (name === undefined) continue;
      const entry = commands[name];
      assert.ok(entry, `${page}: ${call}`);
      const known = Object.entries((await entry.load()).flags).flatMap(([flag, { short }]) => [
        `--${flag}`,
        `-${short}`,
      ]);
      for (const [flag] of more.matchAll(/(?<=\s)--?[a-z][a-z-]*/g))
        assert.ok(known.includes(flag), `${page}: ${call}`);
      seen++;
    }
  assert.ok(seen > 50, `${seen}`);
});

pages('every script of npm that is named is there, and each of ours is named', () => {
  const { scripts } = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8'));
  const named = new Set<string>();
  for (const [page, text] of texts)
    for (const [, run, other] of text.matchAll(/\bnpm (?:run ([a-z:-]+)|(start|test)\b)/g)) {
      const script = run ?? other ?? '';
      assert.ok(scripts[script], `${page}: npm run ${script}`);
      named.add(script);
    }
  const own = Object.keys(scripts).filter((name) => !['prepare', 'cogx'].includes(name));
  assert.equal(
    own.filter((name) => !named.has(name)),
    [],
  );
});

pages('the page of dependencies names what package.json has', () => {
  const { devDependencies } = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8'));
  const tables = (texts.get('docs/dependencies.md') ?? '').split('What the emitted scripts need')[0] ?? '';
  const rows = [...tables.matchAll(/^\| (\S+) \|/gm)].map(([, name = '']) => name).filter((name) => /[a-z]/.test(name));
  assert.equal(rows.filter((name) => name !== 'package').sort(), Object.keys(devDependencies).sort());
});

pages('what CI is told of is what action.yml and the hooks have', () => {
  const action = readFileSync(join(root, 'action.yml'), 'utf8').split(/^outputs:/m)[0] ?? '';
  const inputs = [...action.matchAll(/^ {2}([a-z-]+):$/gm)].map(([, name]) => name);
  const table = (texts.get('docs/ci.md') ?? '').split('| input |')[1]?.split('\n\n')[0] ?? '';
  assert.equal([...table.matchAll(/(?<=^\|[^|]*)`([a-z-]+)`/gm)].map(([, name]) => name).sort(), inputs.sort());
  const hooks = readFileSync(join(root, '.pre-commit-hooks.yaml'), 'utf8');
  for (const page of ['README.md', 'docs/ci.md'])
    for (const [, hook] of (texts.get(page) ?? '').matchAll(/id: (cogx-[a-z]+)/g))
      assert.match(hooks, new RegExp(`id: ${hook}$`, 'm'));
});

pages('every relative link leads to a file or a folder', () => {
  for (const [page, text] of texts)
    for (const [, link = ''] of text.matchAll(/\]\((?!https?:|#)([^)#]+)/g))
      assert.ok(existsSync(join(root, dirname(page), link)), `${page} links to ${link}`);
});

pages.run();
