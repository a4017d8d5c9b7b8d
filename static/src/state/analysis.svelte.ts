// What the server says of the date shown beyond the timeline: the full answer, the spread, and the areas. The first two
// are asked for once the date has settled, the areas when something shows them.
import { getContext, setContext, untrack } from 'svelte';

import type { AreasAnswer, Split, SpreadAnswer } from '../api/answer';
import { type AreasQuery, type DateQuery, api } from '../api/client';
import { formatInstant, parseInstant } from '../core/time';
import type { App } from './app.svelte';
import { Asked, type Question } from './asked.svelte';

const KEY = Symbol('analysis');

/** A date shown for this long is one that the reader stays at. */
const RESTED_MS = 120;
/** The spread is asked for after the answer, by readers who stay. */
const STAYED_MS = 700;

export class Analysis {
  readonly #app: App;
  readonly split: Asked<Split>;
  readonly spread: Asked<SpreadAnswer>;
  readonly areas: Asked<AreasAnswer>;
  /** The set of areas chosen; the first if none is. */
  set = $state<string | undefined>();
  /** How many parts of the page show areas. */
  #wanted = $state(0);

  /** The question's key: the same for all instants of a day and a state, for which the answer is one. */
  readonly #key = $derived.by(() => this.#keyOf());
  /** The answer, if it is about the very date shown. */
  readonly settled = $derived.by(() =>
    this.split.answered === this.#key && !this.split.pending ? this.split.value : undefined,
  );
  /** The answer, if it is about the zones shown, whatever the date. */
  readonly ofState = $derived.by(() => this.#ofState());

  constructor(app: App) {
    this.#app = app;
    this.split = new Asked(() => {
      const asked = this.#question(api.split);
      return asked && { ...asked, pending: (split: Split) => split.pending ?? false };
    }, RESTED_MS);
    this.spread = new Asked(() => this.settled && this.#question(api.spread), STAYED_MS);
    this.areas = new Asked(() => (this.#wanted > 0 ? this.#askAreas() : undefined), RESTED_MS);
  }

  /** The question about areas, with the set that was chosen. */
  get areasQuery(): AreasQuery {
    return { ...this.query, set: this.set };
  }

  #askAreas(): Question<AreasAnswer> | undefined {
    const { set } = this;
    const asked = this.#question((enclave, series, _, signal) =>
      api.areas(enclave, series, this.areasQuery, signal),
    );
    return asked && { ...asked, key: `${asked.key} ${set ?? ''}` };
  }

  /** Says that areas are shown, until the returned function is called. */
  want(): () => void {
    untrack(() => this.#wanted++);
    return () => untrack(() => this.#wanted--);
  }

  /**
   * The date as the server is asked about it: as things are known now, or were at the time of the address. No revision is
   * named, since the answer also rests on other series: the plan, and the other accounts.
   */
  get query(): DateQuery {
    const { when, at, asOf } = this.#app;
    const datetime = when.kind === 'day' ? when.day : formatInstant(at);
    return { datetime, 'as-of': asOf };
  }

  #keyOf(): string | undefined {
    const { enclave, series, state, loaded, when, day, at, asOf } = this.#app;
    if (!enclave || !series || !state || !loaded) return undefined;
    const { revision, settings_version: settings } = loaded.timeline;
    const others = enclave.series.map((each) => each.revision).join(',');
    const known = asOf ?? `${revision}.${settings}.${others}`;
    const date = when.kind === 'instant' ? at : day;
    return `${enclave.id}/${series.id}@${known} ${state.from} ${date}`;
  }

  #question<T>(
    ask: (enclave: string, series: string, asked: DateQuery, signal: AbortSignal) => Promise<T>,
  ): Question<T> | undefined {
    const key = this.#key;
    const { enclave, series } = this.#app;
    if (key === undefined || !enclave || !series) return undefined;
    return {
      key,
      about: `${enclave.id}/${series.id}`,
      // The date is read when it is asked: now goes on while the key stays.
      ask: (signal) => ask(enclave.id, series.id, this.query, signal),
    };
  }

  #ofState(): Split | undefined {
    const { value } = this.split;
    const { state } = this.#app;
    if (!value || !state || this.split.answered === undefined) return undefined;
    const from = parseInstant(value.from ?? value.zones_since);
    const same = this.split.answered.split(' ')[0] === this.#key?.split(' ')[0];
    return same && from === state.from ? value : undefined;
  }
}

/** To be called while the page is set up. */
export function provideAnalysis(app: App): Analysis {
  return setContext(KEY, new Analysis(app));
}

export function useAnalysis(): Analysis {
  return getContext<Analysis>(KEY);
}
