// The API's answers, word for word. Times are RFC 3339 in UTC; what is absent is unknown or open; shares are 0 to 1.
import type { FeatureCollection, Geometry, Point } from 'geojson';

import type { PartEvent, Turnover } from './changes';

export type Text = Partial<Record<'en' | 'he' | 'ar', string>>;

export type AssessmentWord = 'confirmed' | 'assessed' | 'reported' | 'claimed';
export type SeriesKind = 'assessed' | 'reported' | 'claimed' | 'planned';
export type GeometryQuality = 'surveyed' | 'traced' | 'schematic';
export type Precision = 'instant' | 'day' | 'week' | 'month';

export interface Source {
  title: string;
  publisher?: string;
  affiliation?: string;
  url?: string;
  archive_url?: string;
  grade?: string;
  observed_at?: string;
  published_at?: string;
  retrieved_at?: string;
  licence?: string;
  language?: string;
}

export interface BoundaryRef {
  id: string;
  version: number;
  area_km2: number;
  source?: Source;
}

export interface Controller {
  id: string;
  label: Text;
  definition?: Text;
  contested: boolean;
  unassigned: boolean;
  /** An international force. */
  force?: boolean;
}

export interface Series {
  id: string;
  title: Text;
  kind: SeriesKind;
  description?: Text;
  revision: number;
  first?: string;
  last?: string;
  tiles: string;
}

export interface Milestone {
  id: number;
  title: Text;
  at: string;
  precision: Precision;
  phase?: string;
  note?: Text;
  source?: Source;
}

export interface Figure {
  id: number;
  kind: string;
  share?: number;
  area_km2?: number;
  at: string;
  precision?: Precision;
  controller?: string;
  source?: Source;
  note?: Text;
}

export interface Enclave {
  id: string;
  name: Text;
  time_zone: string;
  bbox: [number, number, number, number];
  boundary?: BoundaryRef;
  boundaries?: BoundaryRef[];
  controllers: Controller[];
  sides?: { id: string; label: Text; controllers: string[] }[];
  settings_version: number;
  default_series?: string;
  default_series_reason?: Text;
  series: Series[];
  milestones?: Milestone[];
  figures?: Figure[];
}

export interface Measures {
  splitting_index?: number;
  division?: number;
  effective_mesh_km2?: number;
  effective_holders?: number;
  contested_share?: number;
}

export interface ControllerShare {
  id: string;
  /** Absent on schematic shapes. */
  area_km2?: number;
  share: number;
  /** The share in per cent as the server rounded it, so that the shares of one answer add to 100. */
  percent?: number;
  /** Number of counted parts. */
  parts?: number;
  /** What the accuracy leaves open of the share, in points, rounded up to the digits of the per cent. */
  percent_error?: number;
  /** Absent where the main part does not part in two. */
  neck_width_m?: number;
}

/** Ground of one side that falls into parts; a place lies midway between neighbouring parts. */
export interface Cut {
  side: string;
  parts: number;
  places?: { lon: number; lat: number }[] | null;
}

export interface Change {
  from: string;
  to?: string;
  schematic: boolean;
  percent_decimals?: number;
  verdict: { word: string; headline: string; since?: string; cuts?: Cut[] | null };
  measures?: Measures;
  controllers: ControllerShare[];
  updates: (number | string)[];
  /** Since the change before. */
  turnover?: Turnover;
  /** Of the step to it. */
  events?: PartEvent[] | null;
}

export interface Update {
  id: number | string;
  kind: 'paint' | 'replace' | 'affirm' | 'withdraw';
  valid_from: string;
  valid_to?: string;
  valid_from_precision?: Precision;
  assessment?: AssessmentWord;
  accuracy_m?: number;
  geometry_quality?: GeometryQuality;
  note?: Text | string;
  sources?: Source[];
  recorded_from?: string;
}

export interface Timeline {
  enclave: string;
  series: string;
  revision: number;
  settings_version: number;
  rule: string;
  boundary?: BoundaryRef;
  first?: string;
  last_update?: string;
  last_observed?: string;
  as_of?: string;
  /** When an update or an affirmation was observed. */
  observed?: string[] | null;
  /** Dates measured so far, of how many, while the server still measures. */
  measured?: number;
  of?: number;
  /** After this many days without an observation nothing is known of movement. */
  gap_days?: number;
  changes: Change[];
  updates: Update[];
}

export interface Condition {
  /** The word of the verdict that this is a condition of. */
  word?: string;
  name: string;
  comparison?: 'at least' | 'below' | 'exactly' | string;
  /** Absent where there is nothing to measure: the condition then fails. */
  value?: number;
  threshold: number;
  pass: boolean;
}

export interface HistoryEntry {
  from: string;
  to?: string;
  controller: string;
  assessment?: AssessmentWord;
  accuracy_m?: number;
  geometry_quality?: GeometryQuality;
  basis?: 'stated' | 'remainder';
  zone?: number;
  update?: Update;
  affirmed?: string;
}

export interface TileJson {
  tiles: string[];
  minzoom?: number;
  maxzoom?: number;
  bounds?: [number, number, number, number];
  attribution?: string;
  revision?: number;
}

export interface PlaceProperties {
  id: string | number;
  name: Text;
  rank?: number;
  /** Whom the place is from. */
  source?: string;
}

export interface ObservationProperties {
  id: string | number;
  kind: string;
  title?: Text | string;
  from?: string;
  to?: string;
  assessment?: AssessmentWord;
  accuracy_m?: number;
  geometry_quality?: GeometryQuality;
  source?: Source;
  note?: Text | string;
}

export interface ZoneProperties {
  controller: string;
  assessment?: AssessmentWord;
  basis?: 'stated' | 'remainder';
  valid_from?: string;
  valid_to?: string;
  area_km2: number;
}

export type Places = FeatureCollection<Point, PlaceProperties>;
export type Surroundings = FeatureCollection<
  Geometry,
  { name?: Text; kind?: string; source?: string }
>;
export type Observations = FeatureCollection<Geometry, ObservationProperties>;
export type Zones = FeatureCollection<Geometry, ZoneProperties>;
