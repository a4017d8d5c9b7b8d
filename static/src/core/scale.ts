// The scale bar: a round length that is true at the map's middle latitude.

/** WGS 84 semi-major axis times 2π over 512-pixel tiles: metres per pixel at the equator at zoom 0. */
const EQUATOR_M_PER_PX = (2 * Math.PI * 6_378_137) / 512;

/** Metres on the ground per CSS pixel on a Web Mercator map of 512-pixel tiles. */
export function metresPerPixel(zoom: number, lat: number): number {
  return (EQUATOR_M_PER_PX * Math.cos((lat * Math.PI) / 180)) / 2 ** zoom;
}

/** The longest of 1, 2, 5 × 10ⁿ metres that fits, with its width in pixels. */
export function scaleBar(zoom: number, lat: number, maxPx: number): { metres: number; px: number } {
  const scale = metresPerPixel(zoom, lat);
  const most = scale * maxPx;
  const power = 10 ** Math.floor(Math.log10(most));
  const factor = [5, 2, 1].find((f) => f * power <= most) ?? 1;
  return { metres: factor * power, px: (factor * power) / scale };
}
