// The zones of a series on the map, one date at a time: answers the map's requests for tiles, and turns it to a date.
import { addProtocol, removeProtocol } from 'maplibre-gl';

import type { Seconds } from '../core/time';
import { DatedTiles, tileUrl } from './datedtiles';
import { PARTS, SCHEME, SOURCES, partOf } from './names';
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
  #eager = false;
  readonly #scheme: string;

  constructor(at: Seconds, events: SeriesEvents, scheme = SCHEME) {
    this.#events = events;
    this.#at = at;
    this.#scheme = scheme;
    this.#turner = new Turner(this, at);
    addProtocol(scheme, async (request) => {
      const { part, url } = partOf(request.url);
      return { data: await this.#tiles.tile(part, url, this.#at) };
    });
  }

  attach(map: QuietMap): void {
    this.#map = map;
    const arrived = () => this.#turner.arrived();
    map.on('sourcedata', arrived);
    map.on('sourcedataabort', arrived);
    map.on('error', arrived);
    map.on('render', () => this.#turner.drawn());
    map.on('idle', () => {
      if (this.#eager) this.#complete();
    });
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

  /** From now on all dates of what is in view are fetched, as soon as there is nothing else to do. */
  prepare(): void {
    this.#eager = true;
    if (this.#map?.loaded()) this.#complete();
  }

  retry(): void {
    this.#tiles.retry();
    for (const source of this.#sources()) this.#map?.refreshTiles(source);
  }

  close(): void {
    this.#tiles.reset();
    removeProtocol(this.#scheme);
  }

  load(at: Seconds): boolean {
    const before = this.#at;
    this.#at = at;
    const map = this.#map;
    if (!map || this.#sources().length === 0) return false;
    for (const part of PARTS) {
      const changed = this.#tiles.changed(part, before, at);
      if (changed.length === 0) continue;
      map.hold();
      map.refreshTiles(SOURCES[part], changed);
    }
    return !this.loaded();
  }

  loaded(): boolean {
    return this.#sources().every((source) => this.#map?.isSourceLoaded(source));
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

  /** The sources that the map's style has; none before it is there, or without a series. */
  #sources(): string[] {
    return PARTS.map((part) => SOURCES[part]).filter((source) => this.#map?.getSource(source));
  }

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
