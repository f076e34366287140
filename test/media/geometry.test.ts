import { suite } from 'uvu';
import * as assert from 'uvu/assert';
import { placementOf, shapeOf } from '../../src/media/geometry.ts';
import { video } from './videos.ts';

const geometry = suite('geometry');

const hd = video(30, 300);
const portrait = video(30, 300, { width: 1080, height: 1920 });
const size = { width: 720, height: 480 };
const round = (value: number): number => Number(value.toFixed(4));

geometry('cover fills the frame and cuts the sides', () => {
  const { scaled, left, top, cut } = placementOf(hd, { fit: 'cover', anchor: 'centre' }, size);
  assert.equal([scaled, left, top], [{ width: 854, height: 480 }, 66, 0]);
  assert.is(round(cut), 0.1563);
});

geometry('an anchor says which part is kept', () => {
  assert.is(placementOf(hd, { fit: 'cover', anchor: 'left' }, size).left, 0);
  assert.is(placementOf(hd, { fit: 'cover', anchor: 'right' }, size).left, 134);
  assert.is(placementOf(hd, { fit: 'cover', anchor: 'top' }, size).left, 66);
  assert.is(placementOf(portrait, { fit: 'cover', anchor: 'top' }, size).top, 0);
  assert.is(placementOf(portrait, { fit: 'cover', anchor: 'bottom' }, size).top, 800);
});

geometry('contain shows all of it between bars', () => {
  const { scaled, left, top, cut, bars } = placementOf(portrait, { fit: 'contain', anchor: 'centre' }, size);
  assert.equal([scaled, left, top, cut], [{ width: 270, height: 480 }, 224, 0, 0]);
  assert.is(round(bars), 0.625);
});

geometry('an anchor says where between its bars a picture lies', () => {
  const at = (anchor: 'left' | 'right' | 'top' | 'centre') => {
    const { left, top } = placementOf(portrait, { fit: 'contain', anchor }, size);
    return [left, top];
  };
  assert.equal(
    [at('left'), at('centre'), at('right'), at('top')],
    [
      [0, 0],
      [224, 0],
      [450, 0],
      [224, 0],
    ],
  );
  assert.is(placementOf(hd, { fit: 'contain', anchor: 'top' }, size).top, 0);
  assert.is(placementOf(hd, { fit: 'contain', anchor: 'bottom' }, size).top, 74);
});

geometry('stretch says how much it distorts', () => {
  const { scaled, distortion } = placementOf(hd, { fit: 'stretch', anchor: 'centre' }, size);
  assert.equal(scaled, size);
  assert.is(round(distortion), 0.1852);
});

geometry('pixels that are not square count as wide as they are shown', () => {
  const anamorphic = video(25, 250, { width: 240, height: 240, pixel_aspect: '4:3' });
  assert.is(round(shapeOf(anamorphic)), 1.3333);
  assert.equal(placementOf(anamorphic, { fit: 'contain', anchor: 'centre' }, size).scaled, { width: 640, height: 480 });
});

geometry('a clip of the right shape is only scaled', () => {
  const { scaled, left, top, cut } = placementOf(
    video(16, 81, { width: 1360, height: 768 }),
    { fit: 'cover', anchor: 'centre' },
    { width: 1360, height: 768 },
  );
  assert.equal([scaled, left, top, round(cut)], [{ width: 1360, height: 768 }, 0, 0, 0]);
});

geometry.run();
