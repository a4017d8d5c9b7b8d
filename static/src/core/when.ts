// What date the page asks about: now, a local day (its last second) or one exact instant.
import type { Day, Seconds } from './time';
import { endOfDay, formatInstant, localDay } from './time';

export type When =
  | { readonly kind: 'now' }
  | { readonly kind: 'day'; readonly day: Day }
  | { readonly kind: 'instant'; readonly at: Seconds };

export const NOW: When = { kind: 'now' };

/** The instant that the question means. */
export function instantOf(when: When, zone: string, now: Seconds): Seconds {
  if (when.kind === 'now') return now;
  return when.kind === 'day' ? endOfDay(when.day, zone) : when.at;
}

/** The local day that is shown for the question. */
export function dayOf(when: When, zone: string, now: Seconds): Day {
  return when.kind === 'day' ? when.day : localDay(instantOf(when, zone, now), zone);
}

export function sameWhen(a: When, b: When): boolean {
  return keyOf(a) === keyOf(b);
}

function keyOf(when: When): string {
  if (when.kind === 'now') return 'now';
  return when.kind === 'day' ? when.day : formatInstant(when.at);
}
