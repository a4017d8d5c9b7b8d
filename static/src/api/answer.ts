// What `split`, `spread` and `areas` answer, word for word. What is not known is absent, never 0.
import type { MultiPolygon } from 'geojson';

import type { BoundaryRef, Condition, Cut, Measures, Precision, Source, Text } from './wire';

export type Position = [number, number];

export interface Part {
  area_km2: number;
  lon?: number;
  lat?: number;
}

/** The narrowest place of a main part; the line runs across it from bank to bank. */
export interface Neck {
  width_m: number;
  lon: number;
  lat: number;
  line?: [Position, Position];
  smaller_share?: number;
}

/** The others' ground between two parts of a side. */
export interface Corridor {
  width_m: number;
  line?: Position[];
  holders?: { id: string; area_km2: number }[] | null;
  geometry?: MultiPolygon | null;
}

export interface CutGround extends Cut {
  corridors?: Corridor[] | null;
}

/** The ground of one holder. */
export interface Holding {
  id: string;
  side?: string;
  area_km2?: number;
  share: number;
  percent: number;
  share_error?: number;
  part_count: number;
  parts?: Part[] | null;
  largest_part_share?: number;
  fragmentation?: number;
  neck?: Neck;
  enclosure?: number;
  polsby_popper?: number;
  polsby_popper_vertices?: number;
}

export interface Frontline {
  a: string;
  b: string;
  direct_km?: number;
  through_contested_km?: number;
}

export interface Verdict {
  word: string;
  headline: string;
  since?: string;
  conditions?: Condition[] | null;
  cuts?: CutGround[] | null;
}

/** A figure that tells of splitting or rejoining, as it was at the beginning of the period and as it is. */
export interface Sign {
  kind: 'main_part' | 'neck_m' | 'parts' | string;
  holder?: string;
  from: number;
  to: number;
}

export interface Trend {
  word: string;
  headline?: string;
  /** The beginning of the period that the word speaks of. */
  since?: string;
  /** Whole days from then. */
  days?: number;
  last_observed?: string;
  last_update?: string;
  /** Who gained most ground in the period of the word moving, and how much of the enclave. */
  gains?: string;
  gained_share?: number;
  signs?: Sign[] | null;
  conditions?: Condition[] | null;
  by_side?: Trend;
}

/** One phase of a plan against what is held, for a controller with ground in both. */
export interface Phase {
  phase: string;
  word: string;
  stalled?: boolean;
  announced_at?: string;
  announced_precision?: Precision;
  days?: number;
  controller?: string;
  to_hand_over_share?: number;
  to_hand_over_km2?: number;
  done_share?: number;
  reverse_share?: number;
  reverse_km2?: number;
}

export interface Plan {
  series?: string;
  headline?: string;
  phases?: Phase[] | null;
}

export interface Force {
  controller?: string;
  headline?: string;
  planned?: { title: Text; lon?: number; lat?: number; valid_from?: string }[] | null;
  held?:
    | {
        controller: string;
        area_km2?: number;
        share?: number;
        areas?: { name: Text; share: number }[] | null;
      }[]
    | null;
}

export interface BySide {
  verdict: Verdict;
  measures?: Measures;
  sides?: (Holding & { controllers: string[] })[] | null;
  frontlines?: Frontline[] | null;
}

export interface Split {
  datetime: string;
  /** The instant from which the zones are as they are. */
  zones_since?: string;
  from?: string;
  to?: string;
  revision?: number;
  rule: string;
  settings_version: number;
  metric_crs?: string;
  schematic?: boolean;
  percent_decimals?: number;
  boundary?: BoundaryRef;
  verdict: Verdict;
  measures?: Measures;
  controllers?: Holding[] | null;
  frontlines?: Frontline[] | null;
  by_side?: BySide;
  trend?: Trend;
  plan?: Plan;
  force?: Force;
  not_given?: string[] | null;
  not_given_reason?: string;
  /** What the dates before tell is not known yet: ask again. */
  pending?: boolean;
}

/** One account of the same instant: a series, or a figure as it was published. */
export interface Account {
  kind: 'series' | 'figure';
  series?: string;
  series_kind?: string;
  title?: Text;
  zones_since?: string;
  word?: string;
  headline?: string;
  controllers?: AccountShare[] | null;
  id?: number;
  /** What the share of a figure is of, in the words of who published it. */
  figure_kind?: string;
  controller?: string;
  share?: number;
  at?: string;
  precision?: Precision;
  source?: Source;
  note?: Text;
}

export interface AccountShare {
  id: string;
  share: number;
  percent?: number;
  share_error?: number;
}

/** The same answer with one parameter changed. */
export interface Sensitivity {
  parameter: string;
  value: number | string;
  word: string;
  controllers?: AccountShare[] | null;
  changes_word?: boolean;
}

export interface SpreadAnswer {
  word?: string;
  accounts?: Account[] | null;
  /** What plans say: no accounts of what is held. */
  planned?: Account[] | null;
  sensitivity?: Sensitivity[] | null;
  word_changes?: boolean;
  ranges?: { controller: string; least_share: number; most_share: number }[] | null;
  headline?: string;
}

/** A number of an area, split by share of the ground. */
export interface AreaColumn {
  name: string;
  unit?: string;
  value?: number;
  date?: string;
  source?: Source;
  assumption?: string;
  /** Absent on schematic shapes. */
  controllers?: { id: string; value: number }[] | null;
}

export interface AreaRow {
  id: string | number;
  code?: string;
  name: Text;
  area_km2?: number;
  percent_decimals?: number;
  /** Of the area, outside the enclave. */
  outside_share?: number;
  outside_percent?: number;
  controllers?: AccountShare[] | null;
  columns?: AreaColumn[] | null;
}

/** Points counted and summed by the controller of their ground. */
export interface PointCount {
  controller?: string;
  count: number;
  /** How many of them lie within the accuracy of a front. */
  uncertain?: number;
  columns?: { name: string; sum: number; missing?: number }[] | null;
}

export interface AreasAnswer {
  sets?: { id: string; kind: string; source?: Source }[] | null;
  /** The set of areas that is answered about. */
  set?: string;
  areas?: AreaRow[] | null;
  points?: PointCount[] | null;
  /** On nobody's ground. */
  points_outside?: PointCount;
}
