// The first line of the answer, in the reader's language: the word, since when, and the figures.
import type { Controller, Cut, Enclave } from '../api/wire';
import type { Messages } from '../i18n/en';
import { type Format, isolate, isolateFigures } from './format';
import { type ShareRow, sidesRatio } from './shares';
import type { State } from './timeline';

export function wordOf(state: State | undefined, messages: Messages): string {
  if (!state) return messages.answer.unknown;
  return messages.answer.words[state.word] ?? state.word;
}

/** What of an enclave the line needs: who may hold, in which sides, and whether it is taller than wide. */
export type Ground = Pick<Enclave, 'controllers' | 'sides' | 'bbox'>;

/** "Two zones since 10 October 2025 (53 / 47)". A contested belt is named with its share, a cut with its place. */
export function headlineOf(
  state: State,
  rows: readonly ShareRow[],
  ground: Ground,
  messages: Messages,
  format: Format,
  words: Record<string, string> = messages.answer.words,
): string {
  const { controllers } = ground;
  let word = words[state.word] ?? state.word;
  const contested = contestedPercent(rows, controllers);
  if (state.word === 'two-zone' && contested > 0) {
    const share = format.percent(contested, state.digits);
    word = messages.answer.contestedBelt(word, share);
  }
  if (state.word === 'cut' && state.cuts.length > 0) {
    word = state.cuts
      .map((cut) => cutText(cut, ground, messages, format))
      .join(messages.answer.cutsBetween);
  }
  const ratio = ratioText(rows, controllers, format);
  return state.since === undefined
    ? messages.answer.plain(word, ratio)
    : messages.answer.since(word, isolate(format.date(state.since)), ratio);
}

function cutText(cut: Cut, ground: Ground, messages: Messages, format: Format): string {
  const side =
    ground.controllers.find((controller) => controller.id === cut.side) ??
    ground.sides?.find((each) => each.id === cut.side);
  const holder = format.text(side?.label) || cut.side;
  const tall = isTall(ground.bbox);
  const places = (cut.places ?? []).map(({ lat, lon }) =>
    tall ? format.latitude(lat) : format.longitude(lon),
  );
  const apart = places.filter((place, i) => place !== places[i - 1]);
  return messages.answer.cut(isolate(holder), cut.parts, format.list(apart));
}

/** Whether a box in degrees is taller on the ground than wide: a place in it is then told by its latitude. */
function isTall([west, south, east, north]: Enclave['bbox']): boolean {
  const middle = ((south + north) / 2) * (Math.PI / 180);
  return north - south >= (east - west) * Math.cos(middle);
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
