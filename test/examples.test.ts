import { existsSync, readdirSync } from 'node:fs';
import { basename, join } from 'node:path';
import { suite } from 'uvu';
import * as assert from 'uvu/assert';
import { check } from '../src/check.ts';
import { inputOf, inventoryPath } from '../src/cli/disk/input.ts';
import { readInventory } from '../src/cli/disk/inventory.ts';
import { sha256, sha256OfFile } from '../src/cli/disk/sha256.ts';
import { version } from '../src/cli/version.ts';
import { compile } from '../src/compile.ts';
import { render } from '../src/diagnostics/render.ts';
import type { Video } from '../src/media/inventory.ts';
import { goldenAt, root, templates } from './support.ts';

const examples = suite('examples');

/** Every pipeline under examples/ that has compiled outputs beside it. */
const names = readdirSync(join(root, 'examples')).filter((name) =>
  existsSync(join(root, 'examples', name, `${name}.cogx`)),
);

for (const name of names) {
  examples(`${name} compiles to the outputs that stand beside it`, () => {
    const { outputs, diagnostics } = compiled(name);
    assert.equal(
      diagnostics.filter(({ severity }) => severity === 'error'),
      [],
    );
    for (const { path, text } of outputs)
      goldenAt(`examples/${name}/out/${path}`, typeof text === 'string' ? text : [...text].join(''));
  });
}

/** The quickstart's clips are cut on each machine, so its outputs stand here as they are without an inventory. */
const withoutInventory = new Set(['quickstart']);

/** As the command line does it: with the inventory beside the file, if there is one. */
const compiled = (name: string) => {
  const file = join(root, `examples/${name}/${name}.cogx`);
  const input = inputOf(file);
  if (!input) throw new Error(`${file} is missing`);
  const { clips, ...rest } = input;
  const hash = withoutInventory.has(name) ? undefined : sha256OfFile(inventoryPath(file));
  const known = clips && hash ? { clips, inventory: { path: basename(inventoryPath(file)), sha256: hash } } : {};
  return compile({ ...rest, ...known }, { templates: templates(), sha256, version });
};

/** Warnings and errors of the birds example, with its clips made longer. */
const birds = (profiles: readonly string[] = [], stretch = 1): string[] => {
  const input = inputOf(join(root, 'examples/birds/birds.cogx'), { profiles });
  if (!input) throw new Error('the birds example is missing');
  const clips = [...readInventory(join(root, 'examples/birds/birds.clips.jsonl'))].map((clip) =>
    clip.video ? { ...clip, video: stretched(clip.video, stretch) } : clip,
  );
  const { diagnostics, sources } = check({ ...input, clips: () => clips });
  return diagnostics.filter(({ severity }) => severity !== 'note').map((each) => render(sources, each));
};

/** The same rate, for longer. */
const stretched = (video: Video, by: number): Video => {
  const frames = Math.round(video.frames * by);
  const each = video.duration / video.frames;
  return { ...video, frames, duration: frames * each, span: (frames - 1) * each };
};

examples('birds checks clean, alone and with its profile', () => {
  assert.equal(birds(), []);
  assert.equal(birds(['smoke']), []);
});

examples('birds with clips of 8 seconds and more has one finding a dataset, on coverage', () => {
  const found = birds([], 2);
  assert.is(found.length, 2, found.join('\n'));
  for (const each of found) assert.match(each, /\[coverage\]/);
});

examples.run();
