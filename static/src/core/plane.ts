// Plane geometry on longitude and latitude, for choosing and placing things on the screen. Nothing is measured with it.
import type { Position } from 'geojson';

/** Even and odd crossings over all rings, holes included. */
export function insideRings(rings: readonly Position[][], x: number, y: number): boolean {
  let inside = false;
  for (const ring of rings) {
    for (let i = 1; i < ring.length; i++) {
      const [ax = 0, ay = 0] = ring[i - 1] ?? [];
      const [bx = 0, by = 0] = ring[i] ?? [];
      if (ay > y !== by > y && x < ((bx - ax) * (y - ay)) / (by - ay) + ax) inside = !inside;
    }
  }
  return inside;
}

/** The least distance from a point to a line, with x scaled by kx and y by ky. */
export function distanceToLine(
  line: readonly Position[],
  x: number,
  y: number,
  kx = 1,
  ky = 1,
): number {
  let least = Infinity;
  for (let i = 1; i < line.length; i++) {
    const [ax = 0, ay = 0] = line[i - 1] ?? [];
    const [bx = 0, by = 0] = line[i] ?? [];
    const px = (ax - x) * kx;
    const py = (ay - y) * ky;
    const dx = (bx - ax) * kx;
    const dy = (by - ay) * ky;
    const length = dx * dx + dy * dy;
    const share = length ? Math.min(Math.max(-(px * dx + py * dy) / length, 0), 1) : 0;
    least = Math.min(least, Math.hypot(px + share * dx, py + share * dy));
  }
  return least;
}
