import fc from 'fast-check';
import { describe, expect, test } from 'vitest';

import { bandsOf, thin, timeScale } from './chart';
import { TIMELINE } from './example';
import { observationsAt } from './near';
import { metresPerPixel, scaleBar } from './scale';
import { findPlaces } from './search';
import { trackOf } from './timeline';

const at = (text: string) => Date.parse(text) / 1000;

describe('the chart', () => {
  const range = { first: at('2025-10-01T00:00:00Z'), last: at('2026-11-01T00:00:00Z') };

  test('pixels and dates go back and forth', () => {
    const scale = timeScale(range, 1000);
    fc.assert(
      fc.property(fc.integer({ min: range.first, max: range.last }), (t) => {
        expect(Math.abs(scale.at(scale.x(t)) - t)).toBeLessThanOrEqual(1);
      }),
    );
    expect(scale.at(-50)).toBe(range.first);
    expect(scale.at(5000)).toBe(range.last);
  });

  test('bands stack from the ground up and end at the end of time', () => {
    const { states } = trackOf(TIMELINE);
    const scale = timeScale(range, 1000);
    const bands = bandsOf(
      states,
      ['israeli-held', 'hamas-held', 'contested'],
      scale,
      100,
      range.last,
    );
    expect(bands.map((b) => b.controller)).toEqual(['israeli-held', 'hamas-held', 'contested']);
    expect(bands[0]?.path).toContain('1000,100');
    expect(bands[0]?.path).toContain(',47');
    expect(bands[2]?.path).toMatch(/1000,(0|1\.\d+e-14)/);
  });

  test('a thousand ticks are thinned to what can be told apart', () => {
    const xs = Array.from({ length: 1000 }, (_, i) => i / 10);
    expect(thin(xs, 2)).toHaveLength(50);
  });
});

describe('the scale bar', () => {
  test('is true at its latitude, not at the equator', () => {
    expect(metresPerPixel(0, 0)).toBeCloseTo(78271.517, 2);
    expect(metresPerPixel(10, 31.4) / metresPerPixel(10, 0)).toBeCloseTo(0.8536, 4);
  });

  test('is a round length that fits', () => {
    fc.assert(
      fc.property(fc.double({ min: 3, max: 18, noNaN: true }), (zoom) => {
        const { metres, px } = scaleBar(zoom, 31.4, 110);
        expect(px).toBeLessThanOrEqual(110.0001);
        expect(px).toBeGreaterThan(43);
        expect(String(metres)).toMatch(/^[125]0*(\.0*)?$|^0\.0*[125]$/);
      }),
    );
  });
});

describe('search for a place', () => {
  const place = (id: number, en: string, he: string, ar: string, rank: number) => ({
    type: 'Feature' as const,
    properties: { id, name: { en, he, ar }, rank },
    geometry: { type: 'Point' as const, coordinates: [34 + id, 31] },
  });
  const places = {
    type: 'FeatureCollection' as const,
    features: [
      place(1, 'Beit Hanoun', 'בית חאנון', 'بيت حانون', 2),
      place(2, 'Khān Yūnis', 'ח׳אן יונס', 'خان يونس', 1),
      place(3, 'Deir al-Balah', 'דיר אל־בלח', 'دير البلح', 2),
    ],
  };

  test('finds a name in any script, and answers in the reader’s', () => {
    expect(findPlaces(places, 'خان', 'en')).toEqual([{ name: 'Khān Yūnis', lon: 36, lat: 31 }]);
    expect(findPlaces(places, 'beit', 'he').map((hit) => hit.name)).toEqual(['בית חאנון']);
  });

  test('forgives accents, hyphens and case', () => {
    expect(findPlaces(places, 'KHAN yunis', 'en')).toHaveLength(1);
    expect(findPlaces(places, 'al balah', 'en')).toHaveLength(1);
  });

  test('an empty query finds nothing', () => {
    expect(findPlaces(places, '  ', 'en')).toEqual([]);
  });
});

describe('observations at a spot', () => {
  const observations = {
    type: 'FeatureCollection' as const,
    features: [
      {
        type: 'Feature' as const,
        properties: { id: 1, kind: 'planned sector', from: '2026-02-19T00:00:00Z' },
        geometry: {
          type: 'Polygon' as const,
          coordinates: [
            [
              [34, 31],
              [35, 31],
              [35, 32],
              [34, 32],
              [34, 31],
            ],
          ],
        },
      },
      {
        type: 'Feature' as const,
        properties: { id: 2, kind: 'marker' },
        geometry: { type: 'Point' as const, coordinates: [34.5, 31.503] },
      },
    ],
  };
  const spot = { lon: 34.5, lat: 31.5 };

  test('an area holds what lies in it, a point what lies within reach, each in its time', () => {
    const later = observationsAt(observations, spot, at('2026-03-01T00:00:00Z'));
    expect(later.map((o) => o.id)).toEqual([1, 2]);
    const earlier = observationsAt(observations, spot, at('2026-01-01T00:00:00Z'));
    expect(earlier.map((o) => o.id)).toEqual([2]);
    expect(
      observationsAt(observations, { lon: 36, lat: 31.5 }, at('2026-03-01T00:00:00Z')),
    ).toEqual([]);
  });
});
