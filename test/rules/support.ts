import { check } from '../../src/check.ts';
import type { Clip } from '../../src/media/inventory.ts';

export { clips, damaged, pipeline, video } from '../../src/rules/examples.ts';

const checked = (text: string, clips?: Iterable<Clip>) =>
  check({ file: 'run.cogx', text, read: () => undefined, ...(clips ? { clips: () => clips } : {}) }).diagnostics;

/** `severity code`, in the order of the file. */
export const found = (text: string, clips?: Iterable<Clip>): string[] =>
  checked(text, clips).map(({ severity, code }) => `${severity} ${code}`);

/** Message and help of the only finding. */
export const said = (text: string, clips?: Iterable<Clip>): string => {
  const all = checked(text, clips);
  return all.map(({ message, help }) => `${message} ${help}`).join('\n');
};

/** The same where outputs are asked for. */
export const foundCompiling = (text: string, clips: Iterable<Clip>): string[] =>
  check({ file: 'run.cogx', text, read: () => undefined, clips: () => clips, compiles: true }).diagnostics.map(
    ({ severity, code }) => `${severity} ${code}`,
  );
