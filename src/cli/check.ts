import { check as judge } from '../check.ts';
import type { Diagnostic } from '../diagnostics/diagnostic.ts';
import { render } from '../diagnostics/render.ts';
import { type Command, exit, misused, pipelineFlags, say } from './command.ts';
import { inputOf } from './disk/input.ts';

/** All findings of all files in one pass, each file as it is and once with each of its profiles. */
export const check: Command = {
  usage: 'FILE…',
  about:
    'Each file is checked as it is and once with each of its profiles. Exit code 0: fine (notes never count), 1: errors.',
  words: [1, Number.POSITIVE_INFINITY],
  flags: {
    ...pipelineFlags,
    deny: { says: 'What else ends with exit code 1.', value: 'SEVERITY', oneOf: ['warning'] },
  },
  run: async (given) => {
    const counts = { error: 0, warning: 0, note: 0 };
    for (const file of given.words) {
      const input = inputOf(file, { profiles: given.texts('profile'), set: given.texts('set') });
      if (!input) return misused(`There is no file ${file}.`);
      const plain = judge(input);
      const profiles = given.texts('profile').length > 0 ? [] : plain.profiles;
      const told = new Set<string>();
      const passes = [plain, ...profiles.map((name) => judge({ ...input, profiles: [name] }))];
      passes.forEach(({ diagnostics, sources }, pass) => {
        for (const diagnostic of diagnostics.filter((each) => isNew(told, each))) {
          counts[diagnostic.severity]++;
          const profile = pass === 0 ? '' : `with profile ${profiles[pass - 1]}: `;
          say(render(sources, { ...diagnostic, message: `${profile}${diagnostic.message}` }));
        }
      });
    }
    say(summary(given.words, counts));
    return counts.error > 0 || (given.text('deny') === 'warning' && counts.warning > 0) ? exit.failed : exit.fine;
  },
};

const isNew = (told: Set<string>, { code, place }: Diagnostic): boolean => {
  const key = JSON.stringify([code, place]);
  return !told.has(key) && Boolean(told.add(key));
};

const summary = (files: readonly string[], counts: Readonly<Record<Diagnostic['severity'], number>>): string => {
  const parts = Object.entries(counts)
    .filter(([, count]) => count > 0)
    .map(([severity, count]) => `${count} ${severity}${count === 1 ? '' : 's'}`);
  return `${files.join(', ')}: ${parts.join(', ') || 'nothing found'}`;
};
