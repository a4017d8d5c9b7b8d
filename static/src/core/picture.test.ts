import { describe, expect, test } from 'vitest';

import { frameFrom, frameOf, pictureUrl, placed } from './picture';

const BBOX = [34.2, 31.2, 34.7, 31.7] as const;

describe('the place of the picture', () => {
  test('it shows the bounds and a 64th more on each side', () => {
    const { x, y, width, height } = frameOf(BBOX);
    // As the server writes it for the same bounds.
    const written = frameFrom('0.594978298611 0.407048959048 0.001432291667 0.001678943446');
    expect(x).toBeCloseTo(written?.x ?? NaN, 11);
    expect(y).toBeCloseTo(written?.y ?? NaN, 11);
    expect(width).toBeCloseTo(written?.width ?? NaN, 11);
    expect(height).toBeCloseTo(written?.height ?? NaN, 11);
  });

  test('in a view it is as large as the map, and the middle of the view is in the middle', () => {
    const view = { zoom: 10, lat: 31.4503335798702, lon: 34.45 };
    const box = placed(frameOf(BBOX), view, { width: 1000, height: 600 });
    expect(box.width).toBeCloseTo((0.5 / 360) * 512 * 1024 * (33 / 32), 6);
    expect(box.left + box.width / 2).toBeCloseTo(500, 6);
    expect(box.top + box.height / 2).toBeCloseTo(300, 6);
  });

  test('what the server did not write is no frame', () => {
    expect(frameFrom(undefined)).toBeUndefined();
    expect(frameFrom('0.5 0.4')).toBeUndefined();
  });
});

describe('the address of the picture', () => {
  const series = { id: 'days', revision: 3 };

  test.each([
    ['a state', 1761080400, undefined, '?datetime=2025-10-21T21%3A00%3A00Z&revision=3'],
    ['a series without dates', undefined, undefined, '?revision=3'],
    [
      'a view has the detail of its zoom',
      1761080400,
      { zoom: 11.6, lat: 0, lon: 0 },
      '?datetime=2025-10-21T21%3A00%3A00Z&revision=3&zoom=12',
    ],
    [
      'no more detail than the server draws',
      1761080400,
      { zoom: 16, lat: 0, lon: 0 },
      '?datetime=2025-10-21T21%3A00%3A00Z&revision=3&zoom=14',
    ],
  ])('%s', (_, at, view, query) => {
    expect(pictureUrl('growth', series, at, view)).toBe(`/tiles/growth/days/picture.svg${query}`);
  });
});
