import fc from 'fast-check';
import { describe, expect, test } from 'vitest';

import type { Cut } from '../api/wire';
import { messagesFor } from '../i18n';
import { CONTROLLERS, GROUND, TIMELINE } from './example';
import { formatFor } from './format';
import { type Ground, headlineOf } from './headline';
import { roundShares, shareRows } from './shares';
import { spreadAt } from './spread';
import { stateAt, trackOf } from './timeline';

const at = (text: string) => Date.parse(text) / 1000;
const track = trackOf(TIMELINE);
/** Without the marks that isolate directions and hold figures together. */
const bare = (text: string) => text.replace(/[\u2066-\u2069]/g, '').replaceAll('\u00a0', ' ');

function headline(date: string, lang: 'en' | 'he' | 'ar'): string {
  const state = stateAt(track.states, at(date));
  if (!state) throw new Error('no state on that date');
  const rows = shareRows(state, CONTROLLERS);
  const format = formatFor(lang, 'Asia/Gaza');
  return bare(headlineOf(state, rows, GROUND, messagesFor(lang), format));
}

function cutHeadline(cuts: Cut[], ground: Ground, lang: 'en' | 'he' | 'ar'): string {
  const [first] = TIMELINE.changes;
  if (!first) throw new Error('the example has no change');
  const changed = { ...first, verdict: { ...first.verdict, word: 'cut', cuts } };
  const [state] = trackOf({ ...TIMELINE, changes: [changed] }).states;
  if (!state) throw new Error('no state');
  const rows = shareRows(state, CONTROLLERS);
  return bare(headlineOf(state, rows, ground, messagesFor(lang), formatFor(lang, 'Asia/Gaza')));
}

describe('the first line', () => {
  test('says the word, since when, and the figures', () => {
    expect(headline('2025-10-19T00:00:00Z', 'en')).toBe(
      'Two zones since 10 October 2025 (53 / 47)',
    );
  });

  test('names a contested belt with its share', () => {
    expect(headline('2026-05-02T00:00:00Z', 'en')).toBe(
      'Two zones with a contested belt of 11 % since 10 October 2025 (53 / 36)',
    );
  });

  test.each([
    ['en', 'Hamas-held ground cut in two near 31.47° N since 10 October 2025 (53 / 47)'],
    ['he', 'שטח Hamas-held חתוך לשניים ליד 31.47° N מאז 10 באוקטובר 2025 (53 / 47)'],
    ['ar', 'أرض Hamas-held مقطوعة إلى جزأين قرب 31.47° N منذ 10 أكتوبر 2025 (53 / 47)'],
  ] as const)('says in %s whose ground is cut and where', (lang, said) => {
    const cut = { side: 'hamas-held', parts: 2, places: [{ lon: 34.4, lat: 31.47 }] };
    expect(cutHeadline([cut], GROUND, lang)).toBe(said);
  });

  test('names the longitude in an enclave wider than tall, the south and west as such', () => {
    const cut = { side: 'hamas-held', parts: 2, places: [{ lon: -34.4, lat: -1 }] };
    const wide: Ground = { ...GROUND, bbox: [-35, -1.1, -34, -0.9] };
    expect(cutHeadline([cut], wide, 'en')).toContain('cut in two near 34.40° W');
    const tall: Ground = { ...GROUND, bbox: [-34.5, -2, -34, 0] };
    expect(cutHeadline([cut], tall, 'en')).toContain('cut in two near 1.00° S');
  });

  test('names a side of several controllers, every place once, and each cut', () => {
    const lats = [31.5, 31.5, 31.4];
    const cuts = [
      { side: 'hamas-held', parts: 4, places: lats.map((lat) => ({ lon: 34.4, lat })) },
      { side: 'green', parts: 7, places: null },
    ];
    expect(cutHeadline(cuts, GROUND, 'en')).toContain(
      'Hamas-held ground cut in four near 31.50° N and 31.40° N; Green zone ground cut in 7 since',
    );
  });

  test('keeps the plain word where the server names no cuts', () => {
    expect(cutHeadline([], GROUND, 'en')).toBe(
      'Ground cut in parts since 10 October 2025 (53 / 47)',
    );
  });

  test('has Latin digits in every language', () => {
    expect(headline('2025-10-19T00:00:00Z', 'he')).toContain('10 באוקטובר 2025 (53 / 47)');
    expect(headline('2025-10-19T00:00:00Z', 'ar')).toContain('10 أكتوبر 2025 (53 / 47)');
  });
});

describe('rounded shares', () => {
  test('thirds add to 100', () => {
    expect(roundShares([1 / 3, 1 / 3, 1 / 3], 0)).toEqual([34, 33, 33]);
  });

  test('add to the whole, each within one unit of its value', () => {
    const parts = fc.array(fc.integer({ min: 0, max: 1_000_000 }), { minLength: 1, maxLength: 8 });
    fc.assert(
      fc.property(parts, fc.constantFrom(0, 1), (weights, digits) => {
        const sum = weights.reduce((a, b) => a + b, 0);
        fc.pre(sum > 0);
        const shares = weights.map((w) => w / sum);
        const rounded = roundShares(shares, digits);
        expect(rounded.reduce((a, b) => a + b, 0)).toBeCloseTo(100, 6);
        rounded.forEach((value, i) => {
          expect(Math.abs(value - (shares[i] ?? 0) * 100)).toBeLessThanOrEqual(
            10 ** -digits + 1e-6,
          );
        });
      }),
    );
  });
});

describe('the spread', () => {
  const series = [
    { id: 'reported', kind: 'reported', track },
    { id: 'plan', kind: 'planned', track },
  ];
  const figure = (share: number, day: string, controller = 'israeli-held') => ({
    id: share,
    kind: 'control',
    share,
    at: `${day}T00:00:00Z`,
    controller,
  });

  test('runs over series and figures, and leaves plans out', () => {
    const figures = [figure(0.64, '2026-04-29')];
    const spread = spreadAt('israeli-held', at('2026-05-02T00:00:00Z'), series, figures);
    expect(spread?.accounts.map((a) => a.id)).toEqual(['reported', '0.64']);
    expect([spread?.low, spread?.high]).toEqual([0.53, 0.64]);
  });

  test('takes the latest figure of a kind, whatever order they are listed in', () => {
    const figures = [figure(0.55, '2026-01-02'), figure(0.58, '2025-10-08')];
    const spread = spreadAt('israeli-held', at('2026-05-02T00:00:00Z'), series, figures);
    expect(spread?.accounts.map((a) => a.share)).toEqual([0.53, 0.55]);
  });

  test('knows no figure of the future or of another controller', () => {
    const t = at('2026-05-02T00:00:00Z');
    const figures = [figure(0.9, '2026-06-01'), figure(0.8, '2026-05-01', 'hamas-held')];
    expect(spreadAt('israeli-held', t, series, figures)).toBeUndefined();
  });
});
