// Pattern images, drawn pixel by pixel so that they need neither canvas nor file, and can be tested.
import type { Pattern, Theme } from '../core/legend';

export interface PatternImage {
  readonly width: number;
  readonly height: number;
  readonly data: Uint8ClampedArray<ArrayBuffer>;
}

/** Device pixels per CSS pixel of the images. */
export const PATTERN_RATIO = 2;

/** Of controllers, and of corridors. */
type Drawn = Pattern | 'corridor';

const SIZE: Record<Drawn, number> = {
  plain: 8,
  none: 8,
  dots: 6,
  diagonal: 9,
  horizontal: 7,
  vertical: 7,
  crosses: 10,
  corridor: 7,
};

/** Distance in CSS pixels from a point to the ink of a pattern whose tile is `size` wide; Infinity has no ink. */
const ink: Record<Drawn, (x: number, y: number, size: number) => number> = {
  plain: () => Infinity,
  none: () => Infinity,
  dots: (x, y, size) => Math.hypot(x - size / 2, y - size / 2) - 0.85,
  diagonal: (x, y, size) => {
    const d = (x + y) % size;
    return Math.min(d, size - d) / Math.SQRT2 - 1.15;
  },
  horizontal: (_, y, size) => Math.abs(y - size / 2) - 0.7,
  vertical: (x, _, size) => Math.abs(x - size / 2) - 0.7,
  crosses: (x, y, size) => {
    const dx = Math.abs(x - size / 2);
    const dy = Math.abs(y - size / 2);
    return Math.max(Math.abs(dx - dy) / Math.SQRT2 - 0.6, Math.max(dx, dy) - 2.4);
  },
  // Against the hatch of contested ground.
  corridor: (x, y, size) => {
    const d = (x - y + size) % size;
    return Math.min(d, size - d) / Math.SQRT2 - 0.55;
  },
};

/** One tile of a pattern in one colour on a clear ground; it repeats seamlessly. */
export function patternImage(pattern: Drawn, hex: string): PatternImage {
  const size = SIZE[pattern];
  const pixels = size * PATTERN_RATIO;
  const data = new Uint8ClampedArray(pixels * pixels * 4);
  const rgb = rgbOf(hex);
  for (let row = 0; row < pixels; row++) {
    for (let column = 0; column < pixels; column++) {
      const x = (column + 0.5) / PATTERN_RATIO;
      const y = (row + 0.5) / PATTERN_RATIO;
      const distance = ink[pattern](x, y, size) * PATTERN_RATIO;
      const cover = Math.min(Math.max(0.5 - distance, 0), 1);
      data.set([...rgb, Math.round(cover * 255)], (row * pixels + column) * 4);
    }
  }
  return { width: pixels, height: pixels, data };
}

/** A ring of ink round a filled middle: the mark of an observation. */
export function ringImage(middle: string, rim: string): PatternImage {
  return discImage(middle, rim, 5.6, 3.8);
}

/** A filled middle with a rim, given by their radii in CSS pixels. */
export function discImage(
  middle: string,
  rim: string,
  rimRadius: number,
  middleRadius: number,
): PatternImage {
  const pixels = Math.ceil(2 * rimRadius + 2) * PATTERN_RATIO;
  const data = new Uint8ClampedArray(pixels * pixels * 4);
  const outer = rimRadius * PATTERN_RATIO;
  const inner = middleRadius * PATTERN_RATIO;
  const [from, to] = [rgbOf(rim), rgbOf(middle)];
  for (let i = 0; i < pixels * pixels; i++) {
    const x = (i % pixels) + 0.5 - pixels / 2;
    const y = Math.floor(i / pixels) + 0.5 - pixels / 2;
    const distance = Math.hypot(x, y);
    const within = Math.min(Math.max(inner - distance + 0.5, 0), 1);
    const cover = Math.min(Math.max(outer - distance + 0.5, 0), 1);
    const mixed = from.map((v, k) => Math.round(v + ((to[k] ?? 0) - v) * within));
    data.set([...mixed, Math.round(cover * 255)], i * 4);
  }
  return { width: pixels, height: pixels, data };
}

export function rgbOf(hex: string): number[] {
  return [1, 3, 5].map((i) => parseInt(hex.slice(i, i + 2), 16));
}

/** The ink of a pattern on its own fill: darker still on a dark ground, where the fill is dimmed. */
export function inkOf(hex: string, theme: Theme): string {
  return darker(hex, theme === 'light' ? 0.42 : 0.68);
}

/** The colour, that share of the way towards black. */
export function darker(hex: string, share: number): string {
  return `#${[1, 3, 5]
    .map((i) => Math.round(parseInt(hex.slice(i, i + 2), 16) * (1 - share)))
    .map((v) => v.toString(16).padStart(2, '0'))
    .join('')}`;
}
