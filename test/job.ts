import { sha256 } from '../src/cli/disk/sha256.ts';
import type { Job } from '../src/emit/job.ts';
import { scheduleOf } from '../src/estimate/schedule.ts';
import { layer } from '../src/plan/layers.ts';
import { resolve } from '../src/plan/resolve.ts';
import { templates } from './support.ts';

/** What an emitter gets for a text; `name` is the file's. Throws where the text has mistakes: a test's text has none. */
export const jobFor = (text: string, name = 'birds'): Job => {
  const file = `${name}.cogx`;
  const { reading, sources, trees } = layer({ file, text, read: () => undefined });
  const { plan, written, problems } = resolve(reading, name, { sources, trees });
  const mistakes = [...reading.problems, ...problems].map(({ message }) => message);
  if (mistakes.length > 0) throw new Error(mistakes.join('\n'));
  const schedule = scheduleOf(plan);
  if (!schedule) throw new Error('a job needs its length in steps');
  return {
    plan,
    written,
    source: file,
    command: `cogx compile ${file}`,
    version: '0.0.0',
    schedule,
    clips: undefined,
    origins: new Map(),
    docs: reading.docs,
    templates: templates(),
    sha256,
  };
};

/** The text of the one file that an emitter makes. */
export const textOf = (outputs: Iterable<{ readonly text: string | Iterable<string> }>): string =>
  [...outputs].map(({ text }) => (typeof text === 'string' ? text : [...text].join(''))).join('');
