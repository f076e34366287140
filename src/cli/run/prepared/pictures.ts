import { spawn } from 'node:child_process';

/** Pictures in a strip, and the height of each in pixels. */
const strip = { pictures: 8, height: 96 };

/** As prepare.sh reads clips: nothing is followed to elsewhere. */
const reading = [
  ...['-nostdin', '-v', 'error', '-protocol_whitelist', 'file'],
  ...['-format_whitelist', 'mov,matroska,avi,mpegts,mpeg,gif,flv,asf,ogg,mxf', '-threads', '1'],
];

/** Milliseconds. A strip that takes longer is not made: pictures are a help, and not worth a night. */
const patience = 20_000;

/** A video → a JPEG of eight of its pictures side by side, evenly over its seconds, as a data URI; undefined where ffmpeg makes none. */
export const stripOf = (path: string, seconds: number): Promise<string | undefined> => {
  const each = seconds / strip.pictures;
  // The last picture is held a little, where the container's time is longer than its pictures.
  const chosen = `tpad=stop_duration=${each.toFixed(4)}:stop_mode=clone,fps=1/${each.toFixed(6)}`;
  const graph = `[0:V:0]${chosen},scale=-2:${strip.height},setsar=1,tile=${strip.pictures}x1:padding=3:color=gray,format=yuvj420p`;
  const writing = ['-frames:v', '1', '-q:v', '5', '-f', 'image2pipe', '-c:v', 'mjpeg', '-'];
  return jpegOf([...reading, '-i', `file:${path}`, '-filter_complex', graph, ...writing]);
};

const jpegOf = (words: readonly string[]): Promise<string | undefined> =>
  new Promise((resolve) => {
    const child = spawn('ffmpeg', words, { stdio: ['ignore', 'pipe', 'ignore'], timeout: patience });
    const chunks: Buffer[] = [];
    child.stdout.on('data', (chunk: Buffer) => chunks.push(chunk));
    child.on('error', () => resolve(undefined));
    child.on('close', () => {
      const jpeg = Buffer.concat(chunks);
      const isJpeg = jpeg.length > 4 && jpeg.readUInt16BE(0) === 0xffd8;
      resolve(isJpeg ? `data:image/jpeg;base64,${jpeg.toString('base64')}` : undefined);
    });
  });
