import { describe, expect, test } from 'vitest';

import type { Places } from '../api/wire';
import { creditsOf, creditsOfText, namesOf } from './credit';

const place = (id: number, source?: string): Places['features'][number] => ({
  type: 'Feature',
  geometry: { type: 'Point', coordinates: [34.4, 31.4] },
  properties: { id, name: { en: `Place ${id}` }, ...(source ? { source } : {}) },
});

describe('credit', () => {
  test('names each source of places once, with its licence', () => {
    const places: Places = {
      type: 'FeatureCollection',
      features: [place(1, 'GeoNames'), place(2), place(3, 'GeoNames'), place(4, 'A survey')],
    };
    const credits = creditsOf(places);
    expect(credits.map((credit) => credit.name)).toEqual(['GeoNames', 'A survey']);
    expect(credits[0]).toMatchObject({ licence: 'CC BY 4.0', url: 'https://www.geonames.org/' });
    expect(credits[1]).toEqual({ name: 'A survey' });
  });

  test('takes an attribution apart, and says no name twice', () => {
    const base = creditsOfText('© OpenStreetMap contributors; Reuters; Reuters');
    expect(namesOf(base)).toBe('© OpenStreetMap contributors, Reuters');
    expect(namesOf(creditsOfText('Reuters; GeoNames'), base)).toBe('GeoNames');
  });

  test('nothing known is nothing said', () => {
    expect(creditsOf(undefined)).toEqual([]);
    expect(creditsOfText(' ; ')).toEqual([]);
  });
});
