// The page's state: what the address asks for, what the server has said, and what follows from both.
import { getContext, setContext } from 'svelte';

import type { Enclave, Series } from '../api/wire';
import { formatFor } from '../core/format';
import { wordOf } from '../core/headline';
import { type Moment, formatMoment } from '../core/compare';
import { type Theme, legendOf } from '../core/legend';
import type { CurveKind } from '../core/curves';
import { lastBy } from '../core/ordered';
import { shareRows } from '../core/shares';
import { type SeriesTrack, spreadAt } from '../core/spread';
import { type Seconds, endOfDay, localDay, parseInstant, startOfDay } from '../core/time';
import {
  type Range,
  type Step,
  spanOfChanges,
  stateIndexAt,
  stepFrom,
  stopsOf,
} from '../core/timeline';
import { type Lang, type Spot, isLang } from '../core/url';
import { NOW, type When, dayOf, instantOf, sameWhen } from '../core/when';
import { directionOf, messagesFor } from '../i18n';
import { Address, type Mode } from './address.svelte';
import { Comparing } from './comparing.svelte';
import { keep } from './kept';
import { Library } from './library.svelte';

const KEY = Symbol('app');

export class App {
  readonly address = new Address();
  readonly library = new Library();
  readonly comparing = new Comparing(this);

  theme = $state<Theme>(document.documentElement.dataset['theme'] === 'dark' ? 'dark' : 'light');
  /** The reader has turned to the time chart or changed the date: other dates will be asked for. */
  timely = $state(false);
  now = $state<Seconds>(Math.floor(Date.now() / 1000));
  readonly #keptLang: Lang = langOf(document.documentElement.lang);

  readonly lang = $derived<Lang>(this.address.place.lang ?? this.#keptLang);
  readonly dir = $derived(directionOf(this.lang));
  readonly messages = $derived(messagesFor(this.lang));

  readonly enclave = $derived.by<Enclave | undefined>(() => {
    const { enclaves } = this.library;
    const asked = this.address.place.enclave;
    return asked === undefined ? enclaves?.[0] : enclaves?.find((e) => e.id === asked);
  });
  readonly series = $derived.by<Series | undefined>(() => {
    const asked = this.address.place.series;
    const list = this.enclave?.series ?? [];
    if (asked !== undefined) return list.find((s) => s.id === asked);
    return list.find((s) => s.id === this.enclave?.default_series) ?? list[0];
  });
  readonly zone = $derived(this.enclave?.time_zone ?? 'UTC');
  readonly format = $derived(formatFor(this.lang, this.zone));
  readonly controllers = $derived(this.enclave?.controllers ?? []);
  readonly legend = $derived(legendOf(this.controllers));
  readonly names = $derived(
    new Map(this.controllers.map((c) => [c.id, this.format.text(c.label) || c.id])),
  );

  /** What we said by then, as the API is asked; absent: what we say now. */
  readonly asOf = $derived(this.address.place.asOf && formatMoment(this.address.place.asOf));
  readonly loaded = $derived(
    this.enclave && this.series && this.library.series(this.enclave.id, this.series.id, this.asOf),
  );
  readonly states = $derived(this.loaded?.track.states ?? []);
  readonly range = $derived.by<Range>(() => this.#range());
  /** From the first date of change to the last, where there are more than one. */
  readonly changesRange = $derived(spanOfChanges(this.states, this.range, this.zone));
  readonly zoomed = $derived(
    this.address.place.span === 'changes' && this.changesRange !== undefined,
  );
  /** What the time axis shows. */
  readonly shown = $derived(this.zoomed && this.changesRange ? this.changesRange : this.range);
  readonly stops = $derived(stopsOf(this.states, this.zone));

  readonly when = $derived(this.address.place.when);
  readonly at = $derived(instantOf(this.when, this.zone, this.now));
  readonly day = $derived(dayOf(this.when, this.zone, this.now));
  readonly stateIndex = $derived(stateIndexAt(this.states, this.at));
  readonly state = $derived(this.states[this.stateIndex]);
  readonly rows = $derived(this.state ? shareRows(this.state, this.controllers) : []);
  readonly word = $derived(this.state ? wordOf(this.state, this.messages) : undefined);
  readonly lastUpdate = $derived(lastBy(this.loaded?.track.updated ?? [], this.at));
  /** The date shown is not one of an update: the state is carried forward. */
  readonly carried = $derived(
    this.lastUpdate !== undefined && localDay(this.lastUpdate, this.zone) !== this.day,
  );
  readonly dateText = $derived(
    this.when.kind === 'instant' ? this.format.dateTime(this.at) : this.format.date(this.at),
  );
  readonly spread = $derived.by(() => this.#spread());

  /** The question's instant for the map: when the state in force began. */
  readonly since = $derived(this.state?.from);

  step(step: Step, direction: 1 | -1): void {
    const { when, stops, range, zone, now } = this;
    this.goWhen(stepFrom(when, step, direction, stops, range, zone, now));
  }

  goFirst(): void {
    this.goWhen(this.stops[0] ?? this.when);
  }

  goLast(): void {
    const last = this.states.at(-1);
    this.goWhen((last && last.from > this.now && this.stops.at(-1)) || NOW);
  }

  /** Goes to the day of an instant; tells whether that is another date than the one shown. */
  goAt(at: Seconds, mode: Mode = 'gesture'): boolean {
    return this.goWhen(this.#whenAt(at), mode);
  }

  goWhen(when: When, mode: Mode = 'gesture'): boolean {
    this.timely = true;
    if (sameWhen(when, this.when)) return false;
    this.address.go({ when }, mode);
    return true;
  }

  goSeries(series: string): void {
    const { compare } = this.address.place;
    // A series is not compared with itself.
    const left = compare?.kind === 'series' && compare.series === series ? undefined : compare;
    this.address.go({ enclave: this.enclave?.id, series, compare: left }, 'push');
  }

  goEnclave(enclave: string): void {
    const place = { enclave, series: undefined, view: undefined, spot: undefined, when: NOW };
    this.address.go({ ...place, compare: undefined, asOf: undefined }, 'push');
  }

  pick(spot: Spot | undefined): void {
    if (spot || this.address.place.spot) this.address.go({ spot }, 'push');
  }

  showTable(table: boolean): void {
    this.address.go({ table }, 'push');
  }

  zoomTime(changes: boolean): void {
    this.address.go({ span: changes ? 'changes' : 'all' }, 'replace');
  }

  /** Shows what we said by then, or what we say now. */
  goAsOf(asOf: Moment | undefined): void {
    this.address.go({ asOf }, 'push');
  }

  /** Shows a measure under the shares, or none. */
  showLine(line: CurveKind | undefined): void {
    this.address.go({ line }, 'replace');
  }

  toggleLayer(layer: string): void {
    const { hidden } = this.address.place;
    const next = hidden.includes(layer) ? hidden.filter((l) => l !== layer) : [...hidden, layer];
    this.address.go({ hidden: next }, 'replace');
  }

  setLang(lang: Lang): void {
    keep('lang', lang);
    this.address.go({ lang }, 'push');
  }

  toggleTheme(): void {
    this.theme = this.theme === 'dark' ? 'light' : 'dark';
    keep('theme', this.theme);
  }

  #whenAt(at: Seconds): When {
    const day = localDay(at, this.zone);
    return day === localDay(this.now, this.zone) ? NOW : { kind: 'day', day };
  }

  /** All time that anything is known of, up to now, with a little air on the left. */
  #range(): Range {
    const moments = [
      ...this.states.map((s) => s.from),
      ...(this.enclave?.milestones ?? []).map((m) => parseInstant(m.at)),
      ...(this.enclave?.figures ?? []).map((f) => parseInstant(f.at)),
    ].filter((t) => t !== undefined);
    const last = Math.max(this.now, ...moments);
    const first = moments.length ? Math.min(...moments) : last - 30 * 86_400;
    const air = Math.round((last - first) * 0.02);
    const end = endOfDay(localDay(last, this.zone), this.zone);
    return {
      first: startOfDay(localDay(first - air, this.zone), this.zone),
      last: Math.max(end, last),
    };
  }

  #spread() {
    const { enclave, state } = this;
    if (!enclave || !state) return undefined;
    const main = this.controllers
      .filter((c) => !c.contested && !c.unassigned)
      .find((c) => state.controllers.some((row) => row.id === c.id));
    const tracks = enclave.series.flatMap<SeriesTrack>((series) => {
      const loaded = this.library.series(enclave.id, series.id);
      return loaded ? [{ id: series.id, kind: series.kind, track: loaded.track }] : [];
    });
    return main && spreadAt(main.id, this.at, tracks, enclave.figures ?? []);
  }
}

function langOf(text: string): Lang {
  return isLang(text) ? text : 'en';
}

export function provideApp(app: App): App {
  return setContext(KEY, app);
}

export function useApp(): App {
  return getContext<App>(KEY);
}
