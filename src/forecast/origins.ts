import type { Checked } from '../check.ts';
import { entries } from '../emit/plan-json.ts';
import type { Origin } from './document.ts';

export type Choices = { readonly file: string; readonly profiles: readonly string[] };

/** Every value of the plan, and where it comes from. */
export const originsOf = (checked: Checked, choices: Choices): Origin[] =>
  entries(checked).map(([path, value, from]) => ({
    path,
    value,
    kind: kindOf(from, { checked, ...choices }),
    from,
  }));

type Of = Choices & { readonly checked: Checked };

const kindOf = (from: string, { file, checked }: Of): Origin['kind'] => {
  if (from === 'unsaid') return 'unsaid';
  if (from.startsWith('default')) return 'default';
  if (from.startsWith('--set ')) return 'set';
  const [, name = '', line = ''] = /^(.*):(\d+)$/.exec(from) ?? [];
  if (name !== file) return 'use';
  return isInProfile(checked.sources.get(file) ?? '', Number(line)) ? 'profile' : 'file';
};

/** Whether a line of a file stands within a profile: blocks at the top begin in the first column, as cogx fmt writes them. */
const isInProfile = (text: string, line: number): boolean => {
  const top = text
    .split('\n')
    .slice(0, line)
    .findLast((each) => /^[A-Za-z_]/.test(each));
  return /^profile\b/.test(top ?? '');
};
