import { createHash } from 'node:crypto';
import { open } from 'node:fs/promises';

const mebibyte = 1 << 20;

/** Memory to read into, lent again and again: to clear it for each clip takes as long as to hash it. */
const idle: Buffer[] = [];

/** sha256 of the size, a newline, the first and the last MiB: enough to see that a clip is another one, quick for long ones. */
export const fingerprintOf = async (path: string, size: number): Promise<string> => {
  const file = await open(path, 'r');
  const buffer = idle.pop() ?? Buffer.alloc(mebibyte);
  try {
    const hash = createHash('sha256').update(`${size}\n`);
    const length = Math.min(size, mebibyte);
    for (const position of [0, size - length]) {
      const { bytesRead } = await file.read(buffer, 0, length, position);
      hash.update(buffer.subarray(0, bytesRead));
    }
    return hash.digest('hex');
  } finally {
    idle.push(buffer);
    await file.close();
  }
};
