// What stands over each of two compared maps: the date, the account, or by when it was known.
import type { App } from '../state/app.svelte';
import type { Compared } from '../state/comparing.svelte';
import { isolate } from '../core/format';
import { parseMoment } from '../core/compare';
import { instantOf } from '../core/when';
import { compareWords } from '../i18n/comparehandle';
import { wordsOfCompare } from '../i18n/compare';

/** The name of one of the two compared. */
export function comparedName(app: App, compared: Compared | undefined): string {
  if (!compared) return '';
  const { kind } = app.comparing;
  if (kind === 'series') return app.format.text(compared.series.title) || compared.series.id;
  if (kind === 'date') return app.format.date(compared.at);
  return compared.asOf
    ? compareWords(app.lang).asOf(isolate(knownText(app, compared.asOf)))
    : wordsOfCompare(app.lang).now;
}

/** A recorded time as a reader writes it: the day, or the instant where it was asked for. */
export function knownText(app: App, asOf: string): string {
  const moment = parseMoment(asOf);
  if (!moment) return asOf;
  const at = instantOf(moment, app.zone, app.now);
  return moment.kind === 'day' ? app.format.shortDate(at) : app.format.dateTime(at);
}
