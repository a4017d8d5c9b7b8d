// Who held a spot, and by which source: asked once per spot and revision, whatever the date; hovering waits a moment.
import { SvelteMap } from 'svelte/reactivity';

import { api } from '../api/client';
import type { HistoryEntry } from '../api/wire';
import { type Seconds, parseInstant } from '../core/time';
import type { Spot } from '../core/url';

export type Found = readonly HistoryEntry[] | 'failed';

const HOVER_MS = 140;
/** About ten metres: pointers that close are one spot. */
const DIGITS = 4;

export class Spots {
  readonly #found = new SvelteMap<string, Found>();
  readonly #asked = new Set<string>();
  #timer: ReturnType<typeof setTimeout> | undefined;

  get(series: SeriesKey, spot: Spot): Found | undefined {
    return this.#found.get(keyOf(series, spot));
  }

  /** Asks now. */
  ask(series: SeriesKey, spot: Spot): void {
    const key = keyOf(series, spot);
    if (this.#asked.has(key)) return;
    this.#asked.add(key);
    api
      .history(series.enclave, series.id, round(spot.lon), round(spot.lat), series.asOf)
      .then((entries) => this.#found.set(key, entries))
      .catch(() => {
        this.#asked.delete(key);
        this.#found.set(key, 'failed');
      });
  }

  /** Asks when the pointer has rested; the pointer before is forgotten. */
  hover(series: SeriesKey | undefined, spot: Spot | undefined): void {
    clearTimeout(this.#timer);
    if (!series || !spot || this.#found.has(keyOf(series, spot))) return;
    this.#timer = setTimeout(() => this.ask(series, spot), HOVER_MS);
  }
}

export interface SeriesKey {
  readonly enclave: string;
  readonly id: string;
  readonly revision: number;
  /** As it was known by then. */
  readonly asOf?: string | undefined;
}

/** The entry in force at t. */
export function entryAt(entries: readonly HistoryEntry[], t: Seconds): HistoryEntry | undefined {
  return entries.find((entry) => {
    const from = parseInstant(entry.from) ?? -Infinity;
    const to = parseInstant(entry.to) ?? Infinity;
    return from <= t && to > t;
  });
}

/** Since when the holder of an entry has held the spot without a break: later statements may have repeated it. */
export function heldSince(
  entries: readonly HistoryEntry[],
  entry: HistoryEntry,
): Seconds | undefined {
  let since = parseInstant(entry.from);
  for (const earlier of entries.slice(entries.indexOf(entry) + 1)) {
    if (earlier.controller !== entry.controller || parseInstant(earlier.to) !== since) break;
    since = parseInstant(earlier.from);
  }
  return since;
}

function keyOf({ enclave, id, revision, asOf }: SeriesKey, { lon, lat }: Spot): string {
  return `${enclave}/${id}@${revision} ${asOf ?? ''} ${round(lon)},${round(lat)}`;
}

function round(value: number): number {
  return Number(value.toFixed(DIGITS));
}
