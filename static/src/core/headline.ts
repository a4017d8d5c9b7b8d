// The first line of the answer, in the reader's language: the word, since when, and the figures.
import type { Controller } from '../api/wire';
import type { Messages } from '../i18n/en';
import { type Format, isolate, isolateFigures } from './format';
import { type ShareRow, sidesRatio } from './shares';
import type { State } from './timeline';

export function wordOf(state: State | undefined, messages: Messages): string {
  if (!state) return messages.answer.unknown;
  return messages.answer.words[state.word] ?? state.word;
}

/** "Two zones since 10 October 2025 (53 / 47)". A contested belt is named with its share. */
export function headlineOf(
  state: State,
  rows: readonly ShareRow[],
  controllers: readonly Controller[],
  messages: Messages,
  format: Format,
): string {
  let word = wordOf(state, messages);
  const contested = contestedPercent(rows, controllers);
  if (state.word === 'two-zone' && contested > 0) {
    const share = format.percent(contested, state.digits);
    word = messages.answer.contestedBelt(word, share);
  }
  const ratio = ratioText(rows, controllers, format);
  return state.since === undefined
    ? messages.answer.plain(word, ratio)
    : messages.answer.since(word, isolate(format.date(state.since)), ratio);
}

function contestedPercent(rows: readonly ShareRow[], controllers: readonly Controller[]): number {
  const contested = new Set(controllers.filter((c) => c.contested).map((c) => c.id));
  return rows.filter((row) => contested.has(row.id)).reduce((sum, row) => sum + row.percent, 0);
}

function ratioText(
  rows: readonly ShareRow[],
  controllers: readonly Controller[],
  format: Format,
): string {
  const ratio = sidesRatio(rows, controllers);
  return ratio.length < 2
    ? ''
    : isolateFigures(ratio.map((value) => format.number(value)).join('\u00a0/\u00a0'));
}
