// Local days and instants. Instants are Unix seconds, as in tiles; a day is YYYY-MM-DD in the enclave's time zone.
// A day asked for means its last second; some days have no midnight, so its first second is searched for, not computed.

export type Seconds = number;
export type Day = string;

export const DAY_S = 86_400;
const dayFormats = new Map<string, Intl.DateTimeFormat>();
const starts = new Map<string, Seconds>();

function dayFormat(zone: string): Intl.DateTimeFormat {
  let format = dayFormats.get(zone);
  if (!format) {
    format = new Intl.DateTimeFormat('en-CA-u-ca-iso8601-nu-latn', {
      timeZone: zone,
      year: 'numeric',
      month: '2-digit',
      day: '2-digit',
    });
    dayFormats.set(zone, format);
  }
  return format;
}

/** The local day of an instant. */
export function localDay(at: Seconds, zone: string): Day {
  return dayFormat(zone).format(at * 1000);
}

/** Whether the text is a day of the calendar. */
export function isDay(text: string): boolean {
  if (!/^\d{4}-\d{2}-\d{2}$/.test(text)) return false;
  const at = Date.parse(`${text}T00:00:00Z`);
  return !Number.isNaN(at) && new Date(at).toISOString().startsWith(text);
}

/** The first second of a local day. */
export function startOfDay(day: Day, zone: string): Seconds {
  const key = `${zone} ${day}`;
  const known = starts.get(key);
  if (known !== undefined) return known;
  const utc = Date.parse(`${day}T00:00:00Z`) / 1000;
  // Offsets lie between −12 h and +14 h: the first second is within this range, and local days never decrease in it.
  let before = utc - 16 * 3600;
  let after = utc + 16 * 3600;
  while (after - before > 1) {
    const middle = Math.floor((before + after) / 2);
    if (localDay(middle, zone) < day) before = middle;
    else after = middle;
  }
  starts.set(key, after);
  return after;
}

/** The last second of a local day: what a question for that day means. */
export function endOfDay(day: Day, zone: string): Seconds {
  return startOfDay(addDays(day, 1), zone) - 1;
}

export function addDays(day: Day, count: number): Day {
  const at = Date.parse(`${day}T00:00:00Z`) + count * DAY_S * 1000;
  return new Date(at).toISOString().slice(0, 10);
}

/** The same day of a later or earlier month; the month's last day where it has no such day. */
export function addMonths(day: Day, count: number): Day {
  const [year = 0, month = 1, date = 1] = day.split('-').map(Number);
  const first = new Date(Date.UTC(year, month - 1 + count, 1));
  const last = new Date(Date.UTC(first.getUTCFullYear(), first.getUTCMonth() + 1, 0)).getUTCDate();
  first.setUTCDate(Math.min(date, last));
  return first.toISOString().slice(0, 10);
}

/** Whole days from a to b. */
export function daysBetween(a: Day, b: Day): number {
  return Math.round((Date.parse(`${b}T00:00:00Z`) - Date.parse(`${a}T00:00:00Z`)) / 1000 / DAY_S);
}

/** Unix seconds of an RFC 3339 instant, rounded down; undefined for anything else. */
export function parseInstant(text: string | undefined): Seconds | undefined {
  if (
    !text ||
    !/^\d{4}-\d{2}-\d{2}[Tt]\d{2}:\d{2}:\d{2}(\.\d+)?([Zz]|[+-]\d{2}:\d{2})$/.test(text)
  ) {
    return undefined;
  }
  const at = Date.parse(text.toUpperCase());
  return Number.isNaN(at) ? undefined : Math.floor(at / 1000);
}

/** RFC 3339 in UTC, to the second. */
export function formatInstant(at: Seconds): string {
  return new Date(at * 1000).toISOString().replace('.000Z', 'Z');
}
