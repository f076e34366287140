/** `npm start`: from a bare machine to a trained model and its first video, on real footage, without a GPU. */
import { existsSync, readdirSync } from 'node:fs';
import { join, relative } from 'node:path';
import { cutClips } from './clips.mjs';
import { fetchFootage } from './footage.mjs';
import { setUp } from './setup.mjs';
import { contactSheet } from './sheet.mjs';
import { quietly, root, runScript, Stop, say, show } from './steps.mjs';

const folder = join(root, 'examples/quickstart');
const model = 'tiny-cogvideox-1.5-5b-t2v';

runScript(async () => {
  const python = await setUp('start');
  const since = performance.now();
  // Only now: what it imports has just been installed.
  const { bundle } = await import('./build.mjs');
  const cogx = await bundle();
  await makeModel(python);
  say('\nClips of real footage');
  const count = await cutClips(await fetchFootage(python), join(folder, 'clips'));
  say(`\ncogx run examples/quickstart/quickstart.cogx, on ${count} clips`);
  const env = { ...process.env, COGX_PYTHON: python };
  const code = await show(process.execPath, [cogx, 'run', 'examples/quickstart/quickstart.cogx'], { env });
  if (code !== 0) throw new Stop('The quickstart has not come to its end; what went wrong is said above.');
  await tellWhatWasMade(since);
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

const tellWhatWasMade = async (since) => {
  const sheet = join(folder, 'work/quickstart/clips.jpg');
  await contactSheet(folder, sheet);
  const samples = join(folder, 'runs/quickstart/samples');
  const videos = readdirSync(samples).filter((file) => file.endsWith('.mp4'));
  const rows = [
    ['examples/quickstart/build/quickstart', 'what one .cogx file became: start with its README.md, then train.py'],
    [relative(root, sheet), 'each prepared clip (right) beside its source (left)'],
    ['examples/quickstart/runs/quickstart', 'checkpoints, the log, the LoRA'],
    ...videos.map((file) => [
      relative(root, join(samples, file)),
      'a video of the trained model: noise, as its weights are random',
    ]),
  ];
  say(`\nDone in ${((performance.now() - since) / 1000).toFixed(0)} s. What was made:\n`);
  for (const [path, what] of rows) say(`  ${path}\n      ${what}`);
  say('\nNext: `npm run cogx -- init FOLDER` writes a pipeline for a folder of your own clips.');
};
