// Parts that joined or divided, as marks of the chart. Marks that would lie on one another are one mark.
import type { EventWord, PartEvent } from '../api/changes';
import type { Seconds } from './time';
import type { State } from './timeline';

/** Growing and shrinking are in the shares; these are what the shares do not show. */
const MARKED: ReadonlySet<EventWord> = new Set([
  'union',
  'division',
  'both',
  'generation',
  'disappearance',
]);

export interface EventMark {
  readonly x: number;
  /** The first date of those that the mark stands for. */
  readonly at: Seconds;
  readonly to: Seconds;
  readonly events: readonly PartEvent[];
}

export function markedEvents(state: State): PartEvent[] {
  return state.events.filter(({ event }) => MARKED.has(event));
}

export function eventMarks(
  states: readonly State[],
  x: (at: Seconds) => number,
  gap: number,
): EventMark[] {
  const marks: { x: number; at: Seconds; to: Seconds; events: PartEvent[] }[] = [];
  for (const state of states) {
    const events = markedEvents(state);
    if (events.length === 0) continue;
    const at = x(state.from);
    const last = marks.at(-1);
    if (last && at - last.x < gap) {
      last.events.push(...events);
      last.to = state.from;
    } else {
      marks.push({ x: at, at: state.from, to: state.from, events });
    }
  }
  return marks;
}

/** The sign of a mark: what divides opens, what joins closes. */
export function signOf(events: readonly PartEvent[]): 'union' | 'division' | 'both' {
  const joins = events.some(({ event }) => event === 'union' || event === 'disappearance');
  const divides = events.some(({ event }) => event === 'division' || event === 'generation');
  if (joins === divides) return 'both';
  return joins ? 'union' : 'division';
}
