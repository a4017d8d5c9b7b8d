// The zones of a series on the map, one date at a time: answers the map's requests for tiles, and turns it to a date.
import { addProtocol, removeProtocol } from 'maplibre-gl';

import type { Seconds } from '../core/time';
import { DatedTiles, tileUrl } from './datedtiles';
import { SERIES_SCHEME, SERIES_SOURCE } from './names';
import type { QuietMap } from './quietmap';
import { type Surface, Turner } from './turner';

export interface SeriesEvents {
  /** The map has the tiles of this date: its picture is the next frame. */
  shown(at: Seconds): void;
  /** This date looks like the one before it: there is nothing to draw. */
  same(at: Seconds): void;
  /** All dates of what is in view are here, or still to come. */
  complete(done: boolean): void;
}

/** What the source is made from, as in TileJSON. */
interface Template {
  readonly tiles: readonly string[];
  readonly minzoom?: number;
  readonly maxzoom?: number;
}

export class SeriesSource implements Surface {
  readonly #events: SeriesEvents;
  readonly #tiles = new DatedTiles();
  readonly #turner: Turner;
  #at: Seconds;
  #template: Template | undefined;
  #map: QuietMap | undefined;
  #inView: readonly string[] = [];

  constructor(at: Seconds, events: SeriesEvents) {
    this.#events = events;
    this.#at = at;
    this.#turner = new Turner(this, at);
    addProtocol(SERIES_SCHEME, async ({ url }, abort) => {
      const address = url.slice(`${SERIES_SCHEME}://`.length);
      return { data: await this.#tiles.tile(address, this.#at, abort.signal) };
    });
  }

  attach(map: QuietMap): void {
    this.#map = map;
    const arrived = () => this.#turner.arrived();
    map.on('sourcedata', arrived);
    map.on('sourcedataabort', arrived);
    map.on('error', arrived);
    map.on('render', () => this.#turner.drawn());
    map.on('idle', () => this.#complete());
  }

  /** The date that the map shows, or is turning to. */
  get at(): Seconds {
    return this.#turner.shown;
  }

  use(template: Template | undefined): void {
    if (template?.tiles[0] !== this.#template?.tiles[0]) this.#tiles.reset();
    this.#template = template;
  }

  turn(at: Seconds): void {
    this.#turner.turn(at);
  }

  retry(): void {
    this.#tiles.retry();
    if (this.#map?.getSource(SERIES_SOURCE)) this.#map.refreshTiles(SERIES_SOURCE);
  }

  close(): void {
    this.#tiles.reset();
    removeProtocol(SERIES_SCHEME);
  }

  load(at: Seconds): boolean {
    const before = this.#at;
    this.#at = at;
    const map = this.#map;
    const changed = this.#tiles.changed(before, at);
    if (!map?.getSource(SERIES_SOURCE) || changed.length === 0) return false;
    map.hold();
    map.refreshTiles(SERIES_SOURCE, changed);
    return !this.loaded();
  }

  loaded(): boolean {
    const map = this.#map;
    return !!map && (!map.getSource(SERIES_SOURCE) || map.isSourceLoaded(SERIES_SOURCE));
  }

  draw(): void {
    this.#map?.release();
    this.#map?.triggerRepaint();
    this.#events.shown(this.#at);
  }

  same(at: Seconds): void {
    this.#map?.release();
    this.#events.same(at);
  }

  /** Fetches all dates of the tiles in view, once there is nothing else to do. */
  #complete(): void {
    const map = this.#map;
    const { tiles, minzoom, maxzoom } = this.#template ?? { tiles: [] };
    const template = tiles[0];
    if (!map || template === undefined) return;
    const view = {
      tileSize: 512,
      minzoom: minzoom ?? 0,
      maxzoom: maxzoom ?? 14,
      reparseOverscaled: true,
    };
    const urls = map.coveringTiles(view).map(({ canonical }) => tileUrl(template, canonical));
    this.#inView = [...new Set(urls)].filter((url) => this.#tiles.given(url));
    const tell = () => this.#events.complete(this.#tiles.complete(this.#inView));
    tell();
    void this.#tiles.fetchAll(this.#inView).then(tell);
  }
}
