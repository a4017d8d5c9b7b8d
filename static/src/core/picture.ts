// The server's plain picture of the zones of a date: its address, and its place on the screen.
import { formatInstant } from './time';
import type { Seconds } from './time';
import type { View } from './url';

/** In the world from 0 to 1, x to the east and y to the south: spherical Mercator. */
export interface Frame {
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly height: number;
}

/** In pixels of the map's box. */
export interface Box {
  readonly left: number;
  readonly top: number;
  readonly width: number;
  readonly height: number;
}

/** The share of the bounds that the picture shows beyond them, on each side; internal/picture has the same. */
const MARGIN = 1 / 64;
/** The greatest zoom that the server draws for. */
const MAX_ZOOM = 14;
/** The width of the world at zoom 0, in pixels. */
const WORLD = 512;

/** What the picture of an enclave with these bounds shows. */
export function frameOf([west, south, east, north]: readonly [
  number,
  number,
  number,
  number,
]): Frame {
  const [left, right] = [longitude(west), longitude(east)];
  const [top, bottom] = [latitude(north), latitude(south)];
  const [width, height] = [right - left, bottom - top];
  return {
    x: left - MARGIN * width,
    y: top - MARGIN * height,
    width: (1 + 2 * MARGIN) * width,
    height: (1 + 2 * MARGIN) * height,
  };
}

/** What a picture shows, from how the server writes it: west, north, width and height. */
export function frameFrom(text: string | undefined): Frame | undefined {
  const [x, y, width, height] = (text ?? '').split(' ').map(Number);
  if (x === undefined || y === undefined || width === undefined || height === undefined) {
    return undefined;
  }
  return { x, y, width, height };
}

/** Where the picture lies in a map of that size that shows a view. */
export function placed(frame: Frame, view: View, size: { width: number; height: number }): Box {
  const world = WORLD * 2 ** view.zoom;
  return {
    left: size.width / 2 + (frame.x - longitude(view.lon)) * world,
    top: size.height / 2 + (frame.y - latitude(view.lat)) * world,
    width: frame.width * world,
    height: frame.height * world,
  };
}

/** The address of the picture of the state that began at an instant; with a view, as fine as its zoom needs. */
export function pictureUrl(
  enclave: string,
  series: { readonly id: string; readonly revision: number },
  at: Seconds | undefined,
  view: View | undefined,
): string {
  // In the order of the alphabet, as the server writes it: it is the same address then, and fetched once.
  const params = new URLSearchParams();
  if (at !== undefined) params.set('datetime', formatInstant(at));
  if (series.revision > 0) params.set('revision', String(series.revision));
  if (view) params.set('zoom', String(Math.min(Math.round(view.zoom), MAX_ZOOM)));
  const query = params.size > 0 ? `?${params}` : '';
  return `/tiles/${encodeURIComponent(enclave)}/${encodeURIComponent(series.id)}/picture.svg${query}`;
}

function longitude(degrees: number): number {
  return degrees / 360 + 0.5;
}

function latitude(degrees: number): number {
  return 0.5 - Math.asinh(Math.tan((degrees * Math.PI) / 180)) / (2 * Math.PI);
}
