// The table of areas: its columns, and its rows in an order the reader chose.
import type { AreaRow } from '../api/answer';
import type { Format } from './format';

/** What the rows are ordered by: the name, the size, a controller's share, or a column. */
export type SortKey = 'name' | 'code' | 'size' | `share ${string}` | `column ${string}`;

export interface Sort {
  readonly key: SortKey;
  readonly descending: boolean;
}

/** The same key once more turns the order; numbers begin with the largest, names with the first letter. */
export function sortBy(sort: Sort, key: SortKey): Sort {
  if (sort.key === key) return { key, descending: !sort.descending };
  return { key, descending: key !== 'name' && key !== 'code' };
}

/** Rows in order; those without a value come last, whatever the direction. */
export function sorted(rows: readonly AreaRow[], sort: Sort, format: Format): AreaRow[] {
  const turn = sort.descending ? -1 : 1;
  return [...rows].sort((a, b) => {
    const [x, y] = [valueOf(a, sort.key, format), valueOf(b, sort.key, format)];
    if (x === undefined || y === undefined)
      return Number(x === undefined) - Number(y === undefined);
    return turn * compare(x, y);
  });
}

function compare(a: string | number, b: string | number): number {
  return typeof a === 'number' && typeof b === 'number'
    ? a - b
    : String(a).localeCompare(String(b), undefined, { numeric: true });
}

function valueOf(row: AreaRow, key: SortKey, format: Format): string | number | undefined {
  if (key === 'name') return format.text(row.name);
  if (key === 'code') return row.code;
  if (key === 'size') return row.area_km2;
  const name = key.slice(key.indexOf(' ') + 1);
  if (key.startsWith('share')) return shareOf(row, name);
  return row.columns?.find((column) => column.name === name)?.value;
}

/** A controller's share of an area; 0 where it holds nothing of an area whose shares are told. */
export function shareOf(row: AreaRow, controller: string): number | undefined {
  if (!row.controllers) return undefined;
  return row.controllers.find((each) => each.id === controller)?.share ?? 0;
}

/** The controllers that hold ground in some area, in the order given. */
export function holdersOf(rows: readonly AreaRow[], order: readonly string[]): string[] {
  const held = new Set(
    rows.flatMap((row) => (row.controllers ?? []).filter((c) => c.share > 0).map((c) => c.id)),
  );
  return order.filter((id) => held.has(id));
}

/** The names of the numeric columns, in the order in which they first appear. */
export function columnsOf(rows: readonly AreaRow[]): string[] {
  return [...new Set(rows.flatMap((row) => (row.columns ?? []).map((column) => column.name)))];
}
