/**
 * `npm start`: from a bare machine to a trained model and its first video, on real footage, without a GPU.
 * `npm start -- FOLDER`: the same with a folder of your own clips.
 */
import { existsSync, readdirSync } from 'node:fs';
import { basename, join, relative, resolve } from 'node:path';
import { cutClips } from './clips.mjs';
import { fetchFootage } from './footage.mjs';
import { setUp } from './setup.mjs';
import { contactSheet } from './sheet.mjs';
import { quietly, root, runScript, Stop, say, show } from './steps.mjs';

const folder = join(root, 'examples/quickstart');
const file = 'examples/quickstart/quickstart.cogx';
const model = 'tiny-cogvideox-1.5-5b-t2v';

runScript(async () => {
  const own = process.argv[2] && resolve(process.argv[2]);
  if (own && !existsSync(own)) throw new Stop(`There is no folder ${own}.`);
  const python = await setUp('start');
  const since = performance.now();
  // Only now: what it imports has just been installed.
  const { bundle } = await import('./build.mjs');
  const cogx = await bundle();
  await makeModel(python);
  if (!own) {
    say('\nClips of real footage');
    await cutClips(await fetchFootage(python), join(folder, 'clips'));
  }
  const name = own ? `quickstart-${basename(own).replace(/[^A-Za-z0-9_-]+/g, '-')}` : 'quickstart';
  const words = own
    ? ['--set', `dataset.clips.videos=${JSON.stringify(own)}`, '--set', `name=${JSON.stringify(name)}`]
    : [];
  say(`\ncogx ${['run', file, ...words].join(' ')}`);
  const env = { ...process.env, COGX_PYTHON: python };
  const code = await show(process.execPath, [cogx, 'run', file, ...words], { env });
  if (code !== 0) throw new Stop('The quickstart has not come to its end; what went wrong is said above.');
  await tellWhatWasMade({ name, data: own ?? folder, since });
});

const makeModel = async (python) => {
  if (existsSync(join(folder, model, 'model_index.json'))) return;
  say('\nThe tiny model');
  await quietly('real diffusers classes, random weights', python, [
    'scripts/make-tiny-model.py',
    model,
    join(folder, model),
  ]);
};

const tellWhatWasMade = async ({ name, data, since }) => {
  const sheet = await contactSheet({ folder, name, data });
  const run = join(folder, 'runs', name);
  const videos = readdirSync(join(run, 'samples')).filter((file) => /^final-.*\.mp4$/.test(file));
  const rows = [
    [join(folder, 'build', name), 'what one .cogx file became: start with its README.md, then train.py'],
    [sheet, 'each prepared clip (right) beside its source (left)'],
    [run, 'the LoRA, checkpoints and the log'],
    ...videos.map((video) => [
      join(run, 'samples', video),
      'a video of the trained model: noise, as its weights are random',
    ]),
  ];
  say(`\nDone in ${((performance.now() - since) / 1000).toFixed(0)} s. What was made:\n`);
  for (const [path, what] of rows) say(`  ${relative('', path)}\n      ${what}`);
  say(
    '\nNext, with clips of your own: `npm start -- FOLDER`, and `npm run cogx -- init FOLDER`, which writes a pipeline for them.',
  );
};
