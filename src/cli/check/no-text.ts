import { readFileSync } from 'node:fs';
import type { Failure } from '../../diagnostics/report.ts';

/** Why a file is no text of cogx, where its letters say that it may be none. */
export const noText = (file: string, text: string, given?: Buffer): Omit<Failure, 'file'> | undefined => {
  if (!text.includes('\0') && !text.includes('\uFFFD')) return undefined;
  const bytes = given ?? readFileSync(file);
  const [first = 0, second = 0] = bytes;
  if ((first === 0xff && second === 0xfe) || (first === 0xfe && second === 0xff))
    return { message: `${file} is written in UTF-16.`, help: 'Save it as UTF-8.' };
  if (bytes.includes(0)) return { message: `${file} is no text: it holds bytes of 0.`, help: 'Name a file of text.' };
  try {
    new TextDecoder('utf-8', { fatal: true }).decode(bytes);
    return undefined;
  } catch {
    const line = text.slice(0, text.indexOf('\uFFFD')).split('\n').length;
    return {
      message: `${file} is not UTF-8: line ${line} holds a letter of another encoding.`,
      help: 'Save it as UTF-8.',
    };
  }
};
