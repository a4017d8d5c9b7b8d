// The map's style as a value: in go the data and the reader's choices, out comes a style. Nothing here touches the map.
import type { FeatureCollection } from 'geojson';
import type {
  ExpressionSpecification,
  FontFacesSpecification,
  LayerSpecification,
  SourceSpecification,
  StyleSpecification,
} from 'maplibre-gl';

import type { TileJson } from '../api/wire';
import type { Legend, Theme } from '../core/legend';
import { CHANGES, changeLayers, changeSource } from './changelayers';
import { NEVER, STATE } from './filters';
import {
  baseLayers,
  frontLayers,
  labelLayers,
  markLabels,
  neckLayers,
  observationLayers,
  observationMarks,
  spotLayers,
  zoneLayers,
} from './layers';
import { PARTS, SOURCES, partUrl } from './names';
import { palettes } from './palette';

/** Layers that the legend can put away, by the name in the address. */
export const SWITCHES = [
  'zones',
  'frontlines',
  'necks',
  'parts',
  'observations',
  'places',
  'labels',
] as const;
export type Switch = (typeof SWITCHES)[number];

export interface StyleInput {
  readonly theme: Theme;
  readonly legend: Legend;
  /** Holders' names in the reader's language. */
  readonly names: ReadonlyMap<string, string>;
  readonly tiles: TileJson | undefined;
  readonly neighbours: FeatureCollection;
  readonly neighbourNames: FeatureCollection;
  readonly places: FeatureCollection;
  readonly observations: FeatureCollection;
  /** Necks, corridors and part numbers; see marks.ts. */
  readonly marks?: FeatureCollection;
  readonly hidden: readonly string[];
  readonly fonts: FontFacesSpecification;
  /** Ground that changed hands between two states, and the line where it moved. */
  readonly changes?: FeatureCollection | undefined;
  /** Under which this map asks for tiles; the first map's by default. */
  readonly scheme?: string;
}

export function buildStyle(input: StyleInput): StyleSpecification {
  const palette = palettes[input.theme];
  const layers = [
    ...baseLayers(palette, input.neighbours.features.length > 0),
    ...(input.tiles ? zoneLayers(input, palette) : []),
    ...observationLayers(palette),
    ...(input.tiles ? frontLayers(palette) : []),
    ...changeLayers(input.legend, input.theme, palette, input.changes),
    ...neckLayers(input.theme, palette),
    ...labelLayers(input, palette),
    ...observationMarks(input.theme, palette),
    ...markLabels(input, palette),
    ...spotLayers(palette),
  ];
  return {
    version: 8,
    'font-faces': input.fonts,
    state: {
      [STATE.observations]: { default: NEVER },
      [STATE.picked]: { default: -1 },
    },
    transition: { duration: 0, delay: 0 },
    sources: sources(input),
    layers: layers
      .filter((layer) => input.tiles || !ofSeries(layer))
      .map((layer) => shown(layer, input.hidden)),
  };
}

function sources(input: StyleInput): Record<string, SourceSpecification> {
  const geojson = (data: FeatureCollection): SourceSpecification => ({ type: 'geojson', data });
  const all: Record<string, SourceSpecification> = {
    neighbours: geojson(input.neighbours),
    'neighbour-names': geojson(input.neighbourNames),
    places: geojson(input.places),
    observations: geojson(input.observations),
    marks: geojson(input.marks ?? { type: 'FeatureCollection', features: [] }),
    // Moved by the map itself: a pick must not restyle anything.
    spot: geojson({ type: 'FeatureCollection', features: [] }),
  };
  if (input.changes) all[CHANGES] = changeSource(input.changes);
  const { tiles } = input;
  if (tiles) {
    for (const part of PARTS) {
      all[SOURCES[part]] = {
        type: 'vector',
        tiles: tiles.tiles.map((url) => partUrl(part, url, input.scheme)),
        minzoom: tiles.minzoom ?? 0,
        maxzoom: tiles.maxzoom ?? 14,
        ...(tiles.bounds ? { bounds: tiles.bounds } : {}),
      };
    }
  }
  return all;
}

function ofSeries(layer: LayerSpecification): boolean {
  return 'source' in layer && Object.values(SOURCES).includes(String(layer.source));
}

/** A layer named `zones.fill` belongs to the switch `zones`. */
function shown(layer: LayerSpecification, hidden: readonly string[]): LayerSpecification {
  const name = layer.id.split('.')[0] ?? '';
  if (!hidden.includes(name)) return layer;
  return { ...layer, layout: { ...layer.layout, visibility: 'none' } } as LayerSpecification;
}

/** A value by controller, from the one table. */
export function byController(
  values: Iterable<readonly [string, string]>,
  fallback: string,
  property = 'controller',
): ExpressionSpecification | string {
  const pairs = [...values].flat();
  if (pairs.length === 0) return fallback;
  return ['match', ['get', property], ...pairs, fallback] as unknown as ExpressionSpecification;
}
