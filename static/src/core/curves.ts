// Measures through time as lines of steps, thinned to the pixels: a spike between two pixels stays a spike. No DOM here.
import { scaleLinear } from 'd3-scale';

import type { Seconds } from './time';
import type { State } from './timeline';

/** What a line can show beside the shares. */
export const CURVES = ['s', 'neck', 'turnover'] as const;
export type CurveKind = (typeof CURVES)[number];

export function isCurve(text: string | null | undefined): text is CurveKind {
  return CURVES.some((curve) => curve === text);
}

/** A value over [from, to); undefined is unknown and leaves a gap. */
export interface Stretch {
  readonly from: Seconds;
  readonly to: Seconds;
  readonly value: number | undefined;
}

export interface Curve {
  /** A controller for necks; absent for what is of the whole enclave. */
  readonly controller?: string;
  readonly stretches: readonly Stretch[];
}

/** The lines of a measure; those without any value are left out. */
export function curvesOf(kind: CurveKind, states: readonly State[]): Curve[] {
  if (kind === 's') return known([{ stretches: stretchesOf(states, (s) => s.splittingIndex) }]);
  if (kind === 'turnover') return known([{ stretches: turnoverOf(states) }]);
  const holders = new Set(states.flatMap((s) => s.controllers.map((c) => c.id)));
  return known(
    [...holders].map((controller) => ({
      controller,
      stretches: stretchesOf(states, (s) => neckOf(s, controller)),
    })),
  );
}

function known(curves: readonly Curve[]): Curve[] {
  return curves.filter(({ stretches }) => stretches.some(({ value }) => value !== undefined));
}

/** The neck of a holder in metres; undefined where the main part does not part in two, or it is not given. */
export function neckOf(state: State, controller: string): number | undefined {
  return state.controllers.find((c) => c.id === controller)?.neck_width_m;
}

function stretchesOf(
  states: readonly State[],
  valueOf: (state: State) => number | undefined,
): Stretch[] {
  return states.map((state) => ({ from: state.from, to: state.to, value: valueOf(state) }));
}

/** The turnover of a step is of the time before it: it stands from the change before to this one. */
function turnoverOf(states: readonly State[]): Stretch[] {
  return states.slice(1).map((state, i) => ({
    from: (states[i] as State).from,
    to: state.from,
    value: state.turnover?.per_30_days_share,
  }));
}

export interface ValueScale {
  y(value: number): number;
  readonly ticks: readonly { readonly y: number; readonly value: number }[];
}

/** S begins at one piece, lengths and shares at nothing. The top is a round number above all values. */
export function valueScale(
  kind: CurveKind,
  curves: readonly Curve[],
  height: number,
  count: number,
): ValueScale {
  const least = kind === 's' ? 1 : 0;
  let most = -Infinity;
  for (const { stretches } of curves) {
    for (const { value } of stretches) if (value !== undefined && value > most) most = value;
  }
  const top = most > least ? most : least + 1;
  const scale = scaleLinear().domain([least, top]).nice(count).range([height, 0]);
  return {
    y: (value) => scale(value),
    ticks: scale.ticks(count).map((value) => ({ value, y: scale(value) })),
  };
}

/** A path of horizontal and vertical strokes; within one pixel it reaches from the least value to the greatest. */
export function curvePath(
  stretches: readonly Stretch[],
  x: (at: Seconds) => number,
  y: (value: number) => number,
  end: Seconds,
): string {
  let path = '';
  let drawn: Seconds | undefined;
  for (let i = 0; i < stretches.length;) {
    const first = stretches[i] as Stretch;
    if (first.from >= end) break;
    if (first.value === undefined) {
      i++;
      continue;
    }
    const { values, to, next } = inOnePixel(stretches, i, x, end);
    if (drawn !== first.from) path += `M${round(x(first.from))} ${round(y(first.value))}`;
    path += `${strokes(values, y)}H${round(x(Math.min(to, end)))}`;
    drawn = to;
    i = next;
  }
  return path;
}

/** The values that follow one another without a gap and begin in the pixel of the first of them. */
function inOnePixel(
  stretches: readonly Stretch[],
  start: number,
  x: (at: Seconds) => number,
  end: Seconds,
): { values: number[]; to: Seconds; next: number } {
  const first = stretches[start] as Stretch;
  const pixel = Math.floor(x(first.from));
  const values: number[] = [];
  let { from: to } = first;
  let next = start;
  for (; next < stretches.length; next++) {
    const { from, to: until, value } = stretches[next] as Stretch;
    if (value === undefined || from !== to || from >= end || Math.floor(x(from)) !== pixel) break;
    values.push(value);
    to = until;
  }
  return { values, to, next };
}

function strokes(values: readonly number[], y: (value: number) => number): string {
  const [first] = values;
  const last = values.at(-1);
  if (first === undefined || last === undefined) return '';
  if (values.length === 1) return `V${round(y(first))}`;
  let least = first;
  let most = first;
  for (const value of values) {
    if (value < least) least = value;
    if (value > most) most = value;
  }
  return [first, least, most, last].map((value) => `V${round(y(value))}`).join('');
}

function round(value: number): number {
  return Math.round(value * 10) / 10;
}
