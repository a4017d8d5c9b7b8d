// What the accounts of one enclave say of the same day: every series, and the latest published figure of each kind.
// Accounts are set side by side, never summed or averaged.
import type { Figure } from '../api/wire';
import type { Seconds } from './time';
import { parseInstant } from './time';
import { type Track, stateAt } from './timeline';

export interface Account {
  readonly kind: 'series' | 'figure';
  /** The series, or the figure's number. */
  readonly id: string;
  readonly share: number;
  readonly at: Seconds;
  readonly figure?: Figure;
}

export interface Spread {
  readonly controller: string;
  readonly accounts: readonly Account[];
  readonly low: number;
  readonly high: number;
}

export interface SeriesTrack {
  readonly id: string;
  readonly kind: string;
  readonly track: Track;
}

/**
 * The range of one controller's share at t, over the series that describe control and the figures of it.
 * A plan is no account of what is held and is left out. Undefined with fewer than two accounts.
 */
export function spreadAt(
  controller: string,
  t: Seconds,
  series: readonly SeriesTrack[],
  figures: readonly Figure[],
): Spread | undefined {
  const accounts = [
    ...seriesAccounts(controller, t, series),
    ...figureAccounts(controller, t, figures),
  ];
  if (accounts.length < 2) return undefined;
  const shares = accounts.map((account) => account.share);
  return { controller, accounts, low: Math.min(...shares), high: Math.max(...shares) };
}

function seriesAccounts(controller: string, t: Seconds, series: readonly SeriesTrack[]): Account[] {
  const accounts: Account[] = [];
  for (const { id, kind, track } of series) {
    const state = kind === 'planned' ? undefined : stateAt(track.states, t);
    if (!state) continue;
    const row = state.controllers.find((c) => c.id === controller);
    accounts.push({ kind: 'series', id, share: row?.share ?? 0, at: state.from });
  }
  return accounts;
}

/** The latest figure of each kind by t: like a series it stands until another of its kind. */
function figureAccounts(controller: string, t: Seconds, figures: readonly Figure[]): Account[] {
  const latest = new Map<string, Account>();
  for (const figure of figures) {
    const at = parseInstant(figure.at);
    if (figure.share === undefined || figure.controller !== controller || at === undefined)
      continue;
    if (at > t || at < (latest.get(figure.kind)?.at ?? -Infinity)) continue;
    latest.set(figure.kind, {
      kind: 'figure',
      id: String(figure.id),
      share: figure.share,
      at,
      figure,
    });
  }
  return [...latest.values()].sort((a, b) => a.at - b.at);
}
