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

/** States that begin in one pixel are drawn as one step, with their mean by the time each has of it. */
function shareSteps(
  run: readonly State[],
  order: readonly string[],
  scale: Scale,
  end: Seconds,
): ShareStep[] {
  const place = new Map(order.map((id, i) => [id, i]));
  const steps: ShareStep[] = [];
  for (let i = 0; i < run.length;) {
    const x = scale.x((run[i] as State).from);
    const edge = Math.floor(x) + 1;
    const sums = order.map(() => 0);
    let width = 0;
    let last: State | undefined;
    let until = x;
    for (; i < run.length && (last === undefined || until < edge); i++) {
      last = run[i] as State;
      const from = scale.x(last.from);
      until = scale.x(Math.min(last.to, end));
      const part = Math.max(Math.min(until, edge) - from, 1e-9);
      width += part;
      for (const { id, share } of last.controllers) {
        const at = place.get(id);
        if (at !== undefined) sums[at] = (sums[at] ?? 0) + share * part;
      }
    }
    steps.push({ x, shares: sums.map((sum) => sum / width) });
    // The last one goes on beyond the pixel that it shared.
    if (last && until > edge && width < until - x) {
      steps.push({ x: edge, shares: sharesOf(last, order) });
    }
  }
  const last = steps.at(-1);
  const to = Math.min(run.at(-1)?.to ?? end, end);
  if (last) steps.push({ x: scale.x(to), shares: last.shares });
  return steps;
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
