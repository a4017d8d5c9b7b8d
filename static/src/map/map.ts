// The one module that touches MapLibre. It takes values in and gives events out; nobody else sees the map object.
import 'maplibre-gl/dist/maplibre-gl.css';

import type { GeoJSON } from 'geojson';
import {
  type GeoJSONFeature,
  type GeoJSONSource,
  Map as MapLibre,
  type MapMouseEvent,
  setWorkerUrl,
} from 'maplibre-gl';
import workerUrl from 'maplibre-gl/dist/maplibre-gl-worker.mjs?worker&url';

import type { Legend, Theme } from '../core/legend';
import type { Spot, View } from '../core/url';
import { NEVER, STATE } from './filters';
import { markName, patternName } from './layers';
import { palettes } from './palette';
import { PATTERN_RATIO, type PatternImage, inkOf, patternImage, ringImage } from './patterns';
import { type StyleInput, buildStyle } from './style';

// Without this the map stays blank and raises no error.
setWorkerUrl(workerUrl);

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
}

export interface MapEvents {
  ready(): void;
  /** The map cannot start: no WebGL, or nothing drawn in time. */
  failed(why: 'webgl' | 'stuck'): void;
  /** The map turns to a date: its picture follows within a frame or two. */
  shown(date: MapDate): void;
  /** All that was asked for is drawn, for this date. */
  idle(date: MapDate): void;
  /** A tile or a source could not be loaded. */
  trouble(message: string): void;
  hover(spot: PointerSpot | undefined): void;
  pick(spot: PointerSpot): void;
  moved(view: View): void;
  moving(view: View): void;
}

export interface MapDate {
  readonly zones: number;
  readonly observations: number;
}

/** The map must have drawn once within this time. */
const WATCHDOG_MS = 12_000;

export class MapHandle {
  readonly #map: MapLibre;
  readonly #events: MapEvents;
  #pending: MapDate | undefined;
  #frame = 0;
  #hoverFrame = 0;
  #state: Record<string, number> = {};
  #spotShown: Spot | undefined;
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
    this.#state = {
      [STATE.zones]: options.date.zones,
      [STATE.observations]: options.date.observations,
    };
    this.#map = new MapLibre({
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
      fadeDuration: options.still ? 0 : 120,
      renderWorldCopies: false,
    });
    this.#map.touchZoomRotate.disableRotation();
    this.#addPatterns(input.legend);
    this.#listen();
    this.#watchdog = setTimeout(() => events.failed('stuck'), WATCHDOG_MS);
  }

  /** New data, theme, language or switches. What did not change is not redrawn. */
  setInput(input: StyleInput): void {
    this.#addPatterns(input.legend);
    this.#map.setStyle(buildStyle(input), { diff: true, globalState: this.#state });
  }

  /** Shows a date: at once, but one a frame at most; of those asked for within a frame the last is shown in the next. */
  setDate(date: MapDate): void {
    this.#pending = date;
    if (this.#frame === 0) this.#applyDate();
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

  centre(): PointerSpot {
    const { lng, lat } = this.#map.getCenter();
    return this.look(lng, lat);
  }

  /** Asks again for tiles, some of which failed. */
  reload(): void {
    if (this.#map.getSource('series')) this.#map.refreshTiles('series');
  }

  destroy(): void {
    clearTimeout(this.#watchdog);
    cancelAnimationFrame(this.#frame);
    cancelAnimationFrame(this.#hoverFrame);
    this.#map.remove();
  }

  #listen(): void {
    const map = this.#map;
    map.once('load', () => {
      clearTimeout(this.#watchdog);
      this.#events.moving(this.#view());
      this.#events.ready();
    });
    map.on('idle', () => this.#events.idle(this.#date()));
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

  #applyDate(): void {
    this.#frame = 0;
    const date = this.#pending;
    this.#pending = undefined;
    if (!date) return;
    this.#set(STATE.zones, date.zones);
    this.#set(STATE.observations, date.observations);
    this.#events.shown(date);
    this.#frame = requestAnimationFrame(() => this.#applyDate());
  }

  #date(): MapDate {
    const state = this.#state;
    return { zones: state[STATE.zones] ?? NEVER, observations: state[STATE.observations] ?? NEVER };
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
    }
    for (const [id, look] of legend) {
      for (const theme of themes) {
        const draw = () => patternImage(look.pattern, inkOf(look[theme], theme));
        this.#addImage(patternName(theme, id), draw);
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

/** Whether this browser can draw the map at all. */
export function canDraw(): boolean {
  const context = document.createElement('canvas').getContext('webgl2');
  context?.getExtension('WEBGL_lose_context')?.loseContext();
  return context !== null;
}

function camera(view: View | undefined, bounds: Bounds, insets: Insets) {
  return view
    ? { center: [view.lon, view.lat] as [number, number], zoom: view.zoom }
    : { bounds, fitBoundsOptions: { padding: insets } };
}
