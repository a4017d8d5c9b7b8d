// A tile of all dates, taken apart once: the tile of one date is then a matter of copying the features valid on it.
// The map is given one date at a time, so that a change costs it what one date weighs, however many there are.
// Mapbox Vector Tile 2.1, section 4.
import { PbfReader, PbfWriter } from 'pbf';

import { firstIndex } from '../core/ordered';
import { NEVER, isValidAt } from './filters';
import type { Part } from './names';

/** Features read between two pauses. */
const BATCH = 256;

interface Layer {
  readonly name: string;
  /** The layer without its features. */
  readonly head: Uint8Array;
  /** Features one after another, each as a field of the layer, without its interval. */
  readonly body: Uint8Array;
  readonly features: readonly Feature[];
}

interface Feature {
  readonly from: number;
  readonly to: number | undefined;
  readonly start: number;
  readonly end: number;
}

/** The layers of one part, and the moments at which it changes, in order. */
interface Share {
  readonly layers: readonly Layer[];
  readonly moments: readonly number[];
}

export class AllDates {
  readonly byteLength: number;
  readonly #parts: Readonly<Record<Part, Share>>;

  constructor(layers: readonly Layer[]) {
    this.byteLength = layers.reduce((sum, { body, head }) => sum + body.length + head.length, 0);
    this.#parts = {
      ground: shareOf(layers.filter(({ name }) => name !== 'labels')),
      labels: shareOf(layers.filter(({ name }) => name === 'labels')),
    };
  }

  /** The number of moments of change up to t: between two instants with the same number the part is the same. */
  stateAt(part: Part, t: number): number {
    return firstIndex(this.#parts[part].moments, (moment) => moment > t);
  }

  /** A tile with what of a part is valid at t, and with what is valid always. */
  tileAt(part: Part, t: number): ArrayBuffer {
    const tile = new PbfWriter();
    for (const { head, body, features } of this.#parts[part].layers) {
      const valid = features.filter(({ from, to }) => isValidAt(from, to, t));
      if (valid.length === 0) continue;
      const pieces = valid.map(({ start, end }) => body.subarray(start, end));
      tile.writeBytesField(TILE.layer, joined([head, ...pieces]));
    }
    return tile.finish().slice().buffer;
  }
}

function shareOf(layers: readonly Layer[]): Share {
  const moments = new Set<number>();
  for (const { features } of layers) {
    for (const { from, to } of features) {
      if (from > NEVER) moments.add(from);
      if (to !== undefined) moments.add(to);
    }
  }
  return { layers, moments: [...moments].sort((a, b) => a - b) };
}

function joined(pieces: readonly Uint8Array[]): Uint8Array {
  const all = new Uint8Array(pieces.reduce((sum, piece) => sum + piece.length, 0));
  let at = 0;
  for (const piece of pieces) {
    all.set(piece, at);
    at += piece.length;
  }
  return all;
}

/** Field numbers of vector_tile.proto; sections 4.1 to 4.3. */
const TILE = { layer: 3 } as const;
const LAYER = { name: 1, feature: 2, key: 3, value: 4, extent: 5, version: 15 } as const;
const FEATURE = { id: 1, tags: 2, type: 3, geometry: 4 } as const;

/** Takes a tile apart; it pauses often, so that who drives it can let others run. */
export function* takeApart(bytes: Uint8Array): Generator<undefined, AllDates> {
  const raw = new PbfReader(bytes).readFields<RawLayer[]>((field, into, reader) => {
    if (field === TILE.layer) into.push(rawLayer(reader.readBytes()));
  }, []);
  const layers: Layer[] = [];
  for (const each of raw) layers.push(yield* layerOf(each));
  return new AllDates(layers);
}

interface RawLayer {
  name: string;
  version: number;
  extent: number;
  readonly keys: string[];
  readonly values: Uint8Array[];
  readonly features: Uint8Array[];
}

function rawLayer(bytes: Uint8Array): RawLayer {
  const raw: RawLayer = { name: '', version: 1, extent: 4096, keys: [], values: [], features: [] };
  return new PbfReader(bytes).readFields((field, into, reader) => {
    if (field === LAYER.feature) into.features.push(reader.readBytes());
    else if (field === LAYER.value) into.values.push(reader.readBytes());
    else if (field === LAYER.key) into.keys.push(reader.readString());
    else if (field === LAYER.name) into.name = reader.readString();
    else if (field === LAYER.extent) into.extent = reader.readVarint();
    else if (field === LAYER.version) into.version = reader.readVarint();
  }, raw);
}

function* layerOf(raw: RawLayer): Generator<undefined, Layer> {
  const writer = new PbfWriter();
  const features: Feature[] = [];
  const interval = new Interval(raw);
  const values = new Values(raw.values);
  for (const [i, bytes] of raw.features.entries()) {
    if (i % BATCH === BATCH - 1) yield;
    const start = writer.pos;
    const { from, to } = copyFeature(bytes, interval, values, writer);
    features.push({ from, to, start, end: writer.pos });
  }
  return { name: raw.name, head: headOf(raw, values), body: writer.finish().slice(), features };
}

function headOf(raw: RawLayer, values: Values): Uint8Array {
  const writer = new PbfWriter();
  writer.writeVarintField(LAYER.version, raw.version);
  writer.writeStringField(LAYER.name, raw.name);
  writer.writeVarintField(LAYER.extent, raw.extent);
  for (const key of raw.keys) writer.writeStringField(LAYER.key, key);
  for (const value of values.kept) writer.writeBytesField(LAYER.value, value);
  return writer.finish().slice();
}

/** Copies a feature without its interval, which it returns. */
function copyFeature(
  bytes: Uint8Array,
  interval: Interval,
  values: Values,
  writer: PbfWriter,
): Pick<Feature, 'from' | 'to'> {
  const copy = new PbfWriter();
  const found = new PbfReader(bytes).readFields<Span>(
    (field, into, reader) => {
      if (field === FEATURE.id) copy.writeVarintField(field, reader.readVarint());
      else if (field === FEATURE.type) copy.writeVarintField(field, reader.readVarint());
      else if (field === FEATURE.geometry) copy.writeBytesField(field, reader.readBytes());
      else if (field === FEATURE.tags) {
        copy.writePackedVarint(field, interval.takeFrom(reader.readPackedVarint(), values, into));
      }
    },
    { from: NEVER, to: undefined },
  );
  writer.writeBytesField(LAYER.feature, copy.finish());
  return found;
}

interface Span {
  from: number;
  to: number | undefined;
}

/** Reads the interval among the tags of a feature. */
class Interval {
  readonly #from: number;
  readonly #to: number;
  readonly #values: readonly Uint8Array[];

  constructor(raw: RawLayer) {
    this.#from = raw.keys.indexOf('from');
    this.#to = raw.keys.indexOf('to');
    this.#values = raw.values;
  }

  /** The tags without the interval, which goes to `found`; their values are those kept. */
  takeFrom(tags: readonly number[], values: Values, found: Span): number[] {
    const rest: number[] = [];
    for (let i = 0; i + 1 < tags.length; i += 2) {
      const key = tags[i] as number;
      const value = tags[i + 1] as number;
      if (key === this.#from) found.from = numberOf(this.#values[value]);
      else if (key === this.#to) found.to = numberOf(this.#values[value]);
      else rest.push(key, values.keep(value));
    }
    return rest;
  }
}

/** The values that features without intervals still use, in a table of their own. */
class Values {
  readonly kept: Uint8Array[] = [];
  readonly #all: readonly Uint8Array[];
  readonly #places = new Map<number, number>();

  constructor(all: readonly Uint8Array[]) {
    this.#all = all;
  }

  keep(index: number): number {
    let place = this.#places.get(index);
    if (place === undefined) {
      place = this.kept.push(this.#all[index] ?? new Uint8Array()) - 1;
      this.#places.set(index, place);
    }
    return place;
  }
}

/** A value message as a number; section 4.4. */
function numberOf(value: Uint8Array | undefined): number {
  const found = new PbfReader(value ?? new Uint8Array()).readFields<{ number: number }>(
    (field, into, reader) => {
      if (field === 2) into.number = reader.readFloat();
      else if (field === 3) into.number = reader.readDouble();
      else if (field === 4) into.number = reader.readVarint(true);
      else if (field === 5) into.number = reader.readVarint();
      else if (field === 6) into.number = reader.readSVarint();
    },
    { number: NaN },
  );
  return found.number;
}
