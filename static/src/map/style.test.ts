import {
  createExpression,
  featureFilter,
  validateStyleMin,
} from '@maplibre/maplibre-gl-style-spec';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';

import { legendOf } from '../core/legend';
import { STATE, isValidAt, validAt } from './filters';
import { fontFaces } from './fonts';
import { EMPTY } from './ground';
import { PATTERN_RATIO, darker, patternImage } from './patterns';
import { SWITCHES, type StyleInput, buildStyle } from './style';

const ids = ['israeli-held', 'hamas-held', 'contested', 'unassigned', 'force'];
const controllers = ids.map((id) => ({ id, label: {}, contested: false, unassigned: false }));

function input(change: Partial<StyleInput> = {}): StyleInput {
  return {
    theme: 'light',
    legend: legendOf(controllers),
    names: new Map(ids.map((id) => [id, id])),
    tiles: { tiles: ['https://example.org/{z}/{x}/{y}.mvt?revision=1'], maxzoom: 14 },
    neighbours: EMPTY,
    neighbourNames: EMPTY,
    places: EMPTY,
    observations: EMPTY,
    hidden: [],
    fonts: fontFaces('https://example.org/'),
    ...change,
  };
}

describe('the style', () => {
  test.each([
    ['light', input()],
    ['dark', input({ theme: 'dark' })],
    ['without a series', input({ tiles: undefined })],
    ['without a legend', input({ legend: new Map(), names: new Map() })],
    ['with every layer put away', input({ hidden: [...SWITCHES] })],
  ])('%s is valid by the specification', (_, given) => {
    expect(validateStyleMin(buildStyle(given))).toEqual([]);
  });

  test('has no layer without its source', () => {
    const style = buildStyle(input({ tiles: undefined }));
    const sources = Object.keys(style.sources);
    for (const layer of style.layers) {
      if ('source' in layer) expect(sources).toContain(layer.source);
    }
  });

  test('puts away the layers of a switch and no others', () => {
    const hidden = buildStyle(input({ hidden: ['zones'] })).layers.filter(
      (layer) => layer.layout?.visibility === 'none',
    );
    expect(hidden.map((layer) => layer.id)).toEqual([
      'zones.fill',
      'zones.pattern',
      'zones.picked',
    ]);
  });

  test('draws zones, then the frontline, then names', () => {
    const order = buildStyle(input()).layers.map((layer) => layer.id);
    const at = (id: string) => order.indexOf(id);
    expect(at('zones.fill')).toBeLessThan(at('boundary'));
    expect(at('boundary')).toBeLessThan(at('frontlines.line'));
    expect(at('frontlines.line')).toBeLessThan(at('places.name'));
  });

  test('colours every controller from the one table', () => {
    const fill = buildStyle(input()).layers.find((layer) => layer.id === 'zones.fill');
    const colour = (fill?.paint as Record<string, unknown>)['fill-color'];
    expect(colour).toContain('#0072B2');
    expect(colour).toContain('#CC79A7');
  });
});

describe('the filter by date', () => {
  const when = fc.integer({ min: -2e9, max: 4e9 });

  test('takes what is valid at the instant, and nothing else', () => {
    const state: Record<string, number> = {};
    const filter = featureFilter(validAt(STATE.observations), 'layers[0].filter', state);
    fc.assert(
      fc.property(when, fc.option(when, { nil: undefined }), when, (from, to, t) => {
        const properties = to === undefined ? { from } : { from, to };
        const feature = { type: 'Polygon', properties, geometry: [] };
        state[STATE.observations] = t;
        const taken = filter.filter({ zoom: 10 }, feature as never);
        expect(taken).toBe(isValidAt(from, to, t));
      }),
    );
  });

  test('on a moment of change takes the later of two states, never both', () => {
    expect([isValidAt(100, 200, 200), isValidAt(200, undefined, 200)]).toEqual([false, true]);
    expect([isValidAt(100, 200, 199), isValidAt(200, undefined, 199)]).toEqual([true, false]);
  });

  test('is an expression that the specification accepts', () => {
    expect(createExpression(validAt(STATE.observations), 'layers[0].filter').result).toBe(
      'success',
    );
  });
});

describe('patterns', () => {
  test('have ink and clear ground, except plain ones', () => {
    for (const pattern of ['dots', 'diagonal', 'horizontal', 'vertical', 'crosses'] as const) {
      const { width, height, data } = patternImage(pattern, '#102030');
      const alphas = Array.from({ length: width * height }, (_, i) => data[i * 4 + 3] ?? 0);
      expect(Math.max(...alphas), pattern).toBe(255);
      expect(Math.min(...alphas), pattern).toBe(0);
      expect([data[0], data[1], data[2]]).toEqual([16, 32, 48]);
    }
    expect(Math.max(...patternImage('plain', '#102030').data.filter((_, i) => i % 4 === 3))).toBe(
      0,
    );
  });

  test('the hatch runs on from one tile to the next', () => {
    const { width, data } = patternImage('diagonal', '#000000');
    const alpha = (x: number, y: number) =>
      data[(((y + width) % width) * width + ((x + width) % width)) * 4 + 3];
    for (let i = 0; i < width; i++) expect(alpha(i, 0)).toBe(alpha(i + 1, -1));
    expect(PATTERN_RATIO).toBe(2);
  });

  test('ink is the colour, darker', () => {
    expect(darker('#E69F00', 0.5)).toBe('#735000');
  });
});
