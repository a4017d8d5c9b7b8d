import fc from 'fast-check';
import { describe, expect, test } from 'vitest';

import { bandsOf, thin, timeScale } from './chart';
import { CONTROLLERS, TIMELINE } from './example';
import { type State, trackOf } from './timeline';

const [first] = trackOf(TIMELINE).states;
if (!first) throw new Error('the example has states');

const DAY = 86_400;
const ORDER = CONTROLLERS.map((c) => c.id);

/** States that follow one another, each for a day, with the first controller's shares. */
function daily(shares: readonly number[]): State[] {
  return shares.map((share, i) => ({
    ...(first as State),
    from: i * DAY,
    to: (i + 1) * DAY,
    controllers: [
      { id: 'israeli-held', share },
      { id: 'hamas-held', share: 1 - share },
    ],
  }));
}

function drawn(shares: readonly number[], width: number) {
  const states = daily(shares);
  const end = shares.length * DAY;
  const scale = timeScale({ first: 0, last: end }, width);
  return bandsOf(states, ORDER, scale, 100, end);
}

/** The places from left to right at which a path has corners. */
function corners(path: string): [number, number][] {
  return [...path.matchAll(/[ML](-?[\d.]+),(-?[\d.]+)/g)].map((m) => [Number(m[1]), Number(m[2])]);
}

describe('stacked shares', () => {
  test('are steps, one for each state that has a pixel of its own', () => {
    const [band] = drawn([0.5, 0.25], 20);
    expect(corners(band?.path ?? '').slice(0, 4)).toEqual([
      [0, 50],
      [10, 50],
      [10, 75],
      [20, 75],
    ]);
  });

  test.each([
    ['1,000 dates', 1000],
    ['10,000 dates', 10_000],
  ])('of %s are no longer than their pixels', (_, count) => {
    const bands = drawn(
      Array.from({ length: count }, (__, i) => (i % 10) / 10),
      800,
    );
    for (const { path } of bands) expect(corners(path).length).toBeLessThan(800 * 8);
  });

  test('that share a pixel are their mean by the time each has of it', () => {
    // Ten days a pixel: one of ten wholly held, the others not at all.
    const [band] = drawn(
      Array.from({ length: 1000 }, (_, i) => (i % 10 === 0 ? 1 : 0)),
      100,
    );
    const heights = corners(band?.path ?? '')
      .filter(([x]) => x > 0 && x < 100)
      .map(([, y]) => y)
      .filter((y) => y < 100);
    expect(new Set(heights)).toEqual(new Set([90]));
  });

  test('always add up, however many there are', () => {
    const shares = fc.array(fc.double({ min: 0, max: 1, noNaN: true }), {
      minLength: 1,
      maxLength: 400,
    });
    fc.assert(
      fc.property(shares, fc.integer({ min: 10, max: 300 }), (values, width) => {
        const second = drawn(values, width)[1];
        // The second band ends where the whole does: at the top.
        const tops = corners(second?.path ?? '').map(([, y]) => y);
        expect(Math.min(...tops)).toBeCloseTo(0, 1);
      }),
    );
  });

  test('leave a pause between states empty', () => {
    const [a, b] = daily([1, 1]);
    if (!a || !b) throw new Error('two states');
    const scale = timeScale({ first: 0, last: 4 * DAY }, 40);
    const paused = [a, { ...b, from: 3 * DAY, to: 4 * DAY }];
    const [band] = bandsOf(paused, ORDER, scale, 100, 4 * DAY);
    expect((band?.path.match(/M/g) ?? []).length).toBe(2);
  });
});

test('marks closer than the gap are one', () => {
  expect(thin([0, 1, 2, 3, 10, 11.5], 2)).toEqual([0, 2, 10]);
});
