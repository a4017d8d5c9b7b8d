// Filters by date. The date lives in the style's global state, so one call moves every layer at once and no layer is rebuilt.
import type { ExpressionSpecification } from 'maplibre-gl';

/** Names in the style's global state. */
export const STATE = {
  /** Unix seconds at which the state in force began; before the first date a number below every interval. */
  zones: 'zonesAt',
  /** Unix seconds asked about: observations have dates of their own. */
  observations: 'observationsAt',
  /** The zone picked, −1 for none. */
  picked: 'picked',
} as const;

/** Nothing is valid at this instant. */
export const NEVER = -1e12;

/** Features valid at the instant in the global state: from ≤ t, and open or to > t. */
export function validAt(state: string): ExpressionSpecification {
  const t: ExpressionSpecification = ['global-state', state];
  return [
    'all',
    ['<=', ['coalesce', ['get', 'from'], NEVER], t],
    ['any', ['!', ['has', 'to']], ['>', ['get', 'to'], t]],
  ];
}

export function both(
  a: ExpressionSpecification,
  b: ExpressionSpecification,
): ExpressionSpecification {
  return ['all', a, b];
}

/** The same rule as validAt, for tests and for lists beside the map. */
export function isValidAt(from: number | undefined, to: number | undefined, t: number): boolean {
  return (from ?? NEVER) <= t && (to === undefined || to > t);
}
