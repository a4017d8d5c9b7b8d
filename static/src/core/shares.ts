// Shares of one state, rounded once for the whole page so that they add to 100.
import type { Controller, ControllerShare } from '../api/wire';
import type { State } from './timeline';

export interface ShareRow {
  readonly id: string;
  readonly share: number;
  /** Per cent, rounded; the rows of one state add to 100. */
  readonly percent: number;
  /** Not given for schematic shapes. */
  readonly areaKm2: number | undefined;
  readonly parts: number | undefined;
}

/** Per cents by largest remainder: each within one unit of its value, all adding to the rounded total. */
export function roundShares(shares: readonly number[], digits: number): number[] {
  const scale = 100 * 10 ** digits;
  const exact = shares.map((share) => share * scale);
  const floors = exact.map((value) => Math.floor(value + 1e-9));
  const total = Math.round(exact.reduce((sum, value) => sum + value, 0));
  let missing = total - floors.reduce((sum, value) => sum + value, 0);
  const order = exact
    .map((value, i) => ({ i, rest: value - (floors[i] ?? 0) }))
    .sort((a, b) => b.rest - a.rest || a.i - b.i);
  for (const { i } of order) {
    if (missing <= 0) break;
    floors[i] = (floors[i] ?? 0) + 1;
    missing--;
  }
  return floors.map((value) => value / 10 ** digits);
}

/** The rows of the answer in the order of the legend; controllers without ground are left out. */
export function shareRows(state: State, controllers: readonly Controller[]): ShareRow[] {
  const order = new Map(controllers.map((controller, i) => [controller.id, i]));
  const held = state.controllers
    .filter((row) => row.share > 0)
    .sort((a, b) => (order.get(a.id) ?? 99) - (order.get(b.id) ?? 99));
  const percents = percentsOf(held, state.digits);
  return held.map((row, i) => ({
    id: row.id,
    share: row.share,
    percent: percents[i] ?? 0,
    areaKm2: row.area_km2,
    parts: row.parts,
  }));
}

/** As the server rounded them; rounded here only where it did not say. */
function percentsOf(rows: readonly ControllerShare[], digits: number): number[] {
  const given = rows.map((row) => row.percent);
  return given.every((percent) => percent !== undefined)
    ? given
    : roundShares(
        rows.map((row) => row.share),
        digits,
      );
}

/** The figures behind the headline: shares of the sides, largest first, in whole per cents. */
export function sidesRatio(
  rows: readonly ShareRow[],
  controllers: readonly Controller[],
): number[] {
  const sided = new Set(controllers.filter((c) => !c.contested && !c.unassigned).map((c) => c.id));
  return rows
    .filter((row) => sided.has(row.id))
    .map((row) => Math.round(row.percent))
    .sort((a, b) => b - a);
}
