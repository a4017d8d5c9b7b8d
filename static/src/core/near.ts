// Which observations a spot lies on: inside an area, or within reach of a line or point.
import type { Geometry, Position } from 'geojson';

import type { ObservationProperties, Observations } from '../api/wire';
import { distanceToLine, insideRings } from './plane';
import type { Seconds } from './time';
import { parseInstant } from './time';
import type { Spot } from './url';

/** How far a line or a point reaches. */
const REACH_M = 400;
const M_PER_DEGREE = 111_320;

/** Properties of the observations at a spot that hold at t. */
export function observationsAt(
  observations: Observations,
  spot: Spot,
  t: Seconds,
): ObservationProperties[] {
  return observations.features
    .filter(({ properties }) => {
      const from = parseInstant(properties.from) ?? -Infinity;
      const to = parseInstant(properties.to) ?? Infinity;
      return from <= t && to > t;
    })
    .filter(({ geometry }) => touches(geometry, spot))
    .map(({ properties }) => properties);
}

function touches(geometry: Geometry | null, spot: Spot): boolean {
  switch (geometry?.type) {
    case 'Polygon':
      return insideRings(geometry.coordinates, spot.lon, spot.lat);
    case 'MultiPolygon':
      return geometry.coordinates.some((rings) => insideRings(rings, spot.lon, spot.lat));
    case 'Point':
      return metresTo([geometry.coordinates, geometry.coordinates], spot) <= REACH_M;
    case 'MultiPoint':
      return geometry.coordinates.some((p) => metresTo([p, p], spot) <= REACH_M);
    case 'LineString':
      return metresTo(geometry.coordinates, spot) <= REACH_M;
    case 'MultiLineString':
      return geometry.coordinates.some((line) => metresTo(line, spot) <= REACH_M);
    case 'GeometryCollection':
      return geometry.geometries.some((part) => touches(part, spot));
    default:
      return false;
  }
}

function metresTo(line: Position[], { lon, lat }: Spot): number {
  const kx = M_PER_DEGREE * Math.cos((lat * Math.PI) / 180);
  return distanceToLine(line, lon, lat, kx, M_PER_DEGREE);
}
