// A small series for the tests of this folder: two days of change, the second with two changes.
import type { Change, Controller, Timeline } from '../api/wire';
import type { Ground } from './headline';

export const CONTROLLERS: Controller[] = [
  { id: 'israeli-held', label: { en: 'Israeli-held' }, contested: false, unassigned: false },
  { id: 'hamas-held', label: { en: 'Hamas-held' }, contested: false, unassigned: false },
  { id: 'contested', label: { en: 'Contested' }, contested: true, unassigned: false },
];

export const GROUND: Ground = {
  controllers: CONTROLLERS,
  sides: [{ id: 'green', label: { en: 'Green zone' }, controllers: ['israeli-held'] }],
  bbox: [34.2, 31.2, 34.6, 31.6],
};

function change(from: string, to: string | undefined, shares: number[]): Change {
  return {
    from,
    ...(to ? { to } : {}),
    schematic: true,
    verdict: { word: 'two-zone', headline: 'Two zones', since: '2025-10-10T09:00:00Z' },
    controllers: shares.map((share, i) => ({
      id: CONTROLLERS[i]?.id ?? '',
      share,
      area_km2: share * 365,
      parts: 1,
    })),
    updates: [],
  };
}

export const TIMELINE: Timeline = {
  enclave: 'gaza',
  series: 'reported',
  revision: 1,
  settings_version: 1,
  rule: 'v1',
  changes: [
    change('2025-10-10T09:00:00Z', '2026-04-29T06:00:00Z', [0.53, 0.47]),
    change('2026-04-29T06:00:00Z', '2026-04-29T12:00:00Z', [0.53, 0.4, 0.07]),
    change('2026-04-29T12:00:00Z', undefined, [0.53, 0.36, 0.11]),
  ],
  updates: [],
};
