// Part events as words: "Hamas-held: a part divided, 1 → 1, 2 (12.3 km²)".
import type { PartEvent } from '../api/changes';
import { type Format, isolate, isolateFigures } from '../core/format';
import type { ChartWords } from '../i18n/chart';

/** The events in words, those beyond the limit as a mark of omission. */
export function eventsText(
  events: readonly PartEvent[],
  names: ReadonlyMap<string, string>,
  words: ChartWords,
  format: Format,
  limit = Infinity,
): string[] {
  const lines = events.slice(0, limit).map((event) => eventText(event, names, words, format));
  return events.length > limit ? [...lines, '…'] : lines;
}

export function eventText(
  event: PartEvent,
  names: ReadonlyMap<string, string>,
  words: ChartWords,
  format: Format,
): string {
  const what = words.events[event.event] ?? event.event;
  const numbers = numbersText(event, format);
  const area = event.area_km2 === undefined ? '' : ` (${format.area(event.area_km2, 1)})`;
  return `${words.event(isolate(names.get(event.holder) ?? event.holder), what)}${numbers && ` ${numbers}`}${area}`;
}

/** "1 → 1, 2": the numbers of the parts before and after; these run from left to right in every language. */
function numbersText(event: PartEvent, format: Format): string {
  const list = (numbers: readonly number[] | null | undefined) =>
    (numbers ?? []).map((n) => format.number(n)).join(', ') || '–';
  if (!event.from_parts?.length && !event.to_parts?.length) return '';
  return isolateFigures(`${list(event.from_parts)} → ${list(event.to_parts)}`);
}
