/** Text of 100 columns. */
export const width = 100;

/** `MEMORY OF A GPU (GiB)`: capitals stand out where nothing else can, but not of units. */
export const heading = (text: string, unit?: string): string[] => [
  '',
  `${text.toUpperCase()}${unit === undefined ? '' : ` (${unit})`}`,
];

/** Words over as many lines as they need, each after its indent; `hanging` is that of all but the first. */
export const folded = (text: string, indent: number, hanging = indent): string[] => {
  const lines: string[] = [];
  let line = '';
  for (const word of text.split(' ')) {
    const room = width - (lines.length === 0 ? indent : hanging);
    if (line !== '' && line.length + 1 + word.length > room) {
      lines.push(line);
      line = word;
    } else line = line === '' ? word : `${line} ${word}`;
  }
  return [...lines, line].map((each, index) => ' '.repeat(index === 0 ? indent : hanging) + each);
};

export type Columns = {
  /** Widest that a column may be; the last one is folded into what is left. */
  readonly most?: readonly number[];
  /** Columns whose cells stand to the right. */
  readonly right?: readonly number[];
};

/** Rows of cells, as wide as they need; the last column is folded under itself. */
export const table = (rows: readonly (readonly string[])[], { most = [], right = [] }: Columns = {}): string[] => {
  const last = Math.max(0, ...rows.map((row) => row.length - 1));
  const widths = Array.from({ length: last }, (_, column) =>
    Math.min(most[column] ?? width, Math.max(0, ...rows.map((row) => (row[column] ?? '').length))),
  );
  const indent = 2 + widths.reduce((sum, each) => sum + each + 2, 0);
  return rows.flatMap((row) => {
    const cells = widths.map((wide, column) => {
      const cell = row[column] ?? '';
      return right.includes(column) ? cell.padStart(wide) : cut(cell, wide).padEnd(wide);
    });
    const [first = '', ...rest] = folded(row[last] ?? '', indent);
    return [`  ${[...cells, first.trimStart()].join('  ')}`, ...rest];
  });
};

const cut = (cell: string, wide: number): string => (cell.length > wide ? `${cell.slice(0, wide - 1)}…` : cell);

/** A share of a whole as a bar: `#` for what is surely there, `+` for what may come. */
export const bar = (sure: number, maybe: number, wide: number): string => {
  const at = (share: number): number => Math.round(Math.min(1, Math.max(0, share)) * wide);
  const [filled, more] = [at(sure), at(maybe)];
  return '#'.repeat(filled) + '+'.repeat(Math.max(0, more - filled)) + '.'.repeat(wide - Math.max(filled, more));
};
