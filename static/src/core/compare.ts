// What is compared with the state shown: another date, another account, or the same date as it was known earlier.
import type { Update } from '../api/wire';
import { type Seconds, formatInstant, isDay, localDay, parseInstant } from './time';
import type { When } from './when';

/** A date or an instant that was named. */
export type Moment = Exclude<When, { kind: 'now' }>;

export type Compare =
  | { readonly kind: 'date'; readonly when: Moment }
  | { readonly kind: 'series'; readonly series: string }
  | { readonly kind: 'known'; readonly when: Moment };

export type CompareKind = Compare['kind'];

/** Two maps in one place under a divider, or side by side. */
export type Layout = 'swipe' | 'side';

const ID = /^[a-z0-9-]{1,40}$/;
const SERIES = 'series:';
const KNOWN = 'known:';

export function parseMoment(text: string | null | undefined): Moment | undefined {
  if (!text) return undefined;
  if (isDay(text)) return { kind: 'day', day: text };
  const at = parseInstant(text);
  return at === undefined ? undefined : { kind: 'instant', at };
}

export function formatMoment(moment: Moment): string {
  return moment.kind === 'day' ? moment.day : formatInstant(moment.at);
}

/** `2025-10-19`, `series:idf-map` or `known:2026-01-01`; whatever is malformed is nothing. */
export function parseCompare(text: string | null | undefined): Compare | undefined {
  if (!text) return undefined;
  if (text.startsWith(SERIES)) {
    const series = text.slice(SERIES.length);
    return ID.test(series) ? { kind: 'series', series } : undefined;
  }
  const known = text.startsWith(KNOWN);
  const when = parseMoment(known ? text.slice(KNOWN.length) : text);
  return when && { kind: known ? 'known' : 'date', when };
}

export function formatCompare(compare: Compare): string {
  if (compare.kind === 'series') return SERIES + compare.series;
  return (compare.kind === 'known' ? KNOWN : '') + formatMoment(compare.when);
}

/** Where the divider stands, in whole per cents of the map's width. */
export const MIDDLE = 50;

export function parseSwipe(text: string | null | undefined): number {
  return text && /^\d{1,3}$/.test(text) ? clampSwipe(Number(text)) : MIDDLE;
}

export function clampSwipe(value: number): number {
  return Math.min(100, Math.max(0, Math.round(value)));
}

/** The place of the divider after a key; undefined for a key that does not move it. The map never mirrors. */
export function swipeBy(key: string, value: number): number | undefined {
  switch (key) {
    case 'ArrowLeft':
    case 'ArrowDown':
      return clampSwipe(value - 2);
    case 'ArrowRight':
    case 'ArrowUp':
      return clampSwipe(value + 2);
    case 'PageDown':
      return clampSwipe(value - 10);
    case 'PageUp':
      return clampSwipe(value + 10);
    case 'Home':
      return 0;
    case 'End':
      return 100;
    default:
      return undefined;
  }
}

/** The date to compare with at first: the change before the one in force, else the next one. */
export function firstCompared(
  from: readonly Seconds[],
  index: number,
  stops: readonly When[],
): Moment | undefined {
  if (from.length < 2) return undefined;
  const stop = stops[index > 0 ? index - 1 : index + 1];
  return stop && stop.kind !== 'now' ? stop : undefined;
}

/** Recorded instants offered one by one; where there are more, their days are. */
const OFFERED = 60;

/** When updates were recorded, in order. An instant is the first whole second by which all of it was. */
export function recordings(
  updates: readonly Pick<Update, 'recorded_from'>[],
  zone: string,
): Moment[] {
  const instants = updates
    .map(({ recorded_from: text }) => Math.ceil(Date.parse(text ?? '') / 1000))
    .filter(Number.isFinite);
  const distinct = [...new Set(instants)].sort((a, b) => a - b);
  if (distinct.length <= OFFERED) return distinct.map((at) => ({ kind: 'instant', at }));
  const days = new Set(distinct.map((at) => localDay(at, zone)));
  return [...days].map((day) => ({ kind: 'day', day }));
}
