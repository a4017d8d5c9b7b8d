// Filters by date, and what of the style changes without a new style. Zones are not filtered: their tiles are of one date.
import type { ExpressionSpecification } from 'maplibre-gl';

/** Names in the style's global state. */
export const STATE = {
  /** Unix seconds: the latest moment at which an observation begins or ends. They have dates of their own. */
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
