import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { test } from 'uvu';
import * as assert from 'uvu/assert';
import { share } from '../../src/emit/share.ts';
import { survey } from '../../src/media/survey.ts';
import { modelNames, models } from '../../src/models/models.ts';
import { clips } from '../../src/rules/examples.ts';
import { jobFor } from '../job.ts';
import { inVenv } from '../support.ts';

const pipeline = (model: string, train: string, more = ''): string => `
name = birds
model ${model}
dataset birds { videos = "birds", repeats = 2, captions { trigger = "sks: a \\"bird\\"" } }
train { length = 500 steps, ${train} }
${more}
`;

const made = (model: string, train: string, more?: string): Record<string, string> => {
  const job = jobFor(pipeline(model, train, more));
  const seen = survey(job.plan, clips(20));
  return Object.fromEntries([...share({ ...job, survey: seen })].map(({ path, text }) => [path, text as string]));
};

const ways = [
  ['adapter lora { rank = 64, alpha = 32 }', ''],
  ['adapter lora { }, validate { held_out = 2 % }', 'hub { repo = "me/birds", private = false }'],
  ['adapter = none', ''],
  ['adapter = none', 'hub { repo = "me/birds" }'],
] as const;

const all = modelNames.flatMap((model) => ways.map(([train, more]) => ({ model, files: made(model, train, more) })));

const within = (files: Readonly<Record<string, string>>, use: (folder: string) => void): void => {
  const folder = mkdtempSync(join(tmpdir(), 'cogx-share-'));
  for (const [name, text] of Object.entries(files)) writeFileSync(join(folder, name), text);
  use(folder);
  rmSync(folder, { recursive: true });
};

const says = (name: string, words: readonly string[]): string => {
  const { stdout, stderr } = spawnSync(inVenv(name), words, { encoding: 'utf8' });
  return `${stdout}${stderr}`;
};

test('share.py of every model stands as ruff would write it, and ruff finds nothing', () => {
  const files = Object.fromEntries(all.map(({ files }, index) => [`${index}.py`, files['share.py'] ?? '']));
  within(files, (folder) => {
    assert.is(says('ruff', ['check', '--isolated', '--line-length', '110', '--quiet', folder]), '');
    assert.is(says('ruff', ['format', '--isolated', '--line-length', '110', '--diff', '--quiet', folder]), '');
  });
});

test('only with hub.repo does share.py know how to upload, and the token stands nowhere', () => {
  for (const { files } of all) {
    const text = files['share.py'] ?? '';
    assert.is(/HfApi/.test(text), /^REPO = "me\/birds"$/m.test(text));
    assert.not.match(text, /token=|hf_/);
  }
});

test("the head of every card is what the Hub's own library reads", () => {
  const cards = Object.fromEntries(all.map(({ files }, index) => [`${index}.md`, files['card.md'] ?? '']));
  within(cards, (folder) => {
    const judge = [
      'import json, sys',
      'from huggingface_hub import ModelCard',
      'from pathlib import Path',
      'cards = [ModelCard((Path(sys.argv[1]) / f"{index}.md").read_text()) for index in range(int(sys.argv[2]))]',
      'print(json.dumps([card.data.to_dict() for card in cards]))',
    ].join('\n');
    const heads = JSON.parse(says('python', ['-c', judge, folder, String(all.length)])) as Record<string, unknown>[];
    for (const [index, head] of heads.entries()) {
      const { model } = all[index] ?? { model: 'cogvideox-5b-t2v' as const };
      const facts = models[model];
      assert.is(head.pipeline_tag, `${facts.conditioning}-to-video`);
      assert.is(head.license, facts.license);
      assert.is(head.instance_prompt, 'sks: a "bird"');
      assert.is(head.base_model, model.startsWith('tiny-') ? undefined : facts.weights);
    }
  });
});

test('the card tells the data and what was held out', () => {
  const { 'card.md': card = '' } = made(...(['cogvideox-5b-t2v', ...ways[1]] as const));
  assert.match(card, '| birds | 20 | 125 s | 20 | 0 |'.replace('125 s', '2 min'));
  assert.match(card, '2 % of the clips, chosen by their content, were never trained on.');
  assert.match(card, 'pipeline.load_lora_weights("me/birds")');
});

test.run();
