import { describe, expect, test } from 'vitest';

import type { AreaRow } from '../api/answer';
import { columnsOf, holdersOf, shareOf, sortBy, sorted } from './areas';
import { formatFor } from './format';

const format = formatFor('en', 'Asia/Gaza');
const area = (name: string, share: number | undefined, people?: number): AreaRow => ({
  id: name,
  name: { en: name },
  controllers: share === undefined ? null : [{ id: 'israeli-held', share }],
  columns: people === undefined ? [] : [{ name: 'population', value: people }],
});
const rows = [
  area('Rafah', 0.944, 200),
  area('Beit Hanoun', 0.989),
  area('Deir al-Balah', 0.035, 900),
];
const names = (list: AreaRow[]) => list.map((row) => format.text(row.name));

describe('the table of areas', () => {
  test('is ordered by name, by share and by people', () => {
    expect(names(sorted(rows, { key: 'name', descending: false }, format))).toEqual([
      'Beit Hanoun',
      'Deir al-Balah',
      'Rafah',
    ]);
    const share = { key: 'share israeli-held', descending: true } as const;
    expect(names(sorted(rows, share, format))).toEqual(['Beit Hanoun', 'Rafah', 'Deir al-Balah']);
  });

  test('lists areas without a value last in both directions', () => {
    for (const descending of [true, false]) {
      const by = { key: 'column population', descending } as const;
      expect(names(sorted(rows, by, format)).at(-1)).toBe('Beit Hanoun');
    }
  });

  test('begins with the largest number or the first letter, and turns when asked again', () => {
    const byName = { key: 'name', descending: false } as const;
    const bySize = sortBy(byName, 'size');
    expect(bySize).toEqual({ key: 'size', descending: true });
    expect(sortBy(bySize, 'size').descending).toBe(false);
    expect(sortBy(bySize, 'name')).toEqual(byName);
  });

  test('has a column for each holder with ground, in the order of the legend', () => {
    expect(holdersOf(rows, ['hamas-held', 'israeli-held'])).toEqual(['israeli-held']);
    expect(columnsOf(rows)).toEqual(['population']);
  });

  test('tells no ground from ground that is not told', () => {
    expect(shareOf(area('a', 0.5), 'hamas-held')).toBe(0);
    expect(shareOf(area('a', undefined), 'hamas-held')).toBeUndefined();
  });
});
