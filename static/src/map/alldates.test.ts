import { readFileSync } from 'node:fs';

import { VectorTile } from '@mapbox/vector-tile';
import fc from 'fast-check';
import { PbfReader } from 'pbf';
import { describe, expect, test } from 'vitest';

import { type AllDates, takeApart } from './alldates';
import { NEVER, isValidAt } from './filters';
import { PARTS } from './names';

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
        const { labels, ...ground } = contentOf(original, t);
        const parts = PARTS.map((part) => new VectorTile(new PbfReader(whole.tileAt(part, t))));
        expect(parts.map((tile) => contentOf(tile))).toEqual([ground, labels ? { labels } : {}]);
      }),
    );
  });

  test('is the same tile at two instants of one state', () => {
    fc.assert(
      fc.property(instant, instant, fc.constantFrom(...PARTS), (a, b, part) => {
        if (whole.stateAt(part, a) !== whole.stateAt(part, b)) return;
        const [first, second] = [a, b].map((t) => new Uint8Array(whole.tileAt(part, t)));
        expect(first).toEqual(second);
      }),
    );
  });

  test('changes at each moment of change, and at no other', () => {
    const ordered = [...new Set(moments)].sort((a, b) => a - b);
    const statesAt = (t: number) => PARTS.map((part) => whole.stateAt(part, t));
    expect(ordered.length).toBeGreaterThan(1);
    for (const t of ordered) expect(statesAt(t)).not.toEqual(statesAt(t - 1));
    const states = new Set([NEVER, ...ordered].map((t) => String(statesAt(t))));
    expect(states.size).toBe(ordered.length + 1);
  });

  test('keeps what has no interval before the first date', () => {
    const tile = new VectorTile(new PbfReader(whole.tileAt('ground', NEVER)));
    expect(Object.keys(tile.layers)).toEqual(['enclave']);
  });

  test('of no bytes is a tile of nothing', () => {
    expect(run(takeApart(new Uint8Array())).tileAt('ground', 0).byteLength).toBe(0);
  });
});
