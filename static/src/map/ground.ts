// Data brought into the form in which the style draws it: flat properties in one language, times as Unix seconds.
import type { Feature, FeatureCollection, MultiPolygon, Polygon, Position } from 'geojson';

import type { Observations, Places, Surroundings } from '../api/wire';
import type { Format } from '../core/format';
import { distanceToLine, insideRings } from '../core/plane';
import { parseInstant } from '../core/time';

export const EMPTY: FeatureCollection = { type: 'FeatureCollection', features: [] };

export function placesFor(places: Places | undefined, format: Format): FeatureCollection {
  return collect(
    (places?.features ?? []).map(({ geometry, properties }) => ({
      type: 'Feature',
      geometry,
      properties: { name: format.text(properties.name), rank: properties.rank ?? 3 },
    })),
  );
}

export function observationsFor(
  observations: Observations | undefined,
  format: Format,
): FeatureCollection {
  return collect(
    (observations?.features ?? []).map(({ geometry, properties }) => {
      const from = parseInstant(properties.from);
      const to = parseInstant(properties.to);
      return {
        type: 'Feature',
        geometry,
        properties: {
          id: String(properties.id),
          title: format.text(properties.title) || properties.kind,
          ...(from === undefined ? {} : { from }),
          ...(to === undefined ? {} : { to }),
        },
      };
    }),
  );
}

/** The moments at which what is shown of a collection changes, in order. */
export function momentsOf({ features }: FeatureCollection): number[] {
  const moments = features.flatMap(({ properties }) => [properties?.['from'], properties?.['to']]);
  return [...new Set(moments.filter((t) => typeof t === 'number'))].sort((a, b) => a - b);
}

/** A point for each neighbour's name: the roomiest of a grid over the part of its land near the enclave. */
export function neighbourNames(
  surroundings: Surroundings | undefined,
  bbox: readonly [number, number, number, number],
  format: Format,
): FeatureCollection {
  const features: Feature[] = [];
  for (const { geometry, properties } of surroundings?.features ?? []) {
    const name = format.text(properties.name);
    if (!name || (geometry.type !== 'Polygon' && geometry.type !== 'MultiPolygon')) continue;
    const at = roomiest(geometry, bbox);
    if (at) {
      features.push({
        type: 'Feature',
        geometry: { type: 'Point', coordinates: at },
        properties: { name },
      });
    }
  }
  return collect(features);
}

function collect(features: Feature[]): FeatureCollection {
  return { type: 'FeatureCollection', features };
}

const GRID = 32;

function roomiest(
  geometry: Polygon | MultiPolygon,
  [west, south, east, north]: readonly [number, number, number, number],
): Position | undefined {
  const polygons = geometry.type === 'Polygon' ? [geometry.coordinates] : geometry.coordinates;
  const rings = polygons.flat();
  const margin = Math.max(east - west, north - south) * 0.15;
  const box = [west - margin, south, east + margin, north] as const;
  const middle = (south + north) / 2;
  let best: Position | undefined;
  let score = -Infinity;
  for (let i = 1; i < GRID; i++) {
    for (let j = 1; j < GRID; j++) {
      const x = box[0] + ((box[2] - box[0]) * i) / GRID;
      const y = box[1] + ((box[3] - box[1]) * j) / GRID;
      if (!insideRings(rings, x, y)) continue;
      const edge = Math.min(x - box[0], box[2] - x);
      const room = Math.min(edge, ...rings.map((ring) => distanceToLine(ring, x, y)));
      // Near the middle of the view rather than in a corner that something covers.
      const worth = room - 0.25 * Math.abs(y - middle);
      if (worth > score) {
        score = worth;
        best = [x, y];
      }
    }
  }
  return best;
}
