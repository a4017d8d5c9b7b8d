// When nothing was observed: silence is not stillness, so the chart says where it is silent.
import { DAY_S, type Seconds } from './time';
import type { Range } from './timeline';

export interface Gap {
  /** From here on the last observation is too old. */
  readonly from: Seconds;
  readonly to: Seconds;
  /** The last observation before, if any. */
  readonly since: Seconds | undefined;
}

/** A state counts as observed this many days after an observation, unless the enclave's settings say otherwise. */
export const GAP_DAYS = 14;

/** Dates are known to the day: less than one is no gap. */
const LEAST_S = DAY_S;

/** The spans within a range that lie further after the last observation than a gap allows, or before the first. */
export function gapsOf(observed: readonly Seconds[], range: Range, gapDays: number): Gap[] {
  const moments = [...new Set(observed)].filter((t) => t <= range.last).sort((a, b) => a - b);
  const gaps: Gap[] = [];
  const first = moments[0] ?? range.last;
  if (first - range.first >= LEAST_S) gaps.push({ from: range.first, to: first, since: undefined });
  for (const [i, since] of moments.entries()) {
    const from = Math.max(since + gapDays * DAY_S, range.first);
    const to = Math.min(moments[i + 1] ?? range.last, range.last);
    if (to - from >= LEAST_S) gaps.push({ from, to, since });
  }
  return gaps;
}
