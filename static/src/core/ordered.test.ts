import fc from 'fast-check';
import { expect, test } from 'vitest';

import { firstIndex, lastBy } from './ordered';

const ordered = fc.array(fc.integer({ min: -20, max: 20 })).map((v) => v.sort((a, b) => a - b));
const number = fc.integer({ min: -22, max: 22 });

test('the first value that a condition holds for is found as a walk would find it', () => {
  fc.assert(
    fc.property(ordered, number, (values, t) => {
      const walked = values.findIndex((value) => value >= t);
      expect(firstIndex(values, (value) => value >= t)).toBe(walked < 0 ? values.length : walked);
    }),
  );
});

test('the last moment by a time is never after it, and none between is left out', () => {
  fc.assert(
    fc.property(ordered, number, (values, t) => {
      expect(lastBy(values, t)).toBe(values.findLast((value) => value <= t));
    }),
  );
});
