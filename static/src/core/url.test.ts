import fc from 'fast-check';
import { describe, expect, test } from 'vitest';

import type { Compare, Moment } from './compare';
import { CURVES } from './curves';
import { type Place, formatPlace, parsePlace } from './url';
import { type When, sameWhen } from './when';

const id = fc.stringMatching(/^[a-z0-9-]{1,40}$/);
const maybe = <T>(of: fc.Arbitrary<T>) => fc.option(of, { nil: undefined });
const rounded = (min: number, max: number, digits: number) =>
  fc
    .double({ min, max, noNaN: true })
    .map((value) => Number(value.toFixed(digits)))
    .map((value) => (value === 0 ? 0 : value));

const when: fc.Arbitrary<When> = fc.oneof(
  fc.constant({ kind: 'now' } as const),
  fc
    .date({ min: new Date('1900-01-01'), max: new Date('2100-01-01'), noInvalidDate: true })
    .map((date) => ({ kind: 'day', day: date.toISOString().slice(0, 10) }) as const),
  fc.integer({ min: -2e9, max: 4e9 }).map((at) => ({ kind: 'instant', at }) as const),
);

const moment = when.filter((each) => each.kind !== 'now') as fc.Arbitrary<Moment>;

const compare: fc.Arbitrary<Compare> = fc.oneof(
  fc.record({ kind: fc.constantFrom('date' as const, 'known' as const), when: moment }),
  fc.record({ kind: fc.constant('series' as const), series: id }),
);

const place: fc.Arbitrary<Place> = fc.record({
  enclave: maybe(id),
  series: maybe(id),
  when,
  asOf: maybe(moment),
  compare: maybe(compare),
  layout: fc.constantFrom('swipe' as const, 'side' as const),
  swipe: fc.integer({ min: 0, max: 100 }),
  line: maybe(fc.constantFrom(...CURVES)),
  view: maybe(
    fc.record({ zoom: rounded(0, 22, 2), lat: rounded(-85, 85, 5), lon: rounded(-180, 180, 5) }),
  ),
  spot: maybe(fc.record({ lon: rounded(-180, 180, 5), lat: rounded(-90, 90, 5) })),
  lang: maybe(fc.constantFrom('en' as const, 'he' as const, 'ar' as const)),
  table: fc.boolean(),
  span: fc.constantFrom('all' as const, 'changes' as const),
  hidden: fc.uniqueArray(fc.constantFrom('zones', 'places', 'observations'), { maxLength: 3 }),
});

describe('the address', () => {
  test('holds every state, and gives it back', () => {
    fc.assert(
      fc.property(place, (state) => {
        expect(parsePlace(formatPlace(state))).toEqual(state);
      }),
    );
  });

  test('is never broken by what someone types', () => {
    fc.assert(
      fc.property(fc.string(), fc.string(), (a, b) => {
        const read = parsePlace(
          `?date=${a}&view=${b}&spot=${a}&enclave=${b}&at=${a}&lang=${b}&compare=${a}&as-of=${b}&swipe=${a}&line=${b}`,
        );
        expect(parsePlace(formatPlace(read))).toEqual(read);
      }),
    );
  });

  test('is readable', () => {
    const text = formatPlace({
      enclave: 'gaza',
      series: 'reported',
      when: { kind: 'day', day: '2025-10-19' },
      view: { zoom: 10.25, lat: 31.42, lon: 34.35 },
      lang: 'he',
      table: false,
      span: 'all',
      layout: 'swipe',
      swipe: 50,
      hidden: [],
    });
    expect(text).toBe(
      '?enclave=gaza&series=reported&date=2025-10-19&lang=he&view=10.25/31.42/34.35',
    );
  });

  test.each([
    ['a day', '?date=2026-05-02&compare=2025-10-19&layout=side'],
    ['an instant', '?compare=2025-10-10T09:00:00Z'],
    ['another account', '?compare=series:idf-map&swipe=35'],
    ['the same date as it was known', '?as-of=2026-02-01&compare=known:2026-01-01&line=neck'],
  ])('compares with %s', (_, text) => {
    expect(formatPlace(parsePlace(text))).toBe(text);
  });

  test('drops what is malformed or out of range', () => {
    const read = parsePlace(
      '?date=2025-02-30&view=99/91/0&spot=200,1&enclave=A/B&lang=fr&compare=series:A/B&swipe=x&line=z',
    );
    expect(read).toEqual({
      enclave: undefined,
      span: 'all',
      series: undefined,
      when: { kind: 'now' },
      view: undefined,
      spot: undefined,
      lang: undefined,
      asOf: undefined,
      compare: undefined,
      layout: 'swipe',
      swipe: 50,
      line: undefined,
      table: false,
      hidden: [],
    });
  });

  test('two questions are the same if they mean the same date', () => {
    expect(sameWhen({ kind: 'day', day: '2025-10-19' }, { kind: 'day', day: '2025-10-19' })).toBe(
      true,
    );
    expect(sameWhen({ kind: 'now' }, { kind: 'instant', at: 0 })).toBe(false);
  });
});
