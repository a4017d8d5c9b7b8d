// The layers of the style from bottom to top, each group named for its switch.
import type { ExpressionSpecification, LayerSpecification } from 'maplibre-gl';

import { type Look, lookOf } from '../core/legend';
import { STATE, both, validAt } from './filters';
import { FONT } from './fonts';
import { SOURCES } from './names';
import type { Palette } from './palette';
import { type StyleInput, byController } from './style';

const SERIES = { source: SOURCES.ground } as const;

export function baseLayers(palette: Palette, sea: boolean): LayerSpecification[] {
  return [
    {
      id: 'sea',
      type: 'background',
      paint: { 'background-color': sea ? palette.sea : palette.land },
    },
    {
      id: 'land',
      type: 'fill',
      source: 'neighbours',
      paint: { 'fill-color': palette.land },
    },
    {
      id: 'land.line',
      type: 'line',
      source: 'neighbours',
      paint: { 'line-color': palette.neighbourLine, 'line-width': 0.75 },
    },
    {
      id: 'ground',
      type: 'fill',
      ...SERIES,
      'source-layer': 'enclave',
      paint: { 'fill-color': palette.ground },
    },
  ];
}

/** The name under which a controller's pattern image is registered. */
export function patternName(theme: string, controller: string): string {
  return `${theme}/${controller}`;
}

function hasPattern(look: Look): boolean {
  return look.pattern !== 'plain' && look.pattern !== 'none';
}

export function zoneLayers(input: StyleInput, palette: Palette): LayerSpecification[] {
  const { legend, theme } = input;
  const zones = { ...SERIES, 'source-layer': 'zones' } as const;
  const colours = [...legend].map(([id, look]) => [id, look[theme]] as const);
  const patterned = [...legend].filter(([, look]) => hasPattern(look)).map(([id]) => id);
  return [
    {
      id: 'zones.fill',
      type: 'fill',
      ...zones,
      paint: {
        'fill-color': byController(colours, lookOf(legend, '')[theme]),
        'fill-opacity': theme === 'light' ? 0.58 : 0.62,
        'fill-antialias': false,
      },
    },
    {
      id: 'zones.pattern',
      type: 'fill',
      ...zones,
      filter: ['in', ['get', 'controller'], ['literal', patterned]],
      paint: {
        'fill-pattern': byController(
          patterned.map((id) => [id, patternName(theme, id)] as const),
          patternName(theme, patterned[0] ?? ''),
        ),
        'fill-opacity': 0.62,
        'fill-antialias': false,
      },
    },
    {
      // Ground of one zone comes in pieces, whose outlines are no borders: the zone picked is tinted, not outlined.
      id: 'zones.picked',
      type: 'fill',
      ...zones,
      filter: ['==', ['get', 'id'], ['global-state', STATE.picked]],
      paint: { 'fill-color': palette.mark, 'fill-opacity': 0.18, 'fill-antialias': false },
    },
  ];
}

export function frontLayers(palette: Palette): LayerSpecification[] {
  const lines = { ...SERIES, 'source-layer': 'frontlines' } as const;
  const round = { 'line-join': 'round', 'line-cap': 'round' } as const;
  return [
    {
      id: 'boundary',
      type: 'line',
      ...SERIES,
      'source-layer': 'enclave',
      layout: round,
      paint: { 'line-color': palette.boundary, 'line-width': 1.5 },
    },
    {
      id: 'frontlines.casing',
      type: 'line',
      ...lines,
      layout: round,
      paint: { 'line-color': palette.casing, 'line-width': 5, 'line-opacity': 0.9 },
    },
    {
      id: 'frontlines.line',
      type: 'line',
      ...lines,
      layout: round,
      paint: { 'line-color': palette.front, 'line-width': 2.5 },
    },
  ];
}

const OBSERVATIONS = { source: 'observations' } as const;

function observed(kind: 'Point' | 'LineString' | 'Polygon'): ExpressionSpecification {
  return both(['==', ['geometry-type'], kind], validAt(STATE.observations));
}

function haloed(palette: Palette) {
  return {
    'text-halo-color': palette.halo,
    'text-halo-width': 1.6,
    'text-halo-blur': 0.4,
  };
}

export function observationLayers(palette: Palette): LayerSpecification[] {
  return [
    {
      id: 'observations.area',
      type: 'fill',
      ...OBSERVATIONS,
      filter: observed('Polygon'),
      paint: { 'fill-color': palette.mark, 'fill-opacity': 0.06 },
    },
    {
      id: 'observations.outline',
      type: 'line',
      ...OBSERVATIONS,
      filter: observed('Polygon'),
      paint: { 'line-color': palette.mark, 'line-width': 1.5, 'line-dasharray': [1.5, 2] },
    },
    {
      id: 'observations.line',
      type: 'line',
      ...OBSERVATIONS,
      filter: observed('LineString'),
      paint: { 'line-color': palette.mark, 'line-width': 1.75, 'line-dasharray': [1.5, 2] },
    },
  ];
}

export function labelLayers(input: StyleInput, palette: Palette): LayerSpecification[] {
  const halo = haloed(palette);
  const font = { 'text-font': [FONT] };
  return [
    {
      id: 'neighbours.name',
      type: 'symbol',
      source: 'neighbour-names',
      layout: {
        ...font,
        'text-field': ['get', 'name'],
        'text-size': 13,
        'text-letter-spacing': 0.12,
        'text-max-width': 9,
      },
      paint: { 'text-color': palette.faint },
    },
    {
      id: 'labels.name',
      type: 'symbol',
      source: SOURCES.labels,
      'source-layer': 'labels',
      minzoom: 9,
      filter: ['>=', ['get', 'area_km2'], 4],
      layout: {
        ...font,
        'text-field': byController(input.names, ''),
        'text-size': 12,
        'text-letter-spacing': 0.06,
        'text-max-width': 7,
        'text-padding': 6,
      },
      paint: { 'text-color': palette.text, 'text-opacity': 0.85, ...halo },
    },
    {
      id: 'places.name',
      type: 'symbol',
      source: 'places',
      layout: {
        ...font,
        'text-field': ['get', 'name'],
        'text-size': ['step', ['get', 'rank'], 14, 2, 12.5, 3, 11.5],
        'symbol-sort-key': ['get', 'rank'],
        'text-max-width': 8,
        'text-padding': 3,
        'text-variable-anchor-offset': ['center', [0, 0], 'bottom', [0, -0.95], 'top', [0, 0.95]],
      },
      paint: { 'text-color': palette.text, ...halo },
    },
  ];
}

/** The name under which the mark of an observation is registered. */
export function markName(theme: string): string {
  return `${theme}/observation`;
}

/** Observations that are points stand over the place names, which make way for them. */
export function observationMarks(theme: string, palette: Palette): LayerSpecification[] {
  return [
    {
      id: 'observations.point',
      type: 'symbol',
      ...OBSERVATIONS,
      filter: validAt(STATE.observations),
      layout: {
        'icon-image': ['case', ['==', ['geometry-type'], 'Point'], markName(theme), ''],
        'icon-allow-overlap': true,
        'icon-padding': 0,
        'text-font': [FONT],
        'text-field': ['step', ['zoom'], '', 10, ['get', 'title']],
        'text-size': 11,
        'text-max-width': 9,
        'text-optional': true,
        'text-offset': [0, 0.8],
        'text-anchor': 'top',
      },
      paint: { 'text-color': palette.text, ...haloed(palette) },
    },
  ];
}

/** The name under which the disc of a part number is registered. */
export function discName(theme: string, controller: string): string {
  return `${theme}/part/${controller}`;
}

/** The name of the hatch of corridors. */
export function corridorName(theme: string): string {
  return `${theme}/corridor`;
}

const MARKS = { source: 'marks' } as const;

function marked(mark: string): ExpressionSpecification {
  return ['==', ['get', 'mark'], mark];
}

/** Corridors as outlined hatch and necks as lines from bank to bank: over the ground, under the names. */
export function neckLayers(theme: string, palette: Palette): LayerSpecification[] {
  return [
    {
      id: 'necks.corridor',
      type: 'fill',
      ...MARKS,
      filter: marked('corridor'),
      paint: { 'fill-pattern': corridorName(theme), 'fill-antialias': false },
    },
    {
      id: 'necks.outline',
      type: 'line',
      ...MARKS,
      filter: marked('corridor'),
      layout: { 'line-join': 'round' },
      paint: { 'line-color': palette.mark, 'line-width': 1.5 },
    },
    {
      id: 'necks.casing',
      type: 'line',
      ...MARKS,
      filter: marked('neck'),
      layout: { 'line-cap': 'round' },
      paint: { 'line-color': palette.ground, 'line-width': 5 },
    },
    {
      id: 'necks.line',
      type: 'line',
      ...MARKS,
      filter: marked('neck'),
      paint: { 'line-color': palette.mark, 'line-width': 2, 'line-dasharray': [1.5, 1] },
    },
    {
      id: 'necks.bank',
      type: 'circle',
      ...MARKS,
      filter: marked('bank'),
      paint: {
        'circle-radius': 3,
        'circle-color': palette.mark,
        'circle-stroke-color': palette.ground,
        'circle-stroke-width': 1.5,
      },
    },
  ];
}

/** Widths and part numbers stand over all names, which make way for them. */
export function markLabels(input: StyleInput, palette: Palette): LayerSpecification[] {
  const { theme, legend } = input;
  const discs = [...legend.keys()].map((id) => [id, discName(theme, id)] as const);
  return [
    {
      id: 'parts.number',
      type: 'symbol',
      ...MARKS,
      filter: marked('part'),
      layout: {
        'icon-image': byController(discs, discs[0]?.[1] ?? ''),
        'text-font': [FONT],
        'text-field': ['get', 'text'],
        'text-size': 12,
        'symbol-sort-key': ['get', 'number'],
        'icon-padding': 1,
      },
      paint: { 'text-color': palette.mark },
    },
    {
      id: 'necks.width',
      type: 'symbol',
      ...MARKS,
      filter: marked('width'),
      layout: {
        'text-font': [FONT],
        'text-field': ['get', 'text'],
        'text-size': 13,
        'text-variable-anchor-offset': [
          ...['top', [0, 0.6], 'bottom', [0, -0.6], 'left', [0.8, 0], 'right', [-0.8, 0]],
        ] as never,
        'text-padding': 2,
      },
      paint: { 'text-color': palette.mark, ...haloed(palette), 'text-halo-width': 2 },
    },
  ];
}

export function spotLayers(palette: Palette): LayerSpecification[] {
  return [
    {
      id: 'spot',
      type: 'circle',
      source: 'spot',
      paint: {
        'circle-radius': 4.5,
        'circle-color': palette.casing,
        'circle-stroke-color': palette.front,
        'circle-stroke-width': 3,
      },
    },
  ];
}
