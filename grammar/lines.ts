/** Lines of a formatted file, and the columns in which their `=` and their comments stand. */

/** A comment at the end of a line, with the column in which its author wrote it. */
export type Trailing = { readonly text: string; readonly column: number };

export type Line = {
  readonly depth: number;
  readonly code: string;
  /** What of `code` stands before its `=`, where that is aligned with its neighbours. */
  readonly head?: string;
  readonly comment?: Trailing;
  /** Nothing but the rest of the comment of the line above. */
  readonly continues?: true;
};

/** Longer heads and lines stay out of the columns: one of them would push all others to the right. */
const widestHead = 32;
const rightmostComment = 44;

export const layOut = (lines: readonly Line[]): string => {
  const aligned = withEqualsAligned(lines);
  const column = commentColumn(aligned);
  let at = column;
  const written = aligned.map((line) => {
    const code = `${indentation(line.depth)}${line.code}`;
    if (!line.comment) return code;
    if (!line.continues) at = Math.max(column, code.length + 1);
    return `${code.padEnd(at)}${line.comment.text}`;
  });
  return written.map((line) => `${line}\n`).join('');
};

export const indentation = (depth: number): string => '  '.repeat(depth);

/** Neighbouring properties have their `=` in one column. */
const withEqualsAligned = (lines: readonly Line[]): Line[] => {
  const aligned = [...lines];
  let run: number[] = [];
  const alignRun = (): void => {
    const widest = run.reduce((most, index) => Math.max(most, lines[index]?.head?.length ?? 0), 0);
    for (const index of run) {
      const { head = '', code, ...rest } = lines[index] as Line;
      aligned[index] = { ...rest, code: `${head.padEnd(widest)}${code.slice(head.length)}` };
    }
    run = [];
  };
  lines.forEach(({ head, continues }, index) => {
    if (head !== undefined && head.length <= widestHead) run.push(index);
    else if (!continues) alignRun();
  });
  alignRun();
  return aligned;
};

/** The author's column where all comments fit into it, else the first one in which they do. */
const commentColumn = (lines: readonly Line[]): number => {
  const columns = new Map<number, number>();
  let least = 0;
  for (const { depth, code, comment, continues } of lines) {
    const end = indentation(depth).length + code.length + 1;
    if (!comment || continues || end > rightmostComment) continue;
    columns.set(comment.column, (columns.get(comment.column) ?? 0) + 1);
    least = Math.max(least, end);
  }
  const [written] = [...columns].reduce((most, each) => (each[1] > most[1] ? each : most), [0, 0]);
  return written >= least && written <= rightmostComment ? written : least;
};
