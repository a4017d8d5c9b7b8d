// What the API says of change: from one date to another, and from each date of change to the next. Shares are 0 to 1.
import type { FeatureCollection, MultiLineString, MultiPolygon, Polygon } from 'geojson';

import type { BoundaryRef, Update } from './wire';

/** What became of a part (Robertson et al. 2007). */
export type EventWord =
  | 'stable'
  | 'expansion'
  | 'contraction'
  | 'generation'
  | 'disappearance'
  | 'union'
  | 'division'
  | 'both';

export interface PartEvent {
  holder: string;
  event: EventWord;
  /** Numbers of the parts before and after, as the answer of each date counts them. */
  from_parts?: number[] | null;
  to_parts?: number[] | null;
  area_km2?: number;
  lon?: number;
  lat?: number;
}

/** Ground that changed hands, summed from change to change. */
export interface Turnover {
  share: number;
  area_km2?: number;
  per_30_days_share?: number;
}

export interface Transfer {
  from: string;
  to: string;
  area_km2?: number;
  share: number;
}

export interface HolderChange {
  id: string;
  from_area_km2?: number;
  to_area_km2?: number;
  from_share: number;
  to_share: number;
  /** In percentage points, of unrounded shares. */
  net_points: number;
  gained_km2?: number;
  lost_km2?: number;
}

export interface Displacement {
  a: string;
  b: string;
  /** One of the two is contested or unassigned ground. */
  contested?: boolean;
  length_km?: number;
  median_m?: number;
  p95_m?: number;
  hausdorff_m?: number;
  net_advance_m?: number;
  advancing?: string;
}

export interface Side {
  enclave?: string;
  series: string;
  datetime: string;
  as_of?: string;
  revision?: number;
  zones_since?: string;
}

export interface ChangedGround {
  from: string;
  to: string;
  area_km2?: number;
}

export interface MovedLine {
  moved: true;
  a: string;
  b: string;
}

export type ChangeGeometry = FeatureCollection<
  Polygon | MultiPolygon | MultiLineString,
  ChangedGround | MovedLine
>;

interface Tables {
  /** Every pair with ground, kept ground too. */
  transfers?: Transfer[] | null;
  /** End to end. */
  changed_share?: number;
  events?: PartEvent[] | null;
  displacement?: Displacement[] | null;
}

export interface Changes extends Tables {
  from: Side;
  to: Side;
  boundary?: BoundaryRef;
  settings_version?: number;
  schematic?: boolean;
  not_given?: string[] | null;
  not_given_reason?: string;
  days?: number;
  controllers?: HolderChange[] | null;
  by_side?: Tables & { sides?: HolderChange[] | null };
  geometry?: ChangeGeometry | null;
  /** Those that made the difference. */
  updates?: Update[] | null;
  /** Along the path of changes between the two dates. */
  turnover?: Turnover;
  /** The turnover is being measured: ask again. */
  pending?: boolean;
}
