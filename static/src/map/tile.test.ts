// The tiles as an independent decoder reads them: testdata holds one tile of the sample enclave's default series, as
// the server gives it (all dates, zoom 9).
import { readFileSync } from 'node:fs';

import { VectorTile } from '@mapbox/vector-tile';
import { PbfReader } from 'pbf';
import { expect, test } from 'vitest';

import { isValidAt } from './filters';

const bytes = readFileSync(new URL('testdata/gaza-reported-9-304-208.mvt', import.meta.url));
const tile = new VectorTile(new PbfReader(bytes));
const at = (text: string) => Date.parse(text) / 1000;

function controllersAt(t: number): string[] {
  const layer = tile.layers['zones'];
  if (!layer) throw new Error('the tile has no zones');
  const held: string[] = [];
  for (let i = 0; i < layer.length; i++) {
    const { properties } = layer.feature(i);
    const to = properties['to'] === undefined ? undefined : Number(properties['to']);
    if (isValidAt(Number(properties['from']), to, t)) held.push(String(properties['controller']));
  }
  return [...new Set(held)].sort();
}

test('the tile has the layers of the schema', () => {
  expect(Object.keys(tile.layers).sort()).toEqual(
    expect.arrayContaining(['enclave', 'frontlines', 'labels', 'zones']),
  );
});

test('the filter picks the zones of a date out of all of them', () => {
  expect(controllersAt(at('2025-10-01T00:00:00Z'))).toEqual([]);
  expect(controllersAt(at('2025-10-19T00:00:00Z'))).toEqual(['hamas-held', 'israeli-held']);
  expect(controllersAt(at('2026-05-02T00:00:00Z'))).toEqual([
    'contested',
    'hamas-held',
    'israeli-held',
  ]);
});

test('a frontline names two controllers in the order of the alphabet', () => {
  const layer = tile.layers['frontlines'];
  if (!layer) throw new Error('the tile has no frontlines');
  for (let i = 0; i < layer.length; i++) {
    const { a, b } = layer.feature(i).properties;
    expect(String(a) < String(b)).toBe(true);
  }
});
