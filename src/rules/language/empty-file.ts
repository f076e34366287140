import { pipeline } from '../examples.ts';
import type { Rule } from '../rule.ts';

export const emptyFile: Rule = {
  code: 'empty-file',
  severity: 'error',
  certain: true,
  why: `An editor that was killed while it saved, a redirection whose command failed and a disk that is full leave a file of no bytes. To
call it sound would let a pipeline pass that nobody has checked.`,
  sources: ['cogx: the language'],
  bad: '# birds\n',
  good: `# birds\n${pipeline({})}`,
  quiet: ['frames { count = 49 }\n', 'cogx = 1\n'],
};
