// The measures behind the answer as rows: what each is called on the wire, its value as text, or that it is not given.
import type { Frontline, Holding, Split } from '../api/answer';
import { type Format, isolateFigures } from './format';

/** A measure of the whole enclave; no text means that it is not given. */
export interface Row {
  readonly name: string;
  readonly text: string | undefined;
}

/** A measure of each holder, in the order of the holders; undefined where one has none. */
export interface HolderRow {
  readonly name: string;
  readonly texts: readonly (string | undefined)[];
  /** Not given of anyone. */
  readonly withheld: boolean;
}

const WHOLE = [
  'splitting_index',
  'division',
  'effective_mesh_km2',
  'effective_holders',
  'sides_area_km2',
  'contested_share',
  'unassigned_share',
] as const;

/** Of the whole enclave: those that are there, and those that schematic shapes withhold. */
export function wholeRows(split: Split, format: Format): Row[] {
  const withheld = new Set(split.not_given ?? []);
  const measures: Partial<Record<string, number>> = { ...split.measures };
  return WHOLE.flatMap<Row>((name) => {
    const value = measures[name];
    if (value !== undefined) return [{ name, text: textOf(name, value, split, format) }];
    return withheld.has(name) ? [{ name, text: undefined }] : [];
  });
}

const OF_HOLDER: readonly (readonly [string, keyof Holding])[] = [
  ['part_count', 'part_count'],
  ['largest_part_share', 'largest_part_share'],
  ['fragmentation', 'fragmentation'],
  ['enclosure', 'enclosure'],
  ['neck', 'neck'],
  ['polsby_popper', 'polsby_popper'],
];

/** Of each holder. */
export function holderRows(split: Split, holders: readonly Holding[], format: Format): HolderRow[] {
  const withheld = new Set(split.not_given ?? []);
  return OF_HOLDER.flatMap(([name, key]) => {
    const texts = holders.map((holder) => holderText(name, holder[key], split, format));
    if (texts.every((text) => text === undefined) && !withheld.has(name)) return [];
    return [{ name, texts, withheld: withheld.has(name) }];
  });
}

function holderText(
  name: string,
  value: Holding[keyof Holding],
  split: Split,
  format: Format,
): string | undefined {
  if (value && typeof value === 'object' && 'width_m' in value) {
    return widthText(value.width_m, format);
  }
  return typeof value === 'number' ? textOf(name, value, split, format) : undefined;
}

/** The frontlines of a pair of sides: direct, and through contested ground where there is any. */
export function frontText(line: Frontline, name: 'direct_km' | 'through_contested_km', f: Format) {
  const km = line[name];
  return km === undefined ? undefined : f.length(Math.round(km * 10) * 100);
}

/** A width or length of ground to two digits: no line is placed more exactly. */
export function widthText(metres: number, format: Format): string {
  const step = metres >= 1000 ? 100 : metres >= 100 ? 10 : 1;
  return format.length(Math.round(metres / step) * step);
}

function textOf(name: string, value: number, split: Split, format: Format): string {
  if (name === 'part_count') return isolateFigures(format.number(value));
  if (name.endsWith('_km2')) return format.area(value, 1);
  if (name.endsWith('_share') || name === 'enclosure') {
    return format.percent(value * 100, split.percent_decimals ?? (split.schematic ? 0 : 1));
  }
  return isolateFigures(format.number(value, 2));
}

/** "53 % (±1)": a share with what the accuracy of the lines leaves open. */
export function errorText(
  shareError: number | undefined,
  digits: number,
  format: Format,
): string | undefined {
  if (!shareError) return undefined;
  const points = shareError * 100;
  // An error is rounded up: it never claims more than is known.
  const scale = 10 ** digits;
  return format.number(Math.ceil(points * scale - 1e-9) / scale, digits);
}
