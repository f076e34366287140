import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { suite } from 'uvu';
import * as assert from 'uvu/assert';
import { check } from '../src/check.ts';
import type { Clip } from '../src/media/inventory.ts';
import { modelNames, models } from '../src/models/models.ts';
import { clips, video } from '../src/rules/examples.ts';
import { goldenAt, root } from './support.ts';

const peers = suite('configurations of other trainers that are said to work');

const folder = join(root, 'test/peers');
const files = readdirSync(folder).filter((name) => name.endsWith('.cogx'));

/** A hundred clips a little longer than a sample, of its own shape: those of the thread are not known. */
const fitting = (text: string): Iterable<Clip> => {
  const name = modelNames.find((each) => text.includes(`model ${each}\n`)) ?? 'cogvideox-5b-t2v';
  const { frames, sizes } = models[name];
  const dataset = /^dataset (\w+)/m.exec(text)?.[1] ?? '';
  const rate = frames.rate * 3;
  const length = Math.round((frames.native / frames.rate + 0.1) * rate);
  return clips(100, { dataset, video: video(length, rate, { ...sizes.native }) });
};

const found = (name: string) => {
  const text = readFileSync(join(folder, name), 'utf8');
  const input = { file: name, text, read: () => undefined };
  const { profiles } = check(input);
  return [[], ...profiles.map((each) => [each])].flatMap((chosen) =>
    [undefined, () => fitting(text)].flatMap((inventory) => [
      ...check({ ...input, profiles: chosen, clips: inventory }).diagnostics,
    ]),
  );
};

for (const name of files)
  peers(`${name} raises no error`, () => {
    const errors = found(name).filter(({ severity }) => severity === 'error');
    assert.equal(
      errors.map(({ code, message }) => `${code}: ${message}`),
      [],
    );
  });

const failed = readdirSync(join(folder, 'failed')).filter((name) => name.endsWith('.cogx'));

for (const name of failed)
  peers(`failed/${name} is told what its thread found`, () => {
    const text = readFileSync(join(folder, 'failed', name), 'utf8');
    const expected = /^# Told: (.*)$/m.exec(text)?.[1]?.split(', ') ?? [];
    const { diagnostics } = check({ file: name, text, read: () => undefined });
    const codes = diagnostics.filter(({ severity }) => severity !== 'note').map(({ code }) => code);
    assert.equal([...new Set(codes)].sort(), expected);
  });

const row = (name: string): string => {
  const text = readFileSync(join(folder, name), 'utf8');
  const source = text.split('\n')[0]?.replace(/^# /, '') ?? '';
  const codes = [
    ...new Set(
      found(name)
        .filter(({ severity }) => severity === 'warning')
        .map(({ code }) => code),
    ),
  ];
  return `| \`${name}\` | ${source} | ${codes.map((code) => `\`${code}\``).join(', ') || 'none'} |`;
};

const failedRow = (name: string): string => {
  const [source = '', told = ''] = readFileSync(join(folder, 'failed', name), 'utf8').split('\n');
  const codes = told.replace('# Told: ', '').split(', ');
  return `| \`failed/${name}\` | ${source.replace(/^# /, '')} | ${codes.map((code) => `\`${code}\``).join(', ')} |`;
};

peers('what they are warned of stands in docs/peers.md', () =>
  goldenAt(
    'docs/peers.md',
    [
      '# Configurations of other trainers that are said to work',
      'Written as `.cogx` in `test/peers/`, with the source in the first line of each. None of them raises an error, alone or with a',
      'hundred fitting clips; what they are warned of is listed (`npm run golden` writes this page).',
      '',
      '| file | source | warnings |',
      '|---|---|---|',
      ...files.map(row),
      '',
      'Most warnings are one of two: their defaults take one sample an update, and 2e-5 for a LoRA. Threads say what came of it:',
      'zai-org/CogVideo#750 (no steady result below eight samples), zai-org/CogVideo#116 (a maintainer: 1e-4 to 1e-3 for a LoRA).',
      '',
      '## And that failed',
      '| file | source | told |',
      '|---|---|---|',
      ...failed.map(failedRow),
      '',
    ].join('\n'),
  ),
);

peers.run();
