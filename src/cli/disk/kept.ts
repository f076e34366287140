import { closeSync, openSync, readSync, rmSync, writeSync } from 'node:fs';

const pieceLength = 2 ** 16;

/**
 * Keeps what a text is made of while it is walked through for the first time: a list of a million clips is not made again to be
 * written when its hash is known. It lies in a nameless file beside `path` and not in the folder for temporary files, which on
 * many machines is memory. Where no file can be had, or it finds no room, the text is made each time.
 */
export const keeper =
  (path: string) =>
  (text: Iterable<string>): Iterable<string> => {
    let file: number | undefined;
    return {
      *[Symbol.iterator]() {
        if (file !== undefined) return yield* piecesOf(file);
        const opened = nameless(`${path}.${process.pid}.tmp`);
        for (const piece of inPieces(text)) {
          if (opened.file >= 0) put(opened, piece);
          yield piece;
        }
        if (opened.file >= 0) file = opened.file;
      },
    };
  };

/** Less than 0: there is none. */
type Opened = { file: number };

const put = (opened: Opened, piece: string): void => {
  const bytes = Buffer.from(piece);
  try {
    for (let done = 0; done < bytes.length; ) done += writeSync(opened.file, bytes, done);
  } catch {
    closeSync(opened.file);
    opened.file = -1;
  }
};

/** Gone as soon as this process ends, however it does. */
const nameless = (path: string): Opened => {
  try {
    const file = openSync(path, 'w+');
    rmSync(path);
    return { file };
  } catch {
    return { file: -1 };
  }
};

/** Many short texts as few long ones. */
export function* inPieces(text: Iterable<string>): Iterable<string> {
  let piece = '';
  for (const part of text) {
    piece += part;
    if (piece.length < pieceLength) continue;
    yield piece;
    piece = '';
  }
  if (piece !== '') yield piece;
}

function* piecesOf(file: number): Iterable<string> {
  const piece = Buffer.alloc(pieceLength);
  const decoder = new TextDecoder();
  let place = 0;
  for (let bytes = readSync(file, piece, 0, pieceLength, place); bytes > 0; ) {
    yield decoder.decode(piece.subarray(0, bytes), { stream: true });
    place += bytes;
    bytes = readSync(file, piece, 0, pieceLength, place);
  }
}
