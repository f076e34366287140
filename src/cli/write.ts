import { writeSync } from 'node:fs';

/**
 * Writes to stdout (1) or stderr (2) at once. The streams of `process` take a tenth of a check to come to be, so they are
 * asked for only where a pipe is full and has to be waited for; from then on all goes through them, in order.
 */
export const write = (to: 1 | 2, text: string | Uint8Array): void => {
  let rest = typeof text === 'string' ? Buffer.from(text) : text;
  while (!waiting.has(to) && rest.length > 0) {
    try {
      rest = rest.subarray(writeSync(to, rest));
    } catch (problem) {
      const { code } = problem as NodeJS.ErrnoException;
      if (code === 'EPIPE') leave(to);
      if (code !== 'EAGAIN') throw problem;
      waiting.add(to);
    }
  }
  if (rest.length > 0) streamOf(to).write(rest);
};

const waiting = new Set<1 | 2>();

const streamOf = (to: 1 | 2): NodeJS.WriteStream => {
  const stream = to === 1 ? process.stdout : process.stderr;
  if (stream.listenerCount('error') === 0)
    stream.on('error', (problem: NodeJS.ErrnoException) => {
      if (problem.code !== 'EPIPE') throw problem;
      leave(to);
    });
  return stream;
};

/** The reader of a pipe may leave early (`cogx explain | head`): that ends the work, and is no error. */
const leave = (to: 1 | 2): never => process.exit(to === 1 ? 0 : 1);
