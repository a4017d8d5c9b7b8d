// The page's state in its address, and back. Whatever is malformed is dropped, so that no address breaks the page.
import {
  type Compare,
  type Layout,
  MIDDLE,
  type Moment,
  formatCompare,
  formatMoment,
  parseCompare,
  parseMoment,
  parseSwipe,
} from './compare';
import { type CurveKind, isCurve } from './curves';
import { formatInstant, isDay, parseInstant } from './time';
import { NOW, type When } from './when';

export type Lang = 'en' | 'he' | 'ar';

export type Span = 'all' | 'changes';

export interface View {
  readonly zoom: number;
  readonly lat: number;
  readonly lon: number;
}

export interface Spot {
  readonly lon: number;
  readonly lat: number;
}

export interface Place {
  /** Absent: the first enclave, its default series. */
  readonly enclave?: string | undefined;
  readonly series?: string | undefined;
  readonly when: When;
  /** What we said by then; absent: what we say now. */
  readonly asOf?: Moment | undefined;
  /** What the state shown is compared with. */
  readonly compare?: Compare | undefined;
  readonly layout: Layout;
  /** Where the divider stands, in whole per cents. */
  readonly swipe: number;
  /** The measure under the shares. */
  readonly line?: CurveKind | undefined;
  readonly view?: View | undefined;
  readonly spot?: Spot | undefined;
  readonly lang?: Lang | undefined;
  /** The table instead of the map. */
  readonly table: boolean;
  /** What the time axis shows. */
  readonly span: Span;
  /** Layers put away. */
  readonly hidden: readonly string[];
}

const ID = /^[a-z0-9-]{1,40}$/;

export function isLang(text: string | null | undefined): text is Lang {
  return text === 'en' || text === 'he' || text === 'ar';
}

export function parsePlace(search: string): Place {
  const params = new URLSearchParams(search);
  const id = (name: string) => {
    const value = params.get(name);
    return value && ID.test(value) ? value : undefined;
  };
  const lang = params.get('lang');
  const line = params.get('line');
  return {
    enclave: id('enclave'),
    series: id('series'),
    when: parseWhen(params),
    asOf: parseMoment(params.get('as-of')),
    compare: parseCompare(params.get('compare')),
    layout: params.get('layout') === 'side' ? 'side' : 'swipe',
    swipe: parseSwipe(params.get('swipe')),
    line: isCurve(line) ? line : undefined,
    view: parseView(params.get('view')),
    spot: parseSpot(params.get('spot')),
    lang: isLang(lang) ? lang : undefined,
    span: params.get('time') === 'changes' ? 'changes' : 'all',
    table: params.get('show') === 'table',
    hidden: (params.get('hide') ?? '').split(',').filter((layer) => ID.test(layer)),
  };
}

export function formatPlace(place: Place): string {
  const pairs: [string, string][] = [];
  const add = (name: string, value: string | undefined) => {
    if (value) pairs.push([name, value]);
  };
  add('enclave', place.enclave);
  add('series', place.series);
  if (place.when.kind === 'day') add('date', place.when.day);
  if (place.when.kind === 'instant') add('at', formatInstant(place.when.at));
  add('as-of', place.asOf && formatMoment(place.asOf));
  add('compare', place.compare && formatCompare(place.compare));
  add('layout', place.layout === 'side' ? place.layout : undefined);
  add('swipe', place.swipe === MIDDLE ? undefined : String(place.swipe));
  add('spot', place.spot && `${fixed(place.spot.lon, 5)},${fixed(place.spot.lat, 5)}`);
  add('show', place.table ? 'table' : undefined);
  add('time', place.span === 'changes' ? place.span : undefined);
  add('line', place.line);
  add('hide', place.hidden.join(','));
  add('lang', place.lang);
  const { view } = place;
  add('view', view && `${fixed(view.zoom, 2)}/${fixed(view.lat, 5)}/${fixed(view.lon, 5)}`);
  // Colons, commas and slashes are legal in a query: leave the address readable.
  const text = pairs.map(([k, v]) => `${k}=${v}`).join('&');
  return text ? `?${text}` : '';
}

function parseWhen(params: URLSearchParams): When {
  const at = parseInstant(params.get('at') ?? undefined);
  if (at !== undefined) return { kind: 'instant', at };
  const day = params.get('date') ?? '';
  return isDay(day) ? { kind: 'day', day } : NOW;
}

function parseView(text: string | null): View | undefined {
  const [zoom, lat, lon] = numbers(text, '/', 3);
  if (zoom === undefined || lat === undefined || lon === undefined) return undefined;
  return within(zoom, 24) && zoom >= 0 && within(lat, 85) && within(lon, 180)
    ? { zoom, lat, lon }
    : undefined;
}

function parseSpot(text: string | null): Spot | undefined {
  const [lon, lat] = numbers(text, ',', 2);
  if (lon === undefined || lat === undefined) return undefined;
  return within(lat, 90) && within(lon, 180) ? { lon, lat } : undefined;
}

function numbers(text: string | null, separator: string, count: number): number[] {
  const parts = (text ?? '').split(separator);
  if (parts.length !== count || parts.some((p) => p.trim() === '')) return [];
  const values = parts.map(Number);
  return values.every(Number.isFinite) ? values : [];
}

function within(value: number, limit: number): boolean {
  return Math.abs(value) <= limit;
}

function fixed(value: number, digits: number): string {
  return String(Number(value.toFixed(digits)));
}
