// A series through time: its states between dates of change, and the steps a reader takes along them.
import type { PartEvent, Turnover } from '../api/changes';
import type { Change, ControllerShare, Cut, Timeline, Update } from '../api/wire';
import { firstIndex } from './ordered';
import type { Day, Seconds } from './time';
import { addDays, addMonths, endOfDay, localDay, parseInstant, startOfDay } from './time';
import { type When, dayOf, instantOf } from './when';

/** The state of the enclave in [from, to); an open end is Infinity. */
export interface State {
  readonly from: Seconds;
  readonly to: Seconds;
  readonly schematic: boolean;
  /** Digits after the point that the shares carry. */
  readonly digits: number;
  readonly word: string;
  readonly headline: string;
  readonly since: Seconds | undefined;
  /** The sides whose ground is cut, with the places between the parts. */
  readonly cuts: readonly Cut[];
  readonly controllers: readonly ControllerShare[];
  readonly updates: readonly Update[];
  /** S of Jaeger 2000; not given for schematic shapes. */
  readonly splittingIndex: number | undefined;
  /** Since the change before. */
  readonly turnover: Turnover | undefined;
  /** What became of the parts on the step to this state. */
  readonly events: readonly PartEvent[];
}

export interface Track {
  readonly states: readonly State[];
  /** The moments at which updates take effect, in order. */
  readonly updated: readonly Seconds[];
  readonly lastUpdate: Seconds | undefined;
  /** When anything was observed, in order; undefined where the server does not say. */
  readonly observed: readonly Seconds[] | undefined;
}

/** States in order of time, each with the updates that stand at its beginning. */
export function trackOf(timeline: Timeline): Track {
  const updates = new Map(timeline.updates.map((update) => [String(update.id), update]));
  const states = (timeline.changes ?? [])
    .map((change) => stateOf(change, updates))
    .filter((state) => state !== undefined)
    .sort((a, b) => a.from - b.from);
  return {
    states,
    updated: momentsOf(timeline.updates),
    lastUpdate: parseInstant(timeline.last_update),
    observed: timeline.observed
      ?.map(parseInstant)
      .filter((at) => at !== undefined)
      .sort((a, b) => a - b),
  };
}

function stateOf(change: Change, updates: Map<string, Update>): State | undefined {
  const from = parseInstant(change.from);
  if (from === undefined) return undefined;
  return {
    from,
    to: parseInstant(change.to) ?? Infinity,
    schematic: change.schematic,
    // A schematic shape carries whole per cents only.
    digits: change.percent_decimals ?? digitsOf(change),
    word: change.verdict.word,
    headline: change.verdict.headline,
    since: parseInstant(change.verdict.since),
    cuts: change.verdict.cuts ?? [],
    controllers: change.controllers ?? [],
    updates: (change.updates ?? [])
      .map((id) => updates.get(String(id)))
      .filter((update) => update !== undefined),
    splittingIndex: change.schematic ? undefined : change.measures?.splitting_index,
    turnover: change.turnover,
    events: change.events ?? [],
  };
}

/** A tenth of a per cent is told only where the error is smaller than three of them. */
function digitsOf({ schematic, controllers }: Change): number {
  const errors = (controllers ?? []).map((row) => row.percent_error ?? 0);
  return schematic || errors.some((error) => error >= 0.3) ? 0 : 1;
}

/** The index of the state in force at t, −1 before the first. On a moment of change it is the later state. */
export function stateIndexAt(states: readonly State[], t: Seconds): number {
  const index = firstIndex(states, (state) => state.from > t) - 1;
  const found = states[index];
  return found && found.to > t ? index : -1;
}

export function stateAt(states: readonly State[], t: Seconds): State | undefined {
  return states[stateIndexAt(states, t)];
}

/** The moments at which updates take effect, in order. */
export function momentsOf(updates: readonly Update[]): Seconds[] {
  return updates
    .map((update) => parseInstant(update.valid_from))
    .filter((at) => at !== undefined)
    .sort((a, b) => a - b);
}

/** A place to stop at for each state: its day, or its instant where another change follows on the same day. */
export function stopsOf(states: readonly State[], zone: string): When[] {
  const days = states.map((state) => localDay(state.from, zone));
  return states.map((state, i) => {
    const day = days[i] as Day;
    return day === days[i + 1] ? { kind: 'instant', at: state.from } : { kind: 'day', day };
  });
}

export type Step = 'change' | 'day' | 'week' | 'month';

export interface Range {
  readonly first: Seconds;
  readonly last: Seconds;
}

/** The part of a range from the first date of change to the last, with a little air; undefined for a single date. */
export function spanOfChanges(
  states: readonly State[],
  range: Range,
  zone: string,
): Range | undefined {
  const first = states[0]?.from;
  const end = states.at(-1);
  if (first === undefined || end === undefined || states.length < 2) return undefined;
  const last = Number.isFinite(end.to) ? end.to : end.from;
  const air = Math.max(86_400, Math.round((last - first) * 0.06));
  return {
    first: Math.max(range.first, startOfDay(localDay(first - air / 2, zone), zone)),
    last: Math.min(range.last, endOfDay(localDay(last + air, zone), zone)),
  };
}

/** The next or previous question along a step; the same question where there is none left. */
export function stepFrom(
  when: When,
  step: Step,
  direction: 1 | -1,
  stops: readonly When[],
  range: Range,
  zone: string,
  now: Seconds,
): When {
  if (step === 'change') return stepChange(when, direction, stops, zone, now);
  const day = dayOf(when, zone, now);
  const moved =
    step === 'month'
      ? addMonths(day, direction)
      : addDays(day, direction * (step === 'week' ? 7 : 1));
  return clampDay(moved, range, zone);
}

function stepChange(
  when: When,
  direction: 1 | -1,
  stops: readonly When[],
  zone: string,
  now: Seconds,
): When {
  const t = instantOf(when, zone, now);
  const after = (stop: When) => instantOf(stop, zone, now) > t;
  const before = (stop: When) => instantOf(stop, zone, now) >= t;
  const index = direction === 1 ? firstIndex(stops, after) : firstIndex(stops, before) - 1;
  return stops[index] ?? when;
}

/** The day, or the nearest one that the range covers. */
export function clampDay(day: string, range: Range, zone: string): When {
  const first = localDay(range.first, zone);
  const last = localDay(range.last, zone);
  return { kind: 'day', day: day < first ? first : day > last ? last : day };
}
