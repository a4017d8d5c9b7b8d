import { describe, expect, test } from 'vitest';

import {
  type Compare,
  firstCompared,
  formatCompare,
  parseCompare,
  parseSwipe,
  recordings,
  swipeBy,
} from './compare';
import type { When } from './when';

describe('what is compared, in the address', () => {
  test.each<[string, Compare]>([
    ['2025-10-19', { kind: 'date', when: { kind: 'day', day: '2025-10-19' } }],
    ['1970-01-01T00:01:40Z', { kind: 'date', when: { kind: 'instant', at: 100 } }],
    ['series:idf-map', { kind: 'series', series: 'idf-map' }],
    ['known:2026-01-01', { kind: 'known', when: { kind: 'day', day: '2026-01-01' } }],
    ['known:1970-01-01T00:01:40Z', { kind: 'known', when: { kind: 'instant', at: 100 } }],
  ])('%s', (text, compare) => {
    expect(parseCompare(text)).toEqual(compare);
    expect(formatCompare(compare)).toBe(text);
  });

  test.each([
    '',
    '2025-02-30',
    'series:',
    'series:A',
    'known:',
    'known:series:x',
    'yesterday',
    null,
  ])('%s is nothing', (text) => {
    expect(parseCompare(text)).toBeUndefined();
  });
});

describe('the divider', () => {
  test.each([
    ['35', 35],
    ['0', 0],
    ['100', 100],
    ['101', 100],
    ['-1', 50],
    ['1.5', 50],
    ['', 50],
    [null, 50],
  ])('%s in the address is %i per cent', (text, share) => {
    expect(parseSwipe(text)).toBe(share);
  });

  test.each([
    ['ArrowLeft', 48],
    ['ArrowRight', 52],
    ['PageDown', 40],
    ['PageUp', 60],
    ['Home', 0],
    ['End', 100],
    ['a', undefined],
  ])('%s moves it to %s', (key, share) => {
    expect(swipeBy(key, 50)).toBe(share);
  });

  test('stays on the map', () => {
    expect(swipeBy('ArrowLeft', 1)).toBe(0);
    expect(swipeBy('ArrowRight', 99)).toBe(100);
  });
});

describe('the date compared with at first', () => {
  const stops: When[] = ['2025-10-10', '2025-12-01', '2026-03-01'].map((day) => ({
    kind: 'day',
    day,
  }));
  const froms = [1, 2, 3];

  test.each([
    ['is the change before', 2, '2025-12-01'],
    ['is the next one at the first change', 0, '2025-12-01'],
    ['is the first one before all changes', -1, '2025-10-10'],
  ])('%s', (_, index, day) => {
    expect(firstCompared(froms, index, stops)).toEqual({ kind: 'day', day });
  });

  test('there is none with a single change', () => {
    expect(firstCompared([1], 0, stops.slice(0, 1))).toBeUndefined();
  });
});

describe('recorded times', () => {
  test('are whole seconds by which all was recorded, each once and in order', () => {
    const texts = ['2026-01-01T10:00:00.5Z', '2026-01-01T09:00:00Z', '2026-01-01T10:00:00.7Z'];
    expect(
      recordings(
        texts.map((recorded_from) => ({ recorded_from })),
        'UTC',
      ),
    ).toEqual([
      { kind: 'instant', at: Date.parse('2026-01-01T09:00:00Z') / 1000 },
      { kind: 'instant', at: Date.parse('2026-01-01T10:00:01Z') / 1000 },
    ]);
  });

  test('are days where there are very many', () => {
    const updates = Array.from({ length: 200 }, (_, i) => ({
      recorded_from: new Date(1_700_000_000_000 + i * 3_600_000).toISOString(),
    }));
    const offered = recordings(updates, 'Asia/Gaza');
    expect(offered.length).toBeLessThan(12);
    expect(offered.every(({ kind }) => kind === 'day')).toBe(true);
  });

  test('an update without one has none', () => {
    expect(recordings([{}], 'UTC')).toEqual([]);
  });
});
