import { linesOf } from '../../disk/inventory.ts';

/** A cell of a row, by the name of its column; empty where there is no such column. */
export type Cell = (column: string) => string;

/** The rows of a table of tabs, whose first line names its columns. */
export function* rowsOf(table: string): Iterable<Cell> {
  let columns: ReadonlyMap<string, number> | undefined;
  for (const line of linesOf(table)) {
    const cells = line.split('\t');
    const places = columns;
    if (places) yield (column) => cells[places.get(column) ?? -1] ?? '';
    else columns = new Map(cells.map((name, place) => [name, place]));
  }
}
