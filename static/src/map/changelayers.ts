// What changed between two states, over both of them: striped in the gainer's colour, and the line where it moved.
import type { FeatureCollection } from 'geojson';
import type { LayerSpecification } from 'maplibre-gl';

import { type Legend, type Theme, lookOf } from '../core/legend';
import type { Palette } from './palette';
import { type PatternImage, PATTERN_RATIO, rgbOf } from './patterns';
import { byController } from './style';

/** The moved part of a line, on every ground. */
export const MOVED = '#D55E00';

/** The switch of the overlay in the address, and the name that its layers begin with. */
export const CHANGES = 'changes';

export function changeSource(data: FeatureCollection) {
  return { type: 'geojson' as const, data };
}

/** The name under which a gainer's stripes are registered. */
export function stripesName(theme: string, controller: string): string {
  return `gained/${theme}/${controller}`;
}

export function changeLayers(
  legend: Legend,
  theme: Theme,
  palette: Palette,
  data: FeatureCollection | undefined,
): LayerSpecification[] {
  if (!data) return [];
  const gainers = [...legend.keys()];
  const round = { 'line-join': 'round', 'line-cap': 'round' } as const;
  const colours = gainers.map((id) => [id, lookOf(legend, id)[theme]] as const);
  return [
    {
      id: 'changes.fill',
      type: 'fill',
      source: CHANGES,
      filter: ['has', 'to'],
      paint: {
        'fill-pattern': byController(
          gainers.map((id) => [id, stripesName(theme, id)] as const),
          stripesName(theme, gainers[0] ?? ''),
          'to',
        ),
        'fill-antialias': false,
      },
    },
    {
      id: 'changes.edge',
      type: 'line',
      source: CHANGES,
      filter: ['has', 'to'],
      layout: round,
      paint: {
        'line-color': byController(colours, lookOf(legend, '')[theme], 'to'),
        'line-width': 1.25,
      },
    },
    {
      id: 'changes.casing',
      type: 'line',
      source: CHANGES,
      filter: ['has', 'moved'],
      layout: round,
      paint: { 'line-color': palette.casing, 'line-width': 6, 'line-opacity': 0.9 },
    },
    {
      id: 'changes.moved',
      type: 'line',
      source: CHANGES,
      filter: ['has', 'moved'],
      layout: round,
      paint: { 'line-color': MOVED, 'line-width': 3 },
    },
  ];
}

const SIZE = 10;
/** Of the stripe, what is coloured. */
const INKED = 0.5;

/** Stripes that fall to the right, in the colour on a nearly opaque ground: what lies under them stays a hint. */
export function stripesImage(colour: string, ground: string): PatternImage {
  const pixels = SIZE * PATTERN_RATIO;
  const data = new Uint8ClampedArray(pixels * pixels * 4);
  const ink = rgbOf(colour);
  const paper = rgbOf(ground);
  for (let row = 0; row < pixels; row++) {
    for (let column = 0; column < pixels; column++) {
      const along = (((column - row) % pixels) + pixels) % pixels;
      const edge = pixels * INKED;
      const cover = Math.min(Math.max(Math.min(along + 0.5, edge - along + 0.5), 0), 1);
      const mixed = paper.map((v, k) => Math.round(v + ((ink[k] ?? 0) - v) * cover));
      const alpha = Math.round(215 + 25 * cover);
      data.set([...mixed, alpha], (row * pixels + column) * 4);
    }
  }
  return { width: pixels, height: pixels, data };
}
