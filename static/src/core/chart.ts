// Geometry of the chart over all time: stacked shares as steps, and marks on the same scale. No DOM here.
import { scaleTime } from 'd3-scale';
import { area, curveStepAfter } from 'd3-shape';

import type { Seconds } from './time';
import type { Range, State } from './timeline';

export interface Band {
  readonly controller: string;
  readonly path: string;
}

export interface Tick {
  readonly x: number;
  readonly at: Seconds;
}

export interface Scale {
  x(at: Seconds): number;
  at(x: number): Seconds;
  ticks(count: number): Tick[];
}

/** Time runs from left to right in every language. */
export function timeScale(range: Range, width: number): Scale {
  const scale = scaleTime()
    .domain([range.first * 1000, range.last * 1000])
    .range([0, width]);
  return {
    x: (at) => scale(at * 1000),
    at: (x) => Math.round(Number(scale.invert(Math.min(Math.max(x, 0), width))) / 1000),
    ticks: (count) =>
      scale.ticks(count).map((date) => ({ x: scale(date), at: Number(date) / 1000 })),
  };
}

interface Point {
  x: number;
  low: number;
  high: number;
}

/** One closed path per controller, stacked upwards in the given order; time without a state stays empty. */
export function bandsOf(
  states: readonly State[],
  order: readonly string[],
  scale: Scale,
  height: number,
  end: Seconds,
): Band[] {
  const draw = area<Point>()
    .x((p) => p.x)
    .y0((p) => height - p.low * height)
    .y1((p) => height - p.high * height)
    .curve(curveStepAfter);
  const runs = runsOf(states);
  return order.map((controller, i) => {
    const below = order.slice(0, i);
    const path = runs
      .map((run) => draw(pointsOf(run, controller, below, scale, end)) ?? '')
      .join('');
    return { controller, path };
  });
}

/** States that follow one another without a pause. */
function runsOf(states: readonly State[]): State[][] {
  const runs: State[][] = [];
  let previous: State | undefined;
  for (const state of states) {
    if (previous && previous.to === state.from) runs.at(-1)?.push(state);
    else runs.push([state]);
    previous = state;
  }
  return runs;
}

function pointsOf(
  run: readonly State[],
  controller: string,
  below: readonly string[],
  scale: Scale,
  end: Seconds,
): Point[] {
  const points = run.map((state) => {
    const share = (id: string) => state.controllers.find((c) => c.id === id)?.share ?? 0;
    const low = below.reduce((sum, id) => sum + share(id), 0);
    return { x: scale.x(state.from), low, high: low + share(controller) };
  });
  const last = points.at(-1);
  const to = Math.min(run.at(-1)?.to ?? end, end);
  if (last) points.push({ ...last, x: scale.x(to) });
  return points;
}

/** Marks closer than this many pixels are drawn as one, so that a thousand dates stay a line of ticks. */
export function thin(xs: readonly number[], gap: number): number[] {
  const kept: number[] = [];
  for (const x of xs) {
    if (kept.length === 0 || x - (kept.at(-1) as number) >= gap) kept.push(x);
  }
  return kept;
}
