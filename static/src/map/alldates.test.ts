import { readFileSync } from 'node:fs';

import { VectorTile } from '@mapbox/vector-tile';
import fc from 'fast-check';
import { PbfReader } from 'pbf';
import { describe, expect, test } from 'vitest';

import { type AllDates, takeApart } from './alldates';
import { NEVER, isValidAt } from './filters';

const bytes = readFileSync(new URL('testdata/gaza-reported-9-304-208.mvt', import.meta.url));
const original = new VectorTile(new PbfReader(bytes));
const whole = run(takeApart(bytes));

function run(work: Generator<undefined, AllDates>): AllDates {
  for (;;) {
    const step = work.next();
    if (step.done) return step.value;
  }
}

/** Every feature of a tile by layer, as text; with a date only those valid on it, without their intervals. */
function contentOf(tile: VectorTile, t?: number): Record<string, string[]> {
  const content: Record<string, string[]> = {};
  for (const [name, layer] of Object.entries(tile.layers)) {
    for (let i = 0; i < layer.length; i++) {
      const feature = layer.feature(i);
      const { from, to, ...rest } = feature.properties as Record<string, number>;
      if (t !== undefined && !isValidAt(from, to, t)) continue;
      const text = JSON.stringify([feature.id, feature.type, rest, feature.loadGeometry()]);
      (content[name] ??= []).push(text);
    }
  }
  return content;
}

function momentsOf(tile: VectorTile): number[] {
  return Object.values(tile.layers).flatMap((layer) =>
    Array.from({ length: layer.length }, (_, i) => layer.feature(i).properties)
      .flatMap(({ from, to }) => [from, to])
      .filter((t) => typeof t === 'number'),
  );
}

const moments = momentsOf(original);
const instant = fc.oneof(
  fc.constantFrom(NEVER, ...moments, ...moments.map((t) => t - 1)),
  fc.integer({ min: Math.min(...moments) - 1e6, max: Math.max(...moments) + 1e6 }),
);

describe('a tile of all dates, taken apart', () => {
  test('gives at each instant the features valid then, in their order, and no others', () => {
    fc.assert(
      fc.property(instant, (t) => {
        const tile = new VectorTile(new PbfReader(whole.tileAt(t)));
        expect(contentOf(tile)).toEqual(contentOf(original, t));
      }),
    );
  });

  test('is the same tile at two instants of one state', () => {
    fc.assert(
      fc.property(instant, instant, (a, b) => {
        if (whole.stateAt(a) !== whole.stateAt(b)) return;
        expect(new Uint8Array(whole.tileAt(a))).toEqual(new Uint8Array(whole.tileAt(b)));
      }),
    );
  });

  test('has a state more at each moment of change', () => {
    const ordered = [...new Set(moments)].sort((a, b) => a - b);
    expect(ordered.length).toBeGreaterThan(1);
    expect(ordered.map((t) => whole.stateAt(t) - whole.stateAt(t - 1))).toEqual(
      ordered.map(() => 1),
    );
  });

  test('keeps what has no interval before the first date', () => {
    const tile = new VectorTile(new PbfReader(whole.tileAt(NEVER)));
    expect(Object.keys(tile.layers)).toEqual(['enclave']);
  });

  test('of no bytes is a tile of nothing', () => {
    expect(run(takeApart(new Uint8Array())).tileAt(0).byteLength).toBe(0);
  });
});
