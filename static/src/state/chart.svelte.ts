// What the charts show beside the shares: computed once for the dock and for the figure in the table.
import { GAP_DAYS, type Gap, gapsOf } from '../core/gaps';
import { type Phase, phasesOf } from '../core/phases';
import type { App } from './app.svelte';

/** Spans without an observation; none for a plan, which nobody observes. */
export function gapsFor(app: App): Gap[] {
  const observed = app.loaded?.track.observed;
  const first = app.states[0]?.from;
  if (!observed || first === undefined || app.series?.kind === 'planned') return [];
  return gapsOf(observed, { first, last: app.now }, gapDays(app));
}

export function gapDays(app: App): number {
  return app.loaded?.timeline.gap_days ?? GAP_DAYS;
}

export function phasesFor(app: App): Phase[] {
  return phasesOf(app.enclave?.milestones ?? [], app.range.last);
}
