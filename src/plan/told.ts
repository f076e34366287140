import type { File } from '../../grammar/ast.ts';
import { mends } from '../../grammar/mend.ts';
import type { Problem } from '../../grammar/parse.ts';
import type { Diagnostic } from '../diagnostics/diagnostic.ts';
import { fixOf } from '../diagnostics/fix.ts';

type Told = {
  readonly file: string;
  readonly text: string;
  readonly tree: File;
  readonly problems: readonly Problem[];
};

/** What the parser found, with the ways out that are plain. */
export const toldIn = ({ file, text, tree, problems }: Told): readonly Diagnostic[] => {
  if (problems.length === 0) return [];
  const ways = mends({ text, file: tree, problems });
  return problems.map((problem) => {
    const { code, message, help, span } = problem;
    const mend = ways.get(problem);
    const changes = mend?.edits.map((edit) => ({
      place: { file, span: edit.span },
      text: edit.text,
      was: text.slice(edit.span.start, edit.span.end),
    }));
    return {
      code,
      severity: 'error',
      message,
      ...(help && { help }),
      place: { file, span },
      ...(mend && changes && { fix: fixOf(mend.safety, changes) }),
    };
  });
};
