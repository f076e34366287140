import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import Handlebars from 'handlebars';
import { suite } from 'uvu';
import * as assert from 'uvu/assert';
import { emit } from '../../src/emit/emit.ts';
import { helpers, type Template } from '../../src/emit/holes.ts';
import { compileTemplate } from '../../src/emit/template.ts';
import { jobFor } from '../job.ts';
import { root } from '../support.ts';
import { pipeline } from './launch-words.ts';

/** The rules of templates, held by walking their trees; `strict` guards neither helpers' arguments nor `{{#if typo}}`. */

const templates = suite('templates');

const folder = join(root, 'src/emit/templates');
const sources = new Map(
  readdirSync(folder)
    .filter((file) => file.endsWith('.hbs'))
    .map((file) => [file.slice(0, -'.hbs'.length), readFileSync(join(folder, file), 'utf8')]),
);

/** What a template reads of its view, in the block where it stands: `each` opens one. */
type Scope = { readonly holes: Set<string>; readonly questions: Set<string>; readonly inside: Map<string, Scope> };

const empty = (): Scope => ({ holes: new Set(), questions: new Set(), inside: new Map() });

const nameOf = (expression: hbs.AST.Expression | undefined): string =>
  expression?.type === 'PathExpression' ? (expression as hbs.AST.PathExpression).original : '';

/** Fills the scope; gives what is against the rules. */
const walk = (program: hbs.AST.Program | undefined, scope: Scope, above: readonly string[] = []): string[] =>
  (program?.body ?? []).flatMap((statement) => {
    const at = `line ${statement.loc.start.line}`;
    if (statement.type === 'ContentStatement' || statement.type === 'CommentStatement') return [];
    if (statement.type === 'MustacheStatement') {
      const { path, params, hash } = statement as hbs.AST.MustacheStatement;
      const helper = nameOf(path as hbs.AST.Expression);
      const read = nameOf(params[0]);
      scope.holes.add(read === 'this' ? '' : read);
      const sound = helper in helpers && params.length === 1 && read !== '' && !hash;
      return sound ? [] : [`${at}: a hole says its language and takes one value`];
    }
    if (statement.type !== 'BlockStatement') return [`${at}: ${statement.type}`];
    const block = statement as hbs.AST.BlockStatement;
    const kind = nameOf(block.path);
    const read = nameOf(block.params[0]);
    if (block.params.length !== 1 || read === '') return [`${at}: #${kind} takes one value`];
    if (kind === 'each') {
      const inside = empty();
      scope.inside.set(read, inside);
      return walk(block.program, inside, [...above, kind]);
    }
    scope.questions.add(read);
    const asks = kind === 'if' || kind === 'unless';
    const wrong = !asks ? [`${at}: #${kind}`] : above.includes('if') ? [`${at}: an #if in an #if`] : [];
    return [...wrong, ...[block.program, block.inverse].flatMap((part) => walk(part, scope, [...above, 'if']))];
  });

for (const [name, source] of sources) {
  templates(`${name}: no hole is bare, and no block is deep`, () => {
    assert.equal(walk(Handlebars.parse(source), empty()), []);
  });

  templates(`${name}: blocks stand on lines of their own, and no brace beside a hole`, () => {
    const lines = source.split('\n');
    const crowded = lines.filter((line) => /\{\{[#/]|\{\{else/.test(line) && !/^\s*\{\{[^{}]+\}\}\s*$/.test(line));
    assert.equal(crowded, []);
    assert.equal(
      lines.filter((line) => /\{\{\{|\}\}\}/.test(line)),
      [],
    );
  });
}

/** The views that emitters make, caught on their way into the templates. */
const viewsOf = (text: string): ReadonlyMap<string, object> => {
  const views = new Map<string, object>();
  const caught = [...sources].map(([name, source]): [string, Template] => [
    name,
    (view) => {
      views.set(name, view);
      return compileTemplate(source)(view);
    },
  ]);
  for (const { text: lines } of emit({ ...jobFor(text), templates: Object.fromEntries(caught) }))
    if (typeof lines !== 'string') for (const _ of lines); // lists are made as they are read
  return views;
};

const whole = new Map([
  ...viewsOf(pipeline('gpus_per_node = 8, gpu = h100, shard = fsdp', 'precision = bf16, adapter = none')),
  // Views of templates that the last one doesn't fill.
  ...['fresh', '8 draws'].flatMap((noise) => [
    ...viewsOf(pipeline(`gpu = cpu\n}\nimage {\n  noise = ${noise}`).replace('1.5-5b-t2v', '1.5-5b-i2v')),
  ]),
  ...viewsOf(
    pipeline(
      'nodes = 2, gpus_per_node = 8, gpu = a100-80gb, shard = zero2\n  launch slurm { partition = gpu, before = "module load cuda", container pyxis { image = "torch.sqsh" } }',
      'precision = bf16, hooks = "hooks.py", validate { prompts = ["a kingfisher"] }',
    ),
  ),
]);

templates('every template is filled by some emitter', () => {
  assert.equal(
    [...sources.keys()].filter((name) => !whole.has(name)),
    [],
  );
});

const keys = (value: unknown): string[] =>
  typeof value === 'object' && value !== null ? Object.keys(value).sort() : [''];

for (const name of sources.keys()) {
  templates(`${name}: the template reads what its view has, all of it`, () => {
    const scope = empty();
    walk(Handlebars.parse(sources.get(name) ?? ''), scope);
    const view = (whole.get(name) ?? {}) as Readonly<Record<string, unknown>>;
    const read = new Set([...scope.holes, ...scope.questions, ...scope.inside.keys()]);
    assert.equal([...read].sort(), keys(view));
    for (const question of scope.questions) assert.type(view[question], 'boolean', question);
    for (const [list, inside] of scope.inside)
      for (const item of view[list] as readonly unknown[]) assert.equal([...inside.holes].sort(), keys(item), list);
  });
}

templates.run();
