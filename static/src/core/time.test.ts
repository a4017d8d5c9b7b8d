import fc from 'fast-check';
import { describe, expect, test } from 'vitest';

import {
  addDays,
  addMonths,
  daysBetween,
  endOfDay,
  formatInstant,
  isDay,
  localDay,
  parseInstant,
  startOfDay,
} from './time';

const at = (text: string) => Date.parse(text) / 1000;

describe('days in the enclave’s time zone', () => {
  test('a day of Gaza begins at its own midnight', () => {
    expect(startOfDay('2025-10-19', 'Asia/Gaza')).toBe(at('2025-10-18T21:00:00Z'));
    expect(endOfDay('2025-10-19', 'Asia/Gaza')).toBe(at('2025-10-19T20:59:59Z'));
  });

  test('the day on which clocks go back has 25 hours', () => {
    const length = endOfDay('2025-10-25', 'Asia/Gaza') - startOfDay('2025-10-25', 'Asia/Gaza') + 1;
    expect(length).toBe(25 * 3600);
  });

  test('a day without a midnight begins with its first second', () => {
    // Beirut goes from 23:59:59 straight to 01:00:00.
    expect(startOfDay('2025-03-30', 'Asia/Beirut')).toBe(at('2025-03-29T22:00:00Z'));
    expect(localDay(startOfDay('2025-03-30', 'Asia/Beirut') - 1, 'Asia/Beirut')).toBe('2025-03-29');
  });

  test('a day that was left out altogether is empty', () => {
    // Samoa had no 30 December 2011.
    expect(startOfDay('2011-12-30', 'Pacific/Apia')).toBe(startOfDay('2011-12-31', 'Pacific/Apia'));
  });

  test('every instant lies within its own day', () => {
    const zones = fc.constantFrom('Asia/Gaza', 'UTC', 'Europe/Kyiv', 'America/St_Johns');
    const instants = fc.integer({
      min: at('2000-01-01T00:00:00Z'),
      max: at('2037-01-01T00:00:00Z'),
    });
    fc.assert(
      fc.property(instants, zones, (t, zone) => {
        const day = localDay(t, zone);
        expect(startOfDay(day, zone)).toBeLessThanOrEqual(t);
        expect(endOfDay(day, zone)).toBeGreaterThanOrEqual(t);
      }),
      { numRuns: 60 },
    );
  });
});

describe('the calendar', () => {
  test('a month before the end of March is the end of February', () => {
    expect(addMonths('2024-03-31', -1)).toBe('2024-02-29');
    expect(addMonths('2025-12-31', 2)).toBe('2026-02-28');
    expect(addDays('2025-12-31', 1)).toBe('2026-01-01');
    expect(daysBetween('2025-10-19', '2025-12-09')).toBe(51);
  });

  test('days that do not exist are refused', () => {
    expect(isDay('2025-02-29')).toBe(false);
    expect(isDay('2025-13-01')).toBe(false);
    expect(isDay('19 October')).toBe(false);
    expect(isDay('2024-02-29')).toBe(true);
  });
});

describe('instants', () => {
  test('offsets, fractions and lower case are read', () => {
    expect(parseInstant('2025-10-10T12:00:00+03:00')).toBe(at('2025-10-10T09:00:00Z'));
    expect(parseInstant('2025-10-10t09:00:00.9z')).toBe(at('2025-10-10T09:00:00Z'));
    expect(formatInstant(at('2025-10-10T09:00:00Z'))).toBe('2025-10-10T09:00:00Z');
  });

  test('anything else is undefined', () => {
    for (const text of ['', undefined, '2025-10-10', 'now', '2025-10-10T09:00:00']) {
      expect(parseInstant(text)).toBeUndefined();
    }
  });
});
