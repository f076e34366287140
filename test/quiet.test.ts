import { suite } from 'uvu';
import * as assert from 'uvu/assert';
import { check } from '../src/check.ts';
import { render } from '../src/diagnostics/render.ts';
import type { Clip } from '../src/media/inventory.ts';
import type { Model } from '../src/models/model.ts';
import { modelNames, models } from '../src/models/models.ts';
import { clips, video } from '../src/rules/examples.ts';

const quiet = suite('the smallest pipeline');

/** Clips that are a little longer than the model's own, of its own shape, filmed at three times its rate. */
const fitting = ({ frames, sizes }: Model, count: number): Iterable<Clip> => {
  const rate = frames.rate * 3;
  const length = Math.round((frames.native / frames.rate + 0.1) * rate);
  return clips(count, { video: video(length, rate, { ...sizes.native }) });
};

const loud = (text: string, inventory: Iterable<Clip> | undefined): string => {
  const { diagnostics, sources } = check({
    file: 'run.cogx',
    text,
    read: () => undefined,
    ...(inventory ? { clips: () => inventory } : {}),
  });
  return diagnostics
    .filter(({ severity }) => severity !== 'note')
    .map((each) => render(sources, each))
    .join('\n');
};

const pipeline = (model: string, train: string): string =>
  [`model ${model}`, 'dataset birds { videos = "birds" }', `train { ${train} }`, ''].join('\n');

for (const name of modelNames)
  for (const adapter of ['', ', adapter = none'])
    for (const length of ['1 steps', '20 steps', '100 steps', '5000 steps', '3 epochs']) {
      const text = pipeline(name, `length = ${length}${adapter}`);
      // 3 epochs of fewer clips are too few updates to learn from, and that is told.
      // 5000 steps over 12 clips are 3333 passes, and that is told, too.
      const counts = length.endsWith('epochs') || length === '5000 steps' ? [400] : [12, 400];

      quiet(`${name} for ${length}${adapter} raises no warning`, () => {
        assert.is(loud(text, undefined), '');
        for (const count of counts) assert.is(loud(text, fitting(models[name], count)), '', `${count} clips`);
      });
    }

quiet('a wrong word in it is told', () => {
  assert.match(
    loud(pipeline('cogvideox-5b-t2v', 'length = 3 epochs'), fitting(models['cogvideox-5b-t2v'], 12)),
    /few-updates/,
  );
});

quiet.run();
