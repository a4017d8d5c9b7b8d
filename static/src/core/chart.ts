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
  const span = Math.max(1, range.last - range.first);
  return {
    // Asked ten thousand times: the same as the scale's own, without its dates.
    x: (at) => ((at - range.first) / span) * width,
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

/** Shares from x on, in the order of stacking. */
interface ShareStep {
  readonly x: number;
  readonly shares: readonly number[];
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
    .curve(curveStepAfter)
    .digits(1);
  const runs = runsOf(states).map((run) => shareSteps(run, order, scale, end));
  return order.map((controller, i) => ({
    controller,
    path: runs.map((steps) => draw(steps.map((step) => pointOf(step, i))) ?? '').join(''),
  }));
}

/** States that follow one another without a pause. */
export function runsOf(states: readonly State[]): State[][] {
  const runs: State[][] = [];
  let previous: State | undefined;
  for (const state of states) {
    if (previous && previous.to === state.from) runs.at(-1)?.push(state);
    else runs.push([state]);
    previous = state;
  }
  return runs;
}

/** What several states have of one pixel. */
interface Pixel {
  readonly x: number;
  readonly edge: number;
  readonly sums: number[];
  width: number;
}

/** States too short for a pixel of their own are drawn as one step, with their mean by the time each has of the pixel. */
function shareSteps(
  run: readonly State[],
  order: readonly string[],
  scale: Scale,
  end: Seconds,
): ShareStep[] {
  const steps: ShareStep[] = [];
  let pixel: Pixel | undefined;
  let to = 0;
  let shares: readonly number[] = [];
  for (const state of run) {
    let x = scale.x(state.from);
    to = scale.x(Math.min(state.to, end));
    shares = sharesOf(state, order);
    if (pixel) {
      add(pixel, shares, Math.min(to, pixel.edge) - x);
      if (to < pixel.edge) continue;
      steps.push(meanOf(pixel));
      x = pixel.edge;
      pixel = undefined;
    }
    const edge = Math.floor(x + EDGE) + 1;
    if (to >= edge) {
      steps.push({ x, shares });
    } else if (to > x) {
      pixel = { x, edge, sums: order.map(() => 0), width: 0 };
      add(pixel, shares, to - x);
    }
  }
  if (pixel) steps.push(meanOf(pixel));
  if (steps.length > 0) steps.push({ x: to, shares });
  return steps;
}

/** A date on the edge of a pixel belongs to the one after it, whatever the arithmetic. */
const EDGE = 1e-6;

function add(pixel: Pixel, shares: readonly number[], width: number): void {
  pixel.width += width;
  for (const [i, share] of shares.entries()) {
    pixel.sums[i] = (pixel.sums[i] ?? 0) + share * width;
  }
}

function meanOf({ x, sums, width }: Pixel): ShareStep {
  return { x, shares: sums.map((sum) => (width > 0 ? sum / width : 0)) };
}

function sharesOf(state: State, order: readonly string[]): number[] {
  return order.map((id) => state.controllers.find((c) => c.id === id)?.share ?? 0);
}

function pointOf({ x, shares }: ShareStep, i: number): Point {
  const low = shares.slice(0, i).reduce((sum, share) => sum + share, 0);
  return { x, low, high: low + (shares[i] ?? 0) };
}

/** Marks closer than this many pixels are drawn as one, so that a thousand dates stay a line of ticks. */
export function thin(xs: readonly number[], gap: number): number[] {
  const kept: number[] = [];
  for (const x of xs) {
    if (kept.length === 0 || x - (kept.at(-1) as number) >= gap) kept.push(x);
  }
  return kept;
}
