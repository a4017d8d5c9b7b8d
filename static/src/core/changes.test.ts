// The tables of a comparison, and the marks of the chart.
import { describe, expect, test } from 'vitest';

import type { HolderChange, PartEvent, Transfer } from '../api/changes';
import { TIMELINE } from './example';
import { gapsOf } from './gaps';
import { changedAnything, matrixOf, mostGained } from './matrix';
import { pageAt } from './pages';
import { eventMarks, signOf } from './partevents';
import { phasesOf } from './phases';
import { DAY_S } from './time';
import { trackOf } from './timeline';

const ORDER = ['israeli-held', 'hamas-held', 'contested'];
const transfer = (from: string, to: string, area_km2: number): Transfer => ({
  from,
  to,
  area_km2,
  share: area_km2 / 365,
});
const ENDS = {
  from: { series: 'a', datetime: '' },
  to: { series: 'a', datetime: '' },
};

describe('the transfer matrix', () => {
  const transfers = [
    transfer('hamas-held', 'israeli-held', 12.3),
    transfer('israeli-held', 'israeli-held', 193.8),
    transfer('hamas-held', 'hamas-held', 158.8),
  ];

  test('has holders in the order of the legend, and sums of rows and columns', () => {
    const matrix = matrixOf(transfers, ORDER, false);
    expect(matrix.holders).toEqual(['israeli-held', 'hamas-held']);
    expect(matrix.cells).toEqual([
      [193.8, undefined],
      [12.3, 158.8],
    ]);
    expect(matrix.rowSums[1]).toBeCloseTo(171.1);
    expect(matrix.columnSums[0]).toBeCloseTo(206.1);
    expect(matrix.unit).toBe('km2');
  });

  test('is in points where shapes are schematic', () => {
    const schematic = [{ from: 'hamas-held', to: 'contested', share: 0.13 }];
    const matrix = matrixOf(schematic, ORDER, true);
    expect(matrix.unit).toBe('points');
    expect(matrix.cells).toEqual([
      [undefined, 13],
      [undefined, undefined],
    ]);
  });

  test('a holder that the legend does not know stands last', () => {
    expect(matrixOf([...transfers, transfer('x', 'x', 1)], ORDER, false).holders.at(-1)).toBe('x');
  });
});

test('kept ground is no change', () => {
  expect(changedAnything({ ...ENDS, transfers: [transfer('a', 'a', 1)] })).toBe(false);
  expect(changedAnything({ ...ENDS, transfers: [transfer('a', 'b', 0)] })).toBe(false);
  expect(changedAnything({ ...ENDS, transfers: [transfer('a', 'b', 0.1)] })).toBe(true);
  expect(changedAnything({ ...ENDS, transfers: null })).toBe(false);
});

test('who gained most is who has the most points more, if anybody has', () => {
  const row = (id: string, net_points: number): HolderChange => ({
    id,
    from_share: 0,
    to_share: 0,
    net_points,
  });
  expect(mostGained([row('a', -3), row('b', 1), row('c', 2)])?.id).toBe('c');
  expect(mostGained([row('a', 0), row('b', 0)])).toBeUndefined();
});

describe('time without an observation', () => {
  const range = { first: 0, last: 100 * DAY_S };
  const days = (observed: number[], gapDays = 14) =>
    gapsOf(
      observed.map((day) => day * DAY_S),
      range,
      gapDays,
    ).map(({ from, to }) => [from / DAY_S, to / DAY_S]);

  test.each<[string, number[], number[][]]>([
    [
      'runs from 14 days after one to the next',
      [0, 40, 95],
      [
        [14, 40],
        [54, 95],
      ],
    ],
    ['is not between two that are near', [0, 10, 24, 38, 52, 66, 80, 94], []],
    [
      'runs to the end after the last',
      [0, 50],
      [
        [14, 50],
        [64, 100],
      ],
    ],
    [
      'runs to the first one from the beginning',
      [60],
      [
        [0, 60],
        [74, 100],
      ],
    ],
    ['is all of it without any', [], [[0, 100]]],
    ['leaves out what is observed after the end', [0, 200], [[14, 100]]],
    ['takes several at one time for one', [0, 0, 90, 90], [[14, 90]]],
  ])('%s', (_, observed, gaps) => {
    expect(days(observed)).toEqual(gaps);
  });

  test('takes its length from the settings', () => {
    expect(days([0, 90], 40)).toEqual([[40, 90]]);
  });
});

describe('phases of the plan', () => {
  const milestone = (id: number, at: string, phase?: string) => ({
    id,
    title: { en: '' },
    at,
    precision: 'day' as const,
    ...(phase ? { phase } : {}),
  });
  const at = (text: string) => Date.parse(text) / 1000;
  const end = at('2026-11-23T00:00:00Z');

  test('run from their first milestone to the next phase, the last to the end', () => {
    const phases = phasesOf(
      [
        milestone(3, '2026-01-01T00:00:00Z', '2'),
        milestone(1, '2025-10-10T00:00:00Z', '1'),
        milestone(2, '2025-11-11T00:00:00Z'),
        milestone(4, '2026-02-01T00:00:00Z', '2'),
      ],
      end,
    );
    expect(phases).toEqual([
      {
        phase: '1',
        from: at('2025-10-10T00:00:00Z'),
        to: at('2026-01-01T00:00:00Z'),
        precision: 'day',
      },
      { phase: '2', from: at('2026-01-01T00:00:00Z'), to: end, precision: 'day' },
    ]);
  });

  test('there are none without milestones, nor after the end', () => {
    expect(phasesOf([], end)).toEqual([]);
    expect(phasesOf([milestone(1, '2030-01-01T00:00:00Z', '1')], end)).toEqual([]);
  });
});

describe('marks of part events', () => {
  const { states } = trackOf(TIMELINE);
  const event = (what: PartEvent['event']): PartEvent => ({ holder: 'hamas-held', event: what });
  const with_ = (...events: PartEvent['event'][][]) =>
    states.map((state, i) => ({ ...state, events: (events[i] ?? []).map(event) }));
  const x = (at: number) => (at - (states[0]?.from ?? 0)) / DAY_S;

  test('growing, shrinking and staying are not marked', () => {
    expect(eventMarks(with_(['stable', 'expansion'], ['contraction']), x, 4)).toEqual([]);
  });

  test('those that would lie on one another are one', () => {
    const marks = eventMarks(with_([], ['division'], ['union']), x, 4);
    expect(marks.map(({ events, at, to }) => [events.length, at, to])).toEqual([
      [2, states[1]?.from, states[2]?.from],
    ]);
  });

  test.each([
    [['division'], 'division'],
    [['generation'], 'division'],
    [['union', 'union'], 'union'],
    [['disappearance'], 'union'],
    [['division', 'union'], 'both'],
    [['both'], 'both'],
  ] as [PartEvent['event'][], string][])('%j has the sign of %s', (events, sign) => {
    expect(signOf(events.map(event))).toBe(sign);
  });
});

describe('pages of a long table', () => {
  test.each([
    ['the page with the row shown', 1000, undefined, 250, { index: 2, first: 200, last: 300 }],
    ['the page turned to', 1000, 9, 250, { index: 9, first: 900, last: 1000 }],
    ['the last page for one beyond', 150, 9, 0, { index: 1, first: 100, last: 150 }],
    ['the first before all rows', 150, undefined, -1, { index: 0, first: 0, last: 100 }],
    ['one page without rows', 0, undefined, -1, { index: 0, first: 0, last: 0 }],
  ])('%s', (_, count, turned, row, page) => {
    expect(pageAt(count, 100, turned, row)).toMatchObject(page);
  });
});
