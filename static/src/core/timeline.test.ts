import fc from 'fast-check';
import { describe, expect, test } from 'vitest';

import { TIMELINE } from './example';
import { endOfDay, startOfDay } from './time';
import {
  type Step,
  momentsOf,
  spanOfChanges,
  stateIndexAt,
  stepFrom,
  stopsOf,
  trackOf,
} from './timeline';
import { type When, instantOf } from './when';

const ZONE = 'Asia/Gaza';
const at = (text: string) => Date.parse(text) / 1000;
const { states } = trackOf(TIMELINE);
const stops = stopsOf(states, ZONE);
const range = {
  first: startOfDay('2025-10-01', ZONE),
  last: endOfDay('2026-11-22', ZONE),
};
const now = at('2026-11-22T10:00:00Z');
const step = (when: When, by: Step, direction: 1 | -1) =>
  stepFrom(when, by, direction, stops, range, ZONE, now);

describe('the state in force', () => {
  test('on a moment of change it is the later state, a second before the earlier', () => {
    expect(stateIndexAt(states, at('2026-04-29T06:00:00Z'))).toBe(1);
    expect(stateIndexAt(states, at('2026-04-29T05:59:59Z'))).toBe(0);
  });

  test('before the first date there is none, after the last it is carried forward', () => {
    expect(stateIndexAt(states, at('2025-10-10T08:59:59Z'))).toBe(-1);
    expect(stateIndexAt(states, now)).toBe(2);
  });

  test('in a pause between states there is none', () => {
    const [first] = states;
    if (!first) throw new Error('the example has states');
    const closed = [{ ...first, to: first.from + 60 }];
    expect(stateIndexAt(closed, first.from + 59)).toBe(0);
    expect(stateIndexAt(closed, first.from + 60)).toBe(-1);
  });

  test('bisection finds what a scan finds', () => {
    const instants = fc.integer({ min: range.first, max: range.last });
    fc.assert(
      fc.property(instants, (t) => {
        const scanned = states.findIndex((s) => s.from <= t && s.to > t);
        expect(stateIndexAt(states, t)).toBe(scanned);
      }),
    );
  });
});

describe('steps', () => {
  test('a change is its day; of two on one day the earlier is its instant', () => {
    expect(stops).toEqual([
      { kind: 'day', day: '2025-10-10' },
      { kind: 'instant', at: at('2026-04-29T06:00:00Z') },
      { kind: 'day', day: '2026-04-29' },
    ]);
  });

  test('forward over the changes shows each state once, and backward again', () => {
    const shown: number[] = [];
    let when: When = { kind: 'day', day: '2025-10-01' };
    for (let i = 0; i < 3; i++) {
      when = step(when, 'change', 1);
      shown.push(stateIndexAt(states, instantOf(when, ZONE, now)));
    }
    for (let i = 0; i < 2; i++) {
      when = step(when, 'change', -1);
      shown.push(stateIndexAt(states, instantOf(when, ZONE, now)));
    }
    expect(shown).toEqual([0, 1, 2, 1, 0]);
  });

  test('back from a date carried forward goes to the date of its change', () => {
    expect(step({ kind: 'day', day: '2025-12-12' }, 'change', -1)).toEqual(stops[0]);
  });

  test('past the last change a step stays where it is', () => {
    const last: When = { kind: 'day', day: '2026-04-29' };
    expect(step(last, 'change', 1)).toEqual(last);
  });

  test('days, weeks and months stop at the ends of the range', () => {
    const day: When = { kind: 'day', day: '2025-10-02' };
    expect(step(day, 'day', 1)).toEqual({ kind: 'day', day: '2025-10-03' });
    expect(step(day, 'month', 1)).toEqual({ kind: 'day', day: '2025-11-02' });
    expect(step(day, 'week', -1)).toEqual({ kind: 'day', day: '2025-10-01' });
    expect(step({ kind: 'now' }, 'month', 1)).toEqual({ kind: 'day', day: '2026-11-22' });
  });
});

describe('the dates of change', () => {
  const day = (text: string) => at(`${text}T00:00:00Z`);

  test('reach from before the first change to after the last, and no further than all time', () => {
    const span = spanOfChanges(states, range, ZONE);
    expect(span?.first).toBeGreaterThanOrEqual(range.first);
    expect(span?.first).toBeLessThan(day('2025-10-10'));
    expect(span?.last).toBeGreaterThan(day('2026-04-30'));
    expect(span?.last).toBeLessThan(day('2026-06-01'));
    const short = { first: range.first, last: endOfDay('2026-04-30', ZONE) };
    expect(spanOfChanges(states, short, ZONE)?.last).toBe(short.last);
  });

  test('a closed last state is shown to its end', () => {
    const closed = states.map((s, i) => (i === 2 ? { ...s, to: day('2026-09-01') } : s));
    expect(spanOfChanges(closed, range, ZONE)?.last).toBeGreaterThan(day('2026-09-01'));
  });

  test('a single date has no span', () => {
    expect(spanOfChanges(states.slice(0, 1), range, ZONE)).toBeUndefined();
    expect(spanOfChanges([], range, ZONE)).toBeUndefined();
  });
});

test('updates take effect in order of time, whatever order they are told in', () => {
  const updates = ['2025-12-09', '2025-10-10', '2026-04-29'].map((day, id) => ({
    id,
    kind: 'paint' as const,
    valid_from: `${day}T00:00:00Z`,
  }));
  expect(momentsOf(updates)).toEqual(
    ['2025-10-10', '2025-12-09', '2026-04-29'].map((day) => at(`${day}T00:00:00Z`)),
  );
});
