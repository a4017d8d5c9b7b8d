// What an answer has to show on the map: necks as lines with their width, corridors as ground, parts with their numbers.
import type { Feature, FeatureCollection, Point } from 'geojson';

import type { Corridor, Neck, Split } from '../api/answer';
import type { Format } from '../core/format';
import { widthText } from '../core/measures';
import { type NumberedPart, corridorsOf, partsOf } from '../core/parts';
import { EMPTY } from './ground';

/** Parts of a holder beyond these are listed, not drawn. */
const DRAWN = 30;

/** Each feature has a `mark`: neck, width, corridor, corridor-line or part. */
export function marksOf(split: Split | undefined, format: Format): FeatureCollection {
  if (!split) return EMPTY;
  const holders = partsOf(split);
  const features = [
    ...corridorsOf(split).flatMap(({ corridor }) => corridorMarks(corridor, format)),
    ...holders.flatMap(({ neck }) => (neck ? neckMarks(neck, format) : [])),
    // One part needs no number.
    ...holders
      .filter(({ parts }) => parts.length > 1)
      .flatMap(({ parts }) => parts.slice(0, DRAWN).flatMap((part) => partMarks(part, format))),
  ];
  return features.length > 0 ? { type: 'FeatureCollection', features } : EMPTY;
}

function neckMarks({ line, lon, lat, width_m: width }: Neck, format: Format): Feature[] {
  if (!line) return [];
  return [
    {
      type: 'Feature',
      geometry: { type: 'LineString', coordinates: line },
      properties: { mark: 'neck' },
    },
    ...line.map((end) => point(end[0], end[1], { mark: 'bank' })),
    point(lon, lat, { mark: 'width', text: plain(widthText(width, format)) }),
  ];
}

function corridorMarks({ geometry, line, width_m: width }: Corridor, format: Format): Feature[] {
  const marks: Feature[] = [];
  if (geometry) marks.push({ type: 'Feature', geometry, properties: { mark: 'corridor' } });
  const [a, b] = [line?.[0], line?.at(-1)];
  if (line && a && b) {
    marks.push(
      {
        type: 'Feature',
        geometry: { type: 'LineString', coordinates: line },
        properties: { mark: 'neck' },
      },
      point((a[0] + b[0]) / 2, (a[1] + b[1]) / 2, {
        mark: 'width',
        text: plain(widthText(width, format)),
      }),
    );
  }
  return marks;
}

function partMarks({ holder, number, part }: NumberedPart, format: Format): Feature[] {
  if (part.lon === undefined || part.lat === undefined) return [];
  const properties = { mark: 'part', controller: holder, number, text: format.number(number) };
  return [point(part.lon, part.lat, properties)];
}

function point(lon: number, lat: number, properties: Record<string, unknown>): Feature<Point> {
  return { type: 'Feature', geometry: { type: 'Point', coordinates: [lon, lat] }, properties };
}

/** The map shapes mixed text by itself; the marks that isolate directions have no glyphs. */
function plain(text: string): string {
  return text.replace(/[\u2066-\u2069]/g, '');
}
