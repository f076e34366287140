import { createInterface } from 'node:readline/promises';

/** Whether a person sits there and can be asked. */
export const attended = (): boolean => process.stdin.isTTY === true && process.stderr.isTTY === true;

/** What the person answers; undefined where Ctrl-C or Ctrl-D is the answer. */
export const ask = async (question: string): Promise<string | undefined> => {
  const lines = createInterface({ input: process.stdin, output: process.stderr });
  try {
    return (await lines.question(question)).trim();
  } catch {
    return undefined;
  } finally {
    lines.close();
  }
};
