// The one module that touches MapLibre. It takes values in and gives events out; nobody else sees the map object.
import 'maplibre-gl/dist/maplibre-gl.css';

import type { FeatureCollection, GeoJSON } from 'geojson';
import {
  type GeoJSONFeature,
  type GeoJSONSource,
  type MapMouseEvent,
  prewarm,
  setWorkerUrl,
} from 'maplibre-gl';
import workerUrl from 'maplibre-gl/dist/maplibre-gl-worker.mjs?worker&url';

import { type Legend, type Theme, lookOf } from '../core/legend';
import { lastBy } from '../core/ordered';
import type { Seconds } from '../core/time';
import type { Spot, View } from '../core/url';
import { stripesImage, stripesName } from './changelayers';
import { NEVER, STATE } from './filters';
import { EMPTY, momentsOf } from './ground';
import { corridorName, discName, markName, patternName } from './layers';
import { palettes } from './palette';
import {
  PATTERN_RATIO,
  type PatternImage,
  discImage,
  inkOf,
  patternImage,
  ringImage,
} from './patterns';
import { QuietMap } from './quietmap';
import { SeriesSource } from './seriessource';
import { type StyleInput, buildStyle } from './style';

// Without this the map stays blank and raises no error.
setWorkerUrl(workerUrl);
// The worker starts while the first data is on its way.
prewarm();

export type Bounds = [number, number, number, number];

export interface Insets {
  top: number;
  right: number;
  bottom: number;
  left: number;
}

export interface PointerSpot {
  readonly lon: number;
  readonly lat: number;
  readonly x: number;
  readonly y: number;
  readonly zone: { readonly id: number; readonly controller: string } | undefined;
  readonly observation: string | undefined;
  /** Ground that changed hands, where the map shows what changed. */
  readonly changed: { readonly from: string; readonly to: string } | undefined;
}

export interface MapEvents {
  ready(): void;
  /** The map cannot start: no WebGL, or nothing drawn in time. */
  failed(why: 'webgl' | 'stuck'): void;
  /** The map has all of the state that began at this instant: its picture is the next frame. */
  shown(zones: Seconds): void;
  /** All that was asked for is drawn; the state shown is the one that began at this instant. */
  idle(zones: Seconds): void;
  /** All dates of what is in view are here, or still to come. */
  complete(done: boolean): void;
  /** A tile or a source could not be loaded. */
  trouble(message: string): void;
  hover(spot: PointerSpot | undefined): void;
  pick(spot: PointerSpot): void;
  moved(view: View): void;
  moving(view: View): void;
}

export interface MapDate {
  /** When the state in force began; NEVER before the first date. */
  readonly zones: Seconds;
  /** The instant asked about: observations have dates of their own. */
  readonly observations: Seconds;
}

/** The map must have drawn once within this time. */
const WATCHDOG_MS = 12_000;

export class MapHandle {
  readonly #map: QuietMap;
  readonly #events: MapEvents;
  readonly #series: SeriesSource;
  #hoverFrame = 0;
  #moments: readonly Seconds[];
  #date: MapDate;
  #state: Record<string, number> = {};
  #spotShown: Spot | undefined;
  #marks: FeatureCollection = EMPTY;
  #watchdog: ReturnType<typeof setTimeout>;

  constructor(
    container: HTMLElement,
    input: StyleInput,
    bounds: Bounds,
    events: MapEvents,
    options: {
      view: View | undefined;
      insets: Insets;
      still: boolean;
      date: MapDate;
    },
  ) {
    this.#events = events;
    this.#date = options.date;
    this.#moments = momentsOf(input.observations);
    this.#state = { [STATE.observations]: this.#moment() };
    const shows = {
      shown: (at: Seconds) => events.shown(at),
      same: (at: Seconds) => this.#same(at),
      complete: (done: boolean) => events.complete(done),
    };
    this.#series = new SeriesSource(options.date.zones, shows, input.scheme);
    this.#series.use(input.tiles);
    this.#map = new QuietMap({
      container,
      style: buildStyle(input),
      globalState: this.#state,
      ...camera(options.view, bounds, options.insets),
      attributionControl: false,
      dragRotate: false,
      pitchWithRotate: false,
      keyboard: false,
      maxPitch: 0,
      minZoom: 3,
      maxZoom: 17,
      // A label that fades costs a frame for every step of it, and the picture of a date is late.
      fadeDuration: 0,
      // Tiles out of view would keep an older date; they are put together anew in less than a frame.
      maxTileCacheSize: 0,
      renderWorldCopies: false,
    });
    this.#map.touchZoomRotate.disableRotation();
    this.#addPatterns(input.legend);
    this.#series.attach(this.#map);
    this.#listen();
    this.#watchdog = setTimeout(() => events.failed('stuck'), WATCHDOG_MS);
  }

  /** New data, theme, language or switches. What did not change is not redrawn. */
  setInput(input: StyleInput): void {
    this.#addPatterns(input.legend);
    this.#moments = momentsOf(input.observations);
    this.#series.use(input.tiles);
    const style = buildStyle({ ...input, marks: this.#marks });
    this.#map.setStyle(style, { diff: true, globalState: this.#state });
    this.setDate(this.#date);
  }

  /** Shows a date as soon as the map can; of those asked for meanwhile the last is shown next. */
  setDate(date: MapDate): void {
    this.#date = date;
    this.#series.turn(date.zones);
    this.#set(STATE.observations, this.#moment());
  }

  /** Necks, corridors and part numbers of the state shown. */
  setMarks(marks: FeatureCollection): void {
    if (marks === this.#marks) return;
    this.#marks = marks;
    void this.#map.getSource<GeoJSONSource>('marks')?.setData(marks);
  }

  /** The reader turns to time: all dates are fetched, so that none need be waited for. */
  prepareDates(): void {
    this.#series.prepare();
  }

  /** Marks the spot picked, and outlines the zone it lies in on the date shown. */
  setSpot(spot: Spot | undefined): void {
    this.#set(STATE.picked, spot ? (this.look(spot.lon, spot.lat).zone?.id ?? -1) : -1);
    if (spot?.lon === this.#spotShown?.lon && spot?.lat === this.#spotShown?.lat) return;
    this.#spotShown = spot;
    const data: GeoJSON = spot
      ? { type: 'Point', coordinates: [spot.lon, spot.lat] }
      : { type: 'FeatureCollection', features: [] };
    void this.#map.getSource<GeoJSONSource>('spot')?.setData(data);
  }

  /** Moves the map so that the spot lies in the part that nothing covers; leaves it where it does already. */
  reveal(spot: Spot, insets: Insets, still: boolean): void {
    const { x, y } = this.#map.project([spot.lon, spot.lat]);
    const { clientWidth: width, clientHeight: height } = this.#map.getContainer();
    const left = insets.left;
    const right = width - insets.right;
    const bottom = height - insets.bottom;
    if (x >= left && x <= right && y >= insets.top && y <= bottom) return;
    const by: [number, number] = [x - (left + right) / 2, y - (insets.top + bottom) / 2];
    this.#map.panBy(by, { animate: !still, duration: 200 });
  }

  fit(bounds: Bounds, insets: Insets, still: boolean): void {
    this.#map.fitBounds(bounds, { padding: insets, animate: !still, duration: 200 });
  }

  goTo(view: View, still: boolean): void {
    const to = { center: [view.lon, view.lat] as [number, number], zoom: view.zoom };
    if (still) this.#map.jumpTo(to);
    else this.#map.easeTo({ ...to, duration: 200 });
  }

  zoomBy(delta: number, still: boolean): void {
    this.#map.zoomTo(this.#map.getZoom() + delta, { animate: !still, duration: 150 });
  }

  /** What lies at a place of the ground, for a spot picked without a pointer. */
  look(lon: number, lat: number): PointerSpot {
    const { x, y } = this.#map.project([lon, lat]);
    return this.#spot(x, y, lon, lat);
  }

  /** Where the camera stands. */
  view(): View {
    return this.#view();
  }

  /** The place of the ground at a pixel. */
  at(x: number, y: number): Spot {
    const { lng, lat } = this.#map.unproject([x, y]);
    return { lon: lng, lat };
  }

  /** Takes the size of its place on the page, and moves so that the spot is at that pixel of it. */
  settle(spot: Spot, x: number, y: number): void {
    this.#map.resize();
    const now = this.#map.project([spot.lon, spot.lat]);
    this.#map.panBy([now.x - x, now.y - y], { animate: false });
  }

  /** Whether all of the bounds lie within the insets, give or take what arithmetic takes. */
  holds([west, south, east, north]: Bounds, insets: Insets): boolean {
    // The canvas has the size that the camera reckons with; its place on the page may have another by now.
    const { clientWidth, clientHeight } = this.#map.getCanvas();
    const low = this.#map.project([west, south]);
    const high = this.#map.project([east, north]);
    return (
      low.x >= insets.left - 1 &&
      high.x <= clientWidth - insets.right + 1 &&
      high.y >= insets.top - 1 &&
      low.y <= clientHeight - insets.bottom + 1
    );
  }

  centre(): PointerSpot {
    const { lng, lat } = this.#map.getCenter();
    return this.look(lng, lat);
  }

  /** Asks again for tiles, some of which failed. */
  reload(): void {
    this.#series.retry();
  }

  destroy(): void {
    clearTimeout(this.#watchdog);
    cancelAnimationFrame(this.#hoverFrame);
    this.#series.close();
    this.#map.remove();
  }

  #listen(): void {
    const map = this.#map;
    map.once('load', () => {
      clearTimeout(this.#watchdog);
      this.#events.moving(this.#view());
      this.#events.ready();
    });
    map.on('idle', () => this.#events.idle(this.#series.at));
    map.on('error', (event) => this.#events.trouble(event.error?.message ?? ''));
    map.on('webglcontextlost', () => this.#events.failed('webgl'));
    map.on('move', () => this.#events.moving(this.#view()));
    map.on('moveend', () => this.#events.moved(this.#view()));
    map.on('click', (event) => this.#events.pick(this.#spotOf(event)));
    map.on('mousemove', (event) => {
      cancelAnimationFrame(this.#hoverFrame);
      this.#hoverFrame = requestAnimationFrame(() => this.#events.hover(this.#spotOf(event)));
    });
    map.on('mouseout', () => {
      cancelAnimationFrame(this.#hoverFrame);
      this.#events.hover(undefined);
    });
  }

  /** The latest moment at which an observation begins or ends: between two the map need not be told of a date. */
  #moment(): Seconds {
    return lastBy(this.#moments, this.#date.observations) ?? NEVER;
  }

  /** A state that looks like the one before is there at once, and no frame says so. */
  #same(at: Seconds): void {
    this.#events.shown(at);
    if (this.#map.loaded()) this.#events.idle(at);
  }

  #set(name: string, value: number): void {
    if (this.#state[name] === value) return;
    this.#state = { ...this.#state, [name]: value };
    const apply = () => this.#map.setGlobalStateProperty(name, this.#state[name]);
    if (this.#map.style?._loaded) apply();
    else this.#map.once('styledata', apply);
  }

  #addPatterns(legend: Legend): void {
    const themes: Theme[] = ['light', 'dark'];
    for (const theme of themes) {
      const { ground, mark } = palettes[theme];
      this.#addImage(markName(theme), () => ringImage(ground, mark));
      this.#addImage(corridorName(theme), () => patternImage('corridor', mark));
    }
    for (const [id, look] of legend) {
      for (const theme of themes) {
        const stripes = () => stripesImage(lookOf(legend, id)[theme], palettes[theme].ground);
        this.#addImage(stripesName(theme, id), stripes);
        const draw = () => patternImage(look.pattern, inkOf(look[theme], theme));
        this.#addImage(patternName(theme, id), draw);
        const disc = () => discImage(palettes[theme].ground, look[theme], 10, 8);
        this.#addImage(discName(theme, id), disc);
      }
    }
  }

  #addImage(name: string, draw: () => PatternImage): void {
    if (!this.#map.hasImage(name)) this.#map.addImage(name, draw(), { pixelRatio: PATTERN_RATIO });
  }

  #view(): View {
    const { lng, lat } = this.#map.getCenter();
    return { zoom: this.#map.getZoom(), lat, lon: lng };
  }

  #spotOf(event: MapMouseEvent): PointerSpot {
    return this.#spot(event.point.x, event.point.y, event.lngLat.lng, event.lngLat.lat);
  }

  #spot(x: number, y: number, lon: number, lat: number): PointerSpot {
    const box: [[number, number], [number, number]] = [
      [x - 5, y - 5],
      [x + 5, y + 5],
    ];
    const [zone] = this.#query([x, y], ['zones.fill']);
    const [changed] = this.#query([x, y], ['changes.fill']);
    const [observation] = this.#query(box, [
      'observations.point',
      'observations.line',
      'observations.area',
    ]);
    return {
      lon,
      lat,
      x,
      y,
      zone: zone && {
        id: Number(zone.properties['id'] ?? zone.id),
        controller: String(zone.properties['controller']),
      },
      observation: observation && String(observation.properties['id']),
      changed: changed && {
        from: String(changed.properties['from']),
        to: String(changed.properties['to']),
      },
    };
  }

  #query(
    at: [number, number] | [[number, number], [number, number]],
    layers: string[],
  ): GeoJSONFeature[] {
    const known = layers.filter((id) => this.#map.getLayer(id));
    return known.length ? this.#map.queryRenderedFeatures(at, { layers: known }) : [];
  }
}

function camera(view: View | undefined, bounds: Bounds, insets: Insets) {
  return view
    ? { center: [view.lon, view.lat] as [number, number], zoom: view.zoom }
    : { bounds, fitBoundsOptions: { padding: insets } };
}
