import type { Comment } from './ast.ts';

export const commentAt = (image: string, start: number): Comment => ({
  kind: 'comment',
  span: { start, end: start + image.length },
  text: image.replace(/^\/\*([\s\S]*)\*\/$|^(?:#+|\/\/|\/\*)/, '$1').trim(),
  doc: /^##(?!#)/.test(image),
});
