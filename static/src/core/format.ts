// Numbers, units and dates as the page writes them: Latin digits in every language, isolated in mixed lines.
import type { Precision, Text } from '../api/wire';
import type { Seconds } from './time';
import type { Lang } from './url';

const FSI = '\u2068';
const LRI = '\u2066';
const PDI = '\u2069';
const NBSP = '\u00a0';

/** The text with its own direction, whatever stands around it (Unicode Annex 9). */
export function isolate(text: string): string {
  return `${FSI}${text}${PDI}`;
}

/** Figures run from left to right in every language: "53 %", "53 / 47". */
export function isolateFigures(text: string): string {
  return `${LRI}${text}${PDI}`;
}

const locales: Record<Lang, string> = {
  en: 'en-GB',
  he: 'he-u-nu-latn',
  ar: 'ar-u-nu-latn-ca-gregory',
};

const units: Record<Lang, { km2: string; km: string; m: string }> = {
  en: { km2: 'km²', km: 'km', m: 'm' },
  he: { km2: 'קמ״ר', km: 'ק״מ', m: 'מ׳' },
  ar: { km2: 'كم²', km: 'كم', m: 'م' },
};

export interface Format {
  number(value: number, digits?: number): string;
  percent(value: number, digits: number): string;
  area(km2: number, digits: number): string;
  length(metres: number): string;
  date(at: Seconds): string;
  shortDate(at: Seconds): string;
  month(at: Seconds): string;
  dateTime(at: Seconds): string;
  dated(at: Seconds, precision: Precision | undefined): string;
  axis(at: Seconds, spanDays: number): string;
  latitude(degrees: number): string;
  longitude(degrees: number): string;
  list(texts: readonly string[]): string;
  text(text: Text | string | undefined): string;
}

/** Everything that depends on the language and the enclave's time zone. */
export function formatFor(lang: Lang, zone: string): Format {
  const locale = locales[lang];
  const dates = dateFormats(locale, zone);
  const unit = units[lang];
  const number = numberFormat(locale);
  const list = new Intl.ListFormat(locale, { type: 'conjunction' });
  return {
    ...dates,
    number,
    percent: (value, digits) => isolateFigures(`${number(value, digits)}${NBSP}%`),
    // A tenth of a square kilometre says nothing of thousands.
    area: (km2, digits) => isolate(`${number(km2, km2 < 1000 ? digits : 0)}${NBSP}${unit.km2}`),
    length: (metres) =>
      isolate(
        metres >= 1000
          ? `${number(metres / 1000, metres < 10_000 && metres % 1000 ? 1 : 0)}${NBSP}${unit.km}`
          : `${number(metres, 0)}${NBSP}${unit.m}`,
      ),
    latitude: (degrees) => degreesOf(number, degrees, 'N', 'S'),
    longitude: (degrees) => degreesOf(number, degrees, 'E', 'W'),
    list: (texts) => list.format(texts),
    text: (text) => {
      if (typeof text === 'string') return text;
      return text?.[lang] || text?.en || Object.values(text ?? {})[0] || '';
    },
  };
}

/** To two digits: about a kilometre. */
function degreesOf(
  number: (value: number, digits?: number) => string,
  value: number,
  positive: string,
  negative: string,
): string {
  const text = `${number(Math.abs(value), 2)}°${NBSP}${value < 0 ? negative : positive}`;
  return isolateFigures(text);
}

function numberFormat(locale: string): (value: number, digits?: number) => string {
  const formats = new Map<number, Intl.NumberFormat>();
  return (value, digits = 0) => {
    let format = formats.get(digits);
    if (!format) {
      format = new Intl.NumberFormat(locale, {
        minimumFractionDigits: digits,
        maximumFractionDigits: digits,
      });
      formats.set(digits, format);
    }
    return format.format(value);
  };
}

function dateFormats(locale: string, zone: string) {
  const make = (options: Intl.DateTimeFormatOptions) => {
    const format = new Intl.DateTimeFormat(locale, { timeZone: zone, ...options });
    // A date is not broken over two lines.
    return (at: Seconds) => format.format(at * 1000).replaceAll(' ', NBSP);
  };
  const date = make({ day: 'numeric', month: 'long', year: 'numeric' });
  const month = make({ month: 'long', year: 'numeric' });
  const dateTime = make({ dateStyle: 'long', timeStyle: 'short' });
  const year = make({ year: 'numeric' });
  const shortMonth = make({ month: 'short', year: 'numeric' });
  const monthDay = make({ day: 'numeric', month: 'short' });
  return {
    date,
    month,
    dateTime,
    shortDate: make({ day: 'numeric', month: 'short', year: 'numeric' }),
    dated: (at: Seconds, precision: Precision | undefined) =>
      precision === 'month' ? month(at) : precision === 'instant' ? dateTime(at) : date(at),
    axis: (at: Seconds, spanDays: number) =>
      spanDays > 2500 ? year(at) : spanDays > 75 ? shortMonth(at) : monthDay(at),
  };
}
