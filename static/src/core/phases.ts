// Phases of the plan as spans of time: each from its first milestone to that of the next, the last one still open.
import type { Milestone, Precision } from '../api/wire';
import { type Seconds, parseInstant } from './time';

export interface Phase {
  readonly phase: string;
  readonly from: Seconds;
  readonly to: Seconds;
  readonly precision: Precision;
}

export function phasesOf(milestones: readonly Milestone[], end: Seconds): Phase[] {
  const firsts = new Map<string, { at: Seconds; precision: Precision }>();
  for (const { phase, at: text, precision } of milestones) {
    const at = parseInstant(text);
    if (!phase || at === undefined || at > end) continue;
    const known = firsts.get(phase);
    if (!known || at < known.at) firsts.set(phase, { at, precision });
  }
  const begun = [...firsts].sort((a, b) => a[1].at - b[1].at);
  return begun.map(([phase, { at, precision }], i) => ({
    phase,
    from: at,
    to: begun[i + 1]?.[1].at ?? end,
    precision,
  }));
}
