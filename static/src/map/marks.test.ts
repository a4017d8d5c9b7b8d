import { validateStyleMin } from '@maplibre/maplibre-gl-style-spec';
import { describe, expect, test } from 'vitest';

import type { Holding, Split } from '../api/answer';
import { formatFor } from '../core/format';
import { legendOf } from '../core/legend';
import { EMPTY } from './ground';
import { marksOf } from './marks';
import { type StyleInput, buildStyle } from './style';

const format = formatFor('ar', 'Asia/Gaza');

function holding(id: string, parts: number, neck?: Holding['neck']): Holding {
  return {
    id,
    share: 0.5,
    percent: 50,
    part_count: parts,
    parts: Array.from({ length: parts }, (_, i) => ({ area_km2: 9 - i, lon: 34 + i, lat: 31 })),
    ...(neck ? { neck } : {}),
  };
}

function answer(controllers: Holding[], cuts: Split['verdict']['cuts'] = []): Split {
  return {
    datetime: '2025-10-19T00:00:00Z',
    rule: 'v1',
    settings_version: 1,
    verdict: { word: 'two-zone', headline: '', cuts },
    controllers,
  };
}

const NECK = {
  width_m: 1214,
  lon: 34.4,
  lat: 31.4,
  line: [
    [34.39, 31.4],
    [34.41, 31.4],
  ] as [[number, number], [number, number]],
};

const marks = (split: Split | undefined) =>
  marksOf(split, format).features.map(({ properties }) => properties);

describe('the marks of an answer', () => {
  test('a neck is a line between two banks with its width, in plain letters', () => {
    const made = marks(answer([holding('israeli-held', 1, NECK)]));
    expect(made).toEqual([
      { mark: 'neck' },
      { mark: 'bank' },
      { mark: 'bank' },
      { mark: 'width', text: '1.2\u00a0كم' },
    ]);
  });

  test('parts are numbered as the panel lists them, and one part needs no number', () => {
    const made = marks(answer([holding('israeli-held', 1), holding('hamas-held', 2)]));
    expect(made).toEqual([
      { mark: 'part', controller: 'hamas-held', number: 1, text: '1' },
      { mark: 'part', controller: 'hamas-held', number: 2, text: '2' },
    ]);
  });

  test('a corridor is ground, with a line across it and its width', () => {
    const ring = [
      [34, 31],
      [34.1, 31],
      [34.1, 31.1],
      [34, 31],
    ];
    const corridor = {
      width_m: 80,
      line: NECK.line,
      geometry: { type: 'MultiPolygon' as const, coordinates: [[ring]] },
    };
    const cuts = [{ side: 'hamas-held', parts: 2, places: null, corridors: [corridor] }];
    const made = marks(answer([], cuts as unknown as Split['verdict']['cuts']));
    expect(made.map((m) => m?.['mark'])).toEqual(['corridor', 'neck', 'width']);
    expect(made.at(-1)?.['text']).toBe('80\u00a0م');
  });

  test('what has no shape has no marks', () => {
    expect(marksOf(undefined, format)).toBe(EMPTY);
    const bare = { id: 'a', share: 1, percent: 100, part_count: 3 };
    expect(marksOf(answer([bare]), format)).toBe(EMPTY);
  });
});

describe('the style with marks', () => {
  const legend = legendOf([
    { id: 'israeli-held', label: {}, contested: false, unassigned: false },
    { id: 'hamas-held', label: {}, contested: false, unassigned: false },
  ]);
  const input = (hidden: string[]): StyleInput => ({
    theme: 'dark',
    legend,
    names: new Map(),
    tiles: undefined,
    neighbours: EMPTY,
    neighbourNames: EMPTY,
    places: EMPTY,
    observations: EMPTY,
    marks: marksOf(answer([holding('hamas-held', 2, NECK)]), format),
    hidden,
    fonts: {},
  });

  test('is valid', () => {
    expect(validateStyleMin(buildStyle(input([])) as never).map((e) => e.message)).toEqual([]);
  });

  test('puts necks and part numbers away by their switches', () => {
    const shown = (hidden: string[], name: string) =>
      buildStyle(input(hidden))
        .layers.filter((layer) => layer.id.startsWith(`${name}.`))
        .map((layer) => (layer.layout as { visibility?: string } | undefined)?.visibility);
    expect(new Set(shown(['necks'], 'necks'))).toEqual(new Set(['none']));
    expect(new Set(shown(['necks'], 'parts'))).toEqual(new Set([undefined]));
    expect(new Set(shown(['parts'], 'parts'))).toEqual(new Set(['none']));
  });
});
