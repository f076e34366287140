import { suite } from 'uvu';
import * as assert from 'uvu/assert';
import { grid, type Shape } from './grid.ts';
import { clipOf, made, makeAll, rowsOf } from './sampled.ts';

const anchors = suite('anchors');

type Case = { readonly fit: string; readonly anchor: string; readonly name: string };

const pipelineOf = (cases: readonly Case[]): string => `cogx = 1
name = anchors
model cogvideox-5b-t2v
frames { count = 17, rate = 16 fps, size = 96x96 }
${cases.map(({ name, fit, anchor }) => `dataset ${name} { videos = "v", frames { fit = ${fit}, anchor = ${anchor} } }`).join('\n')}
train { length = 10 steps }
`;

/** Where the blocks of a picture lie in a frame of 96 x 96, by fit and anchor: scaled, then moved by what sticks out or is left. */
const blocksIn = (source: Shape, fit: 'cover' | 'contain', anchor: string): number[] => {
  const scales = [96 / source.width, 96 / source.height];
  const scale = fit === 'cover' ? Math.max(...scales) : Math.min(...scales);
  const room = [96 - source.width * scale, 96 - source.height * scale] as const;
  const share = (ends: readonly string[]) => (anchor === ends[0] ? 0 : anchor === ends[1] ? 1 : 0.5);
  const { left, top, across, down } = grid(source.width, source.height);
  return [
    4 * across * scale,
    3 * down * scale,
    room[0] * share(['left', 'right']) + left * scale,
    room[1] * share(['top', 'bottom']) + top * scale,
  ].map(Math.round);
};

anchors('anchors keep, or put, the picture where they say', async () => {
  const shapes = { wide: { width: 128, height: 90 }, tall: { width: 90, height: 128 } };
  const where = await makeAll(
    Object.entries(shapes).map(([name, shape]) => ({ file: `${name}.mp4`, rate: '16', frames: 17, ...shape })),
  );
  const cases = (['cover', 'contain'] as const).flatMap((fit) =>
    ['centre', 'top', 'bottom', 'left', 'right'].map((anchor) => ({ fit, anchor, name: `${fit}_${anchor}` })),
  );
  const pipeline = pipelineOf(cases);
  for (const [shape, source] of Object.entries(shapes)) {
    const base = await clipOf(where, `${shape}.mp4`, { dataset: '', captions: [{ text: 'numbers' }] });
    const rows = rowsOf(
      pipeline,
      cases.map(({ name }) => ({ ...base, dataset: name })),
    );
    for (const { fit, anchor, name } of cases) {
      const row = rows.find(({ dataset }) => dataset === name);
      assert.ok(row);
      const blocks = blocksIn(source, fit, anchor);
      assert.equal(
        (await made(where, row, blocks))[0],
        Array.from({ length: 17 }, (_, index) => index),
        `${shape} ${name}`,
      );
    }
  }
});

anchors.run();
