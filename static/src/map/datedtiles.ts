// Tiles of one date at a time. The first time a tile is wanted the server is asked for that date alone, which is little;
// the tile of all dates follows when nothing else is to do, and from then on no date asks the network for anything.
import { type AllDates, takeApart } from './alldates';
import type { Part } from './names';

/** Taken-apart tiles are kept up to this many bytes; the one used longest ago goes first. */
const KEPT_BYTES = 96e6;
/** Tiles of one date kept, and tiles remembered as given to the map. */
const REMEMBERED = 200;
/** Time spent at a stretch on taking a tile apart. */
const STRETCH_MS = 6;
/** The first instant that the server can be asked about: 1 January of the year 1. */
const FIRST = -62_135_596_800;

export interface TileName {
  readonly z: number;
  readonly x: number;
  readonly y: number;
}

export type Fetch = (url: string, signal: AbortSignal, later: boolean) => Promise<ArrayBuffer>;

interface Given {
  readonly part: Part;
  readonly url: string;
  readonly name: TileName;
}

export class DatedTiles {
  readonly #fetch: Fetch;
  readonly #whole = new Map<string, AllDates>();
  /** Tiles of one date, by their address: both parts of a tile come of one answer. */
  readonly #dated = new Map<string, Promise<AllDates>>();
  readonly #given = new Map<string, Given>();
  readonly #failed = new Set<string>();
  #queue: readonly string[] = [];
  #current: { url: string; work: AbortController } | undefined;

  constructor(fetch: Fetch = fetchTile) {
    this.#fetch = fetch;
  }

  /** A part of the tile at this address of all its dates, at t. */
  async tile(part: Part, url: string, t: number): Promise<ArrayBuffer> {
    remember(this.#given, `${part} ${url}`, { part, url, name: tileName(url) });
    const whole = this.#whole.get(url);
    if (whole) this.#keep(url, whole);
    return (whole ?? (await this.#ofDate(datedUrl(url, t)))).tileAt(part, t);
  }

  /** The tiles given whose part is not the same at both instants, as far as is known here. */
  changed(part: Part, a: number, b: number): TileName[] {
    return [...this.#given.values()]
      .filter((given) => {
        if (given.part !== part) return false;
        const whole = this.#whole.get(given.url);
        return whole === undefined || whole.stateAt(part, a) !== whole.stateAt(part, b);
      })
      .map(({ name }) => name);
  }

  /** Whether the map has asked for this tile. */
  given(url: string): boolean {
    return this.#given.has(`ground ${url}`);
  }

  /** Whether all dates of these tiles are here, or cannot be had. */
  complete(urls: readonly string[]): boolean {
    return urls.every((url) => this.#whole.has(url) || this.#failed.has(url));
  }

  /** Fetches all dates of these tiles, one after another; what an earlier call asked for beside them is let go. */
  async fetchAll(urls: readonly string[]): Promise<void> {
    this.#queue = urls;
    if (this.#current) {
      if (!urls.includes(this.#current.url)) this.#current.work.abort();
      return;
    }
    for (;;) {
      const url = this.#queue.find((each) => !this.complete([each]));
      if (url === undefined) return;
      this.#current = { url, work: new AbortController() };
      await this.#fetchWhole(url, this.#current.work.signal);
      this.#current = undefined;
    }
  }

  /** Tiles that failed may be asked for again. */
  retry(): void {
    this.#failed.clear();
  }

  /** Other tiles are shown from now on: a new revision, another series. */
  reset(): void {
    this.#given.clear();
    void this.fetchAll([]);
  }

  #ofDate(url: string): Promise<AllDates> {
    const known = this.#dated.get(url);
    if (known) return known;
    const asked = this.#fetch(url, new AbortController().signal, false).then((bytes) =>
      calmly(takeApart(new Uint8Array(bytes))),
    );
    asked.catch(() => this.#dated.delete(url));
    remember(this.#dated, url, asked);
    return asked;
  }

  async #fetchWhole(url: string, signal: AbortSignal): Promise<void> {
    try {
      const bytes = await this.#fetch(url, signal, true);
      this.#keep(url, await calmly(takeApart(new Uint8Array(bytes))));
    } catch {
      // Each date is then asked for by itself, which says what is wrong if anything is.
      if (!signal.aborted) this.#failed.add(url);
    }
  }

  #keep(url: string, whole: AllDates): void {
    this.#whole.delete(url);
    this.#whole.set(url, whole);
    let bytes = 0;
    for (const each of this.#whole.values()) bytes += each.byteLength;
    for (const [oldest, each] of this.#whole) {
      if (bytes <= KEPT_BYTES || this.#whole.size === 1) break;
      this.#whole.delete(oldest);
      bytes -= each.byteLength;
    }
  }
}

/** Puts a value last, and lets go of the first where there are too many. */
function remember<T>(values: Map<string, T>, key: string, value: T): void {
  values.delete(key);
  values.set(key, value);
  for (const first of values.keys()) {
    if (values.size <= REMEMBERED) return;
    values.delete(first);
  }
}

/** The address of a tile at one instant, from that of all dates. */
export function datedUrl(url: string, t: number): string {
  const datetime = new Date(Math.max(t, FIRST) * 1000).toISOString().replace('.000Z', 'Z');
  return `${url}${url.includes('?') ? '&' : '?'}datetime=${datetime}`;
}

/** The address of a tile, from the template of its source. */
export function tileUrl(template: string, { z, x, y }: TileName): string {
  return template.replace('{z}', `${z}`).replace('{x}', `${x}`).replace('{y}', `${y}`);
}

function tileName(url: string): TileName {
  const [, z, x, y] = /\/(\d+)\/(\d+)\/(\d+)\.mvt/.exec(url) ?? [];
  return { z: Number(z), x: Number(x), y: Number(y) };
}

async function fetchTile(url: string, signal: AbortSignal, later: boolean): Promise<ArrayBuffer> {
  const response = await fetch(url, { signal, priority: later ? 'low' : 'auto' });
  if (!response.ok) throw new Error(`${response.status} ${response.statusText}: ${url}`);
  return response.arrayBuffer();
}

/** Runs work to its end in short stretches, so that no frame waits for it. */
async function calmly<T>(work: Generator<undefined, T>): Promise<T> {
  let since = performance.now();
  for (;;) {
    const step = work.next();
    if (step.done) return step.value;
    if (performance.now() - since > STRETCH_MS) {
      await new Promise((resolve) => setTimeout(resolve));
      since = performance.now();
    }
  }
}
