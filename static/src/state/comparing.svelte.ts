// Two states compared: which they are, and what the server says of the difference. The state shown is one of them.
import { untrack } from 'svelte';

import { ApiError, type ChangesQuery, api } from '../api/client';
import type { Changes } from '../api/changes';
import type { Series } from '../api/wire';
import {
  type Compare,
  type CompareKind,
  type Layout,
  type Moment,
  clampSwipe,
  firstCompared,
  formatMoment,
  recordings,
} from '../core/compare';
import { type Seconds, formatInstant } from '../core/time';
import { type State, stateAt } from '../core/timeline';
import { instantOf } from '../core/when';
import type { App } from './app.svelte';
import type { LoadedSeries } from './library.svelte';

/** Asked once the reader has rested on a pair. */
const REST_MS = 180;
/** How long to wait for a turnover that is being measured. */
const PENDING_MS = 1500;

/** One of the two: an instant of a series, as it was known by then. */
export interface Compared {
  readonly series: Series;
  readonly at: Seconds;
  readonly asOf: string | undefined;
  readonly loaded: LoadedSeries | undefined;
  readonly state: State | undefined;
}

export class Comparing {
  readonly #app: App;
  /** The answer, and the pair that it is about. */
  #told = $state.raw<{ key: string; pair: string; changes: Changes } | undefined>();
  #failed = $state.raw<{ key: string; problem: ApiError } | undefined>();
  /** Raised when what failed is asked for again. */
  #tries = $state(0);

  constructor(app: App) {
    this.#app = app;
  }

  readonly asked = $derived.by<Compare | undefined>(() => this.#app.address.place.compare);
  readonly kind = $derived<CompareKind | undefined>(this.asked?.kind);
  readonly layout = $derived.by<Layout>(() => this.#app.address.place.layout);
  readonly swipe = $derived.by(() => this.#app.address.place.swipe);

  readonly shown = $derived.by<Compared | undefined>(() => {
    const { series, at, asOf, loaded, state } = this.#app;
    return series && { series, at, asOf, loaded, state };
  });
  readonly other = $derived.by<Compared | undefined>(() => this.#other());
  /** The other comes after the one shown. */
  readonly turned = $derived.by(
    () => this.kind === 'date' && (this.other?.at ?? 0) > (this.shown?.at ?? 0),
  );
  readonly from = $derived(this.turned ? this.shown : this.other);
  readonly to = $derived(this.turned ? this.other : this.shown);
  /** What was not known by then. */
  readonly unknown = $derived.by(() => {
    const { enclave, library } = this.#app;
    const { other } = this;
    return enclave && other?.asOf && library.unknown(enclave.id, other.series.id, other.asOf);
  });

  readonly #question = $derived.by(() => this.#ask());
  readonly key = $derived(this.#question && JSON.stringify(this.#question));
  /** Between two changes every day has the same ground. */
  readonly #pair = $derived(
    JSON.stringify([this.from, this.to].map((c) => [c?.series.id, c?.asOf, c?.state?.from])),
  );
  readonly changes = $derived(
    this.#told && this.#told.pair === this.#pair ? this.#told.changes : undefined,
  );
  readonly problem = $derived(
    this.#failed && this.#failed.key === this.key ? this.#failed.problem : undefined,
  );
  readonly geometry = $derived(this.changes?.geometry ?? undefined);

  /** Loads what a comparison needs; call it from an effect. */
  load(): void {
    const { enclave, library } = this.#app;
    const { asked, other } = this;
    if (!enclave || !asked || !other) return;
    library.loadSeries(enclave.id, other.series.id, other.asOf);
    library.loadTiles(enclave.id, other.series.id, other.series.tiles, other.asOf);
  }

  /** Asks for the difference; call it from an effect. What it returns stops asking. */
  fetch(): (() => void) | undefined {
    void this.#tries;
    const question = this.#question;
    const { key } = this;
    const pair = this.#pair;
    if (!question || !key || untrack(() => this.#settled(key))) return undefined;
    const abort = new AbortController();
    let later: ReturnType<typeof setTimeout> | undefined;
    const timer = setTimeout(() => {
      const { enclave, series, ...asked } = question;
      api
        .changes(enclave, series, asked, abort.signal)
        .then((changes) => {
          this.#told = { key, pair, changes };
          if (changes.pending) later = setTimeout(() => this.#tries++, PENDING_MS);
        })
        .catch((error: unknown) => {
          if (abort.signal.aborted) return;
          const problem = error instanceof ApiError ? error : new ApiError(String(error), -1);
          this.#failed = { key, problem };
        });
    }, REST_MS);
    return () => {
      clearTimeout(timer);
      clearTimeout(later);
      abort.abort();
    };
  }

  /** Nothing more is to be learned of this question. */
  #settled(key: string): boolean {
    return this.#told?.key === key && !this.#told.changes.pending;
  }

  retry(): void {
    this.#failed = undefined;
    this.#tries++;
  }

  /** Enters the mode with the change before the date shown, or leaves it. */
  toggle(): void {
    if (this.asked) this.leave();
    else this.enter();
  }

  enter(): void {
    const first = this.#first('date') ?? this.#first('series') ?? this.#first('known');
    if (first) this.#go(first);
  }

  leave(): void {
    if (!this.asked) return;
    this.#app.address.go({ compare: undefined }, 'push');
  }

  /** Whether there is anything of that kind to compare with. */
  possible(kind: CompareKind): boolean {
    return this.#first(kind) !== undefined;
  }

  choose(kind: CompareKind): void {
    const first = this.#first(kind);
    if (first) this.#go(first);
  }

  with(compare: Compare, mode: 'push' | 'replace' | 'gesture' = 'push'): void {
    this.#app.address.go({ compare }, mode);
  }

  setLayout(layout: Layout): void {
    this.#app.address.go({ layout }, 'push');
  }

  setSwipe(swipe: number): void {
    this.#app.address.go({ swipe: clampSwipe(swipe) }, 'replace');
  }

  /** The other accounts of the enclave. */
  readonly accounts = $derived.by(() => {
    const { enclave, series } = this.#app;
    return enclave?.series.filter((each) => each.id !== series?.id) ?? [];
  });

  /** When something was recorded, in order: what was known differs between these alone. */
  readonly recorded = $derived.by<readonly Moment[]>(() => {
    const { zone, enclave, series, library } = this.#app;
    const loaded = enclave && series && library.series(enclave.id, series.id);
    return recordings(loaded?.timeline.updates ?? [], zone);
  });

  #go(compare: Compare): void {
    this.#app.timely = true;
    this.#app.address.go({ compare, spot: undefined, table: false }, 'push');
  }

  #first(kind: CompareKind): Compare | undefined {
    const app = this.#app;
    if (kind === 'series') {
      const account = this.accounts[0];
      return account && { kind, series: account.id };
    }
    if (kind === 'known') {
      const when = this.recorded[0];
      return when && { kind, when };
    }
    const froms = app.states.map((state) => state.from);
    const when = firstCompared(froms, app.stateIndex, app.stops);
    return when && { kind, when };
  }

  #other(): Compared | undefined {
    const { enclave, series, library, at, asOf, loaded, zone, now } = this.#app;
    const { asked } = this;
    if (!enclave || !series || !asked) return undefined;
    if (asked.kind === 'date') {
      const then = instantOf(asked.when, zone, now);
      return { series, at: then, asOf, loaded, state: stateAt(loaded?.track.states ?? [], then) };
    }
    const account =
      asked.kind === 'series' ? this.accounts.find((s) => s.id === asked.series) : series;
    if (!account) return undefined;
    const known = asked.kind === 'known' ? formatMoment(asked.when) : asOf;
    const found = library.series(enclave.id, account.id, known);
    const state = stateAt(found?.track.states ?? [], at);
    return { series: account, at, asOf: known, loaded: found, state };
  }

  #ask(): ({ enclave: string; series: string } & ChangesQuery) | undefined {
    const { enclave } = this.#app;
    const { from, to } = this;
    if (!enclave || !from?.state || !to?.state) return undefined;
    const same = from.asOf === to.asOf;
    return {
      enclave: enclave.id,
      series: from.series.id,
      from: formatInstant(from.at),
      to: formatInstant(to.at),
      'to-series': to.series.id === from.series.id ? undefined : to.series.id,
      'as-of': same ? from.asOf : undefined,
      'from-as-of': same ? undefined : from.asOf,
      'to-as-of': same ? undefined : to.asOf,
    };
  }
}
