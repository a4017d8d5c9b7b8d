import { describe, expect, test } from 'vitest';

import { type Stretch, curvePath, curvesOf, isCurve, valueScale } from './curves';
import { TIMELINE } from './example';
import { type State, trackOf } from './timeline';

const { states } = trackOf(TIMELINE);
const stretch = (from: number, to: number, value: number | undefined): Stretch => ({
  from,
  to,
  value,
});
const path = (stretches: readonly Stretch[], end = Infinity) =>
  curvePath(
    stretches,
    (at) => at,
    (value) => 100 - value,
    end,
  );

describe('a line of steps', () => {
  test.each([
    ['goes level, then up or down', [stretch(0, 10, 5), stretch(10, 20, 8)], 'M0 95V95H10V92H20'],
    [
      'is broken where the value is unknown',
      [stretch(0, 10, 5), stretch(10, 20, undefined), stretch(20, 30, 5)],
      'M0 95V95H10M20 95V95H30',
    ],
    ['is broken at a pause', [stretch(0, 10, 5), stretch(12, 20, 5)], 'M0 95V95H10M12 95V95H20'],
    ['has none of what begins at the end', [stretch(0, 10, 5), stretch(30, 40, 5)], 'M0 95V95H10'],
    [
      'reaches within one pixel from the least value to the greatest',
      [stretch(0, 0.2, 5), stretch(0.2, 0.4, 60), stretch(0.4, 0.6, 1), stretch(0.6, 3, 7)],
      'M0 95V95V99V40V93H3',
    ],
  ])('%s', (_, stretches, drawn) => {
    expect(path(stretches, 30)).toBe(drawn);
  });

  test('an open end is drawn to the end of the axis', () => {
    expect(path([stretch(0, Infinity, 5)], 40)).toBe('M0 95V95H40');
  });

  test.each([1000, 10_000])(
    'of %i dates is thinned to its pixels, and no spike is lost',
    (count) => {
      const width = 500;
      const stretches = Array.from({ length: count }, (_, i) =>
        stretch((i * width) / count, ((i + 1) * width) / count, i === 777 ? 90 : 10),
      );
      const drawn = path(stretches);
      expect(drawn.length).toBeLessThan(width * 40);
      expect(drawn).toContain('V10');
    },
  );
});

describe('the lines of a measure', () => {
  const measured: State[] = states.map((state, i) => ({
    ...state,
    splittingIndex: i === 0 ? 2.04 : undefined,
    controllers: state.controllers.map((row) =>
      row.id === 'hamas-held' ? { ...row, neck_width_m: 4000 - i * 1000 } : row,
    ),
    turnover: i === 0 ? undefined : { share: 0.07, per_30_days_share: 0.01 * i },
  }));

  test('S is one line with gaps where it is not given', () => {
    const [curve, ...more] = curvesOf('s', measured);
    expect(more).toEqual([]);
    expect(curve?.stretches.map(({ value }) => value)).toEqual([2.04, undefined, undefined]);
  });

  test('necks are one line for each holder that has one', () => {
    const curves = curvesOf('neck', measured);
    expect(curves.map(({ controller }) => controller)).toEqual(['hamas-held']);
    expect(curves[0]?.stretches.map(({ value }) => value)).toEqual([4000, 3000, 2000]);
  });

  test('the turnover of a step stands over the time before it', () => {
    const [curve] = curvesOf('turnover', measured);
    expect(curve?.stretches).toEqual([
      { from: measured[0]?.from, to: measured[1]?.from, value: 0.01 },
      { from: measured[1]?.from, to: measured[2]?.from, value: 0.02 },
    ]);
  });

  test.each(['s', 'neck', 'turnover'] as const)('%s has no line where nothing is given', (kind) => {
    expect(curvesOf(kind, states)).toEqual([]);
  });
});

describe('the axis of a measure', () => {
  test.each([
    ['s', 2.4, 1],
    ['neck', 4415, 0],
    ['turnover', 0.023, 0],
  ] as const)('of %s begins at its least and ends above its greatest', (kind, most, least) => {
    const curves = [{ stretches: [stretch(0, 1, most)] }];
    const { ticks, y } = valueScale(kind, curves, 50, 3);
    expect(ticks[0]?.value).toBe(least);
    expect(y(least)).toBe(50);
    expect(y(most)).toBeGreaterThanOrEqual(0);
    expect(ticks.at(-1)?.value).toBeGreaterThanOrEqual(most);
  });

  test('without any value there is still one', () => {
    expect(valueScale('neck', [], 50, 2).ticks.length).toBeGreaterThan(1);
  });
});

test('the address names a line that there is', () => {
  expect(['s', 'neck', 'turnover', 'x', '', null].map(isCurve)).toEqual([
    true,
    true,
    true,
    false,
    false,
    false,
  ]);
});
