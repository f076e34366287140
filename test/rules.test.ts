import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { suite } from 'uvu';
import * as assert from 'uvu/assert';
import { check } from '../src/check.ts';
import { render } from '../src/diagnostics/render.ts';
import { explain } from '../src/explain.ts';
import type { Example } from '../src/rules/rule.ts';
import { rules } from '../src/rules/rules.ts';
import { golden, root } from './support.ts';

const examples = suite('examples of rules');

/** The example as an author would have it, under the name of its part. */
const checked = (example: Example, file: string) => {
  const { clips, files, run, folders, text, ...more } = typeof example === 'string' ? { text: example } : example;
  return check({
    file,
    text,
    read: (path) => files?.[path],
    ...more,
    ...(clips ? { clips: () => clips } : {}),
    look: { run: () => run, names: (path) => folders?.[path] },
  });
};

const rendered = (example: Example, file: string): string => {
  const { diagnostics, sources } = checked(example, file);
  return diagnostics.map((each) => render(sources, each)).join('\n');
};

for (const { code, bad, good, quiet = [] } of rules) {
  examples(`the bad example of ${code} raises it and no other`, () => {
    const { diagnostics } = checked(bad, 'bad.cogx');
    assert.equal([...new Set(diagnostics.map((each) => each.code))], [code], rendered(bad, 'bad.cogx'));
    golden(`rules/${code}.txt`, rendered(bad, 'bad.cogx'));
  });

  examples(`the good example of ${code} is quiet`, () => {
    assert.is(rendered(good, 'good.cogx'), '');
  });

  quiet.forEach((example, index) => {
    examples(`${code} has nothing to say of near miss ${index + 1}, and nor has any error`, () => {
      const loud = checked(example, 'quiet.cogx').diagnostics.filter(
        (each) => each.code === code || each.severity === 'error',
      );
      assert.equal(
        loud.map(({ code: raised, message }) => `${raised}: ${message}`),
        [],
      );
    });
  });

  examples(`what ${code} finds has a way out`, () => {
    for (const { message, help } of checked(bad, 'bad.cogx').diagnostics) {
      assert.match(message, /^[^\n]*[.!]$/);
      assert.match(help ?? '', /^[^\n]+$/);
    }
  });
}

examples('no two rules have one code', () => {
  assert.is(new Set(rules.map(({ code }) => code)).size, rules.length);
});

examples('a rule says at which severity it is found', () => {
  const wrong = rules.filter(
    ({ bad, severity, code }) =>
      !checked(bad, 'bad.cogx').diagnostics.some((each) => each.code === code && each.severity === severity),
  );
  assert.equal(
    wrong.map(({ code }) => code),
    [],
  );
});

examples('what a rule hides is a rule', () => {
  const codes = new Set(rules.map(({ code }) => code));
  assert.equal(
    rules.flatMap(({ hides = [] }) => hides.filter((code) => !codes.has(code))),
    [],
  );
});

examples('a rule stands in a file of its name', () => {
  const areas = readdirSync(join(root, 'src/rules'), { withFileTypes: true }).filter((each) => each.isDirectory());
  const lists = areas.map(({ name }) => readFileSync(join(root, 'src/rules', name, 'rules.ts'), 'utf8')).join('');
  assert.equal(
    rules.map(({ code }) => code).filter((code) => !lists.includes(`'./${code}.ts'`)),
    [],
  );
});

examples('a rule names threads, files or the language as its source', () => {
  const isSource = (source: string) => /^[\w.-]+\/[\w.-]+(#\d+| \S.*)$/.test(source) || /^[^\s:][^:]*: \S/.test(source);
  const without = rules.filter(({ sources }) => sources.length === 0 || !sources.every(isSource));
  assert.equal(
    without.map(({ code, sources }) => `${code}: ${sources.join(', ')}`),
    [],
  );
});

examples('the page of a rule says why, how it looks, how it is cured, from where, and whether it can be waived', () => {
  for (const { code, certain, sources } of rules) {
    const page = explain(code) ?? '';
    for (const part of ['\n\nRaises it:\n\n', '\n\nCured:\n\n', `\n\nSources: ${sources.join(', ')}`])
      assert.ok(page.includes(part), `${code}: ${part}`);
    assert.is(page.includes(`# cogx-allow ${code}: reason`), !certain);
  }
});

examples('the mistakes that the first rules are for are caught', () => {
  const first = [1, 2, 3, 4, 10, 11, 12, 13, 14, 15, 22, 27, 29, 30, 36, 39, 40, 41, 58, 65, 79];
  const caught = new Set(rules.flatMap(({ catches = [] }) => catches));
  assert.equal(
    first.map((number) => `M${String(number).padStart(3, '0')}`).filter((row) => !caught.has(row)),
    [],
  );
});

examples.run();
