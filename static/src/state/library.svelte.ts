// What the server has said, kept by enclave and series. Asking twice asks the network once.
import { SvelteMap } from 'svelte/reactivity';

import { ApiError, api } from '../api/client';
import type { Enclave, Observations, Places, Surroundings, TileJson, Timeline } from '../api/wire';
import { type Track, trackOf } from '../core/timeline';

/** How long to wait before asking again a server that still measures. */
const MEASURING_MS = 2000;

export interface LoadedSeries {
  readonly timeline: Timeline;
  readonly track: Track;
}

export interface Layers {
  readonly places: Places | undefined;
  readonly surroundings: Surroundings | undefined;
  readonly observations: Observations | undefined;
}

export class Library {
  enclaves = $state.raw<readonly Enclave[] | undefined>();
  problem = $state.raw<ApiError | undefined>();
  /** Part of the map could not be loaded. */
  tilesFailed = $state(false);
  /** Raised when what failed is asked for again. */
  retries = $state(0);
  readonly #series = new SvelteMap<string, LoadedSeries>();
  readonly #tiles = new SvelteMap<string, TileJson>();
  readonly #layers = new SvelteMap<string, Layers>();
  /** What could not be told of an earlier time. */
  readonly #unknown = new SvelteMap<string, ApiError>();
  readonly #asked = new Set<string>();

  /** With asOf: as it was known by then. */
  series(enclave: string, id: string, asOf?: string): LoadedSeries | undefined {
    return this.#series.get(keyOf(enclave, id, asOf));
  }

  tiles(enclave: string, id: string, asOf?: string): TileJson | undefined {
    return this.#tiles.get(keyOf(enclave, id, asOf));
  }

  /** Why a series cannot be shown as it was known by then. */
  unknown(enclave: string, id: string, asOf: string): ApiError | undefined {
    return this.#unknown.get(keyOf(enclave, id, asOf));
  }

  layers(enclave: string): Layers | undefined {
    return this.#layers.get(enclave);
  }

  async loadEnclaves(): Promise<void> {
    await this.#try(async () => {
      this.enclaves = await api.enclaves();
    });
  }

  loadSeries(enclave: string, id: string, asOf?: string): void {
    const key = keyOf(enclave, id, asOf);
    this.#once(`series ${key}`, () =>
      this.#orUnknown(key, asOf, async () => {
        const timeline = await api.timeline(enclave, id, asOf);
        this.#series.set(key, { timeline, track: trackOf(timeline) });
        this.#awaitMeasures(timeline, () => {
          this.#asked.delete(`series ${key}`);
          this.loadSeries(enclave, id, asOf);
        });
      }),
    );
  }

  loadTiles(enclave: string, id: string, url: string, asOf?: string): void {
    const key = keyOf(enclave, id, asOf);
    this.#once(`tiles ${key}`, () =>
      this.#orUnknown(key, asOf, async () => {
        this.#tiles.set(key, await api.tileJson(url, asOf));
      }),
    );
  }

  /** Places, neighbours and observations arrive together, so that the map is styled once. */
  loadLayers(enclave: string): void {
    this.#once(`layers ${enclave}`, async () => {
      const settled = await Promise.allSettled([
        api.places(enclave),
        api.surroundings(enclave),
        api.observations(enclave),
      ]);
      const [places, surroundings, observations] = settled;
      const failed = settled.find((result) => result.status === 'rejected');
      this.#layers.set(enclave, {
        places: valueOf(places),
        surroundings: valueOf(surroundings),
        observations: valueOf(observations),
      });
      if (failed) throw failed.reason;
    });
  }

  /** A series has a new revision: what is shown stays until the new is here. */
  async renew(enclave: string, id: string): Promise<void> {
    this.#asked.delete(`series ${enclave}/${id}`);
    this.#asked.delete(`tiles ${enclave}/${id}`);
    this.#asked.delete(`layers ${enclave}`);
    await this.loadEnclaves();
  }

  /** Asks again for all that failed. */
  async retry(): Promise<void> {
    this.problem = undefined;
    this.tilesFailed = false;
    for (const key of this.#unknown.keys()) {
      this.#asked.delete(`series ${key}`);
      this.#asked.delete(`tiles ${key}`);
    }
    this.#unknown.clear();
    this.retries++;
    await this.loadEnclaves();
  }

  /** A server that still measures tells what it has, and how far it is. */
  #awaitMeasures({ measured, of }: Timeline, again: () => void): void {
    if (measured !== undefined && of !== undefined && measured < of)
      setTimeout(again, MEASURING_MS);
  }

  /** That something was not known by then is no trouble of the page. */
  async #orUnknown(key: string, asOf: string | undefined, load: () => Promise<void>) {
    try {
      await load();
      this.#unknown.delete(key);
    } catch (error) {
      if (!asOf || !(error instanceof ApiError) || error.offline) throw error;
      this.#unknown.set(key, error);
    }
  }

  #once(what: string, load: () => Promise<void>): void {
    if (this.#asked.has(what)) return;
    this.#asked.add(what);
    void this.#try(load).then((done) => {
      if (!done) this.#asked.delete(what);
    });
  }

  async #try(load: () => Promise<void>): Promise<boolean> {
    try {
      await load();
      if (this.problem?.offline) this.problem = undefined;
      return true;
    } catch (error) {
      this.problem = error instanceof ApiError ? error : new ApiError(String(error), -1);
      return false;
    }
  }
}

function keyOf(enclave: string, id: string, asOf: string | undefined): string {
  return asOf ? `${enclave}/${id}@${asOf}` : `${enclave}/${id}`;
}

function valueOf<T>(result: PromiseSettledResult<T>): T | undefined {
  return result.status === 'fulfilled' ? result.value : undefined;
}
