// The transfer matrix: rows held before, columns held after, and what holders gained and lost. One rounding for all of it.
import type { Changes, HolderChange, Transfer } from '../api/changes';

export interface Matrix {
  /** Holders with ground before or after, in the order of the legend. */
  readonly holders: readonly string[];
  /** By row and column; undefined where no ground went that way. */
  readonly cells: readonly (readonly (number | undefined)[])[];
  readonly rowSums: readonly number[];
  readonly columnSums: readonly number[];
  /** Square kilometres, or whole points where shapes are schematic. */
  readonly unit: 'km2' | 'points';
}

export function matrixOf(
  transfers: readonly Transfer[],
  order: readonly string[],
  schematic: boolean,
): Matrix {
  const unit = schematic || transfers.some((t) => t.area_km2 === undefined) ? 'points' : 'km2';
  const valueOf = (t: Transfer) => (unit === 'km2' ? (t.area_km2 ?? 0) : t.share * 100);
  const named = new Set(transfers.flatMap((t) => [t.from, t.to]));
  const holders = [...named].sort((a, b) => place(order, a) - place(order, b) || (a < b ? -1 : 1));
  const cells = holders.map((from) =>
    holders.map((to) => {
      const found = transfers.filter((t) => t.from === from && t.to === to);
      return found.length ? found.reduce((sum, t) => sum + valueOf(t), 0) : undefined;
    }),
  );
  return {
    holders,
    cells,
    unit,
    rowSums: cells.map(sum),
    columnSums: holders.map((_, column) => sum(cells.map((row) => row[column]))),
  };
}

function place(order: readonly string[], id: string): number {
  const index = order.indexOf(id);
  return index < 0 ? order.length : index;
}

function sum(values: readonly (number | undefined)[]): number {
  return values.reduce<number>((total, value) => total + (value ?? 0), 0);
}

/** Whether ground went from one holder to another at all. */
export function changedAnything(changes: Changes): boolean {
  return (changes.transfers ?? []).some((t) => t.from !== t.to && (t.area_km2 ?? t.share) > 0);
}

/** Whoever gained most, in points; undefined where nobody gained. */
export function mostGained(controllers: readonly HolderChange[]): HolderChange | undefined {
  const [first] = [...controllers].sort((a, b) => b.net_points - a.net_points);
  return first && first.net_points > 0 ? first : undefined;
}
