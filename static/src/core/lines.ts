// The answer in four lines, in the reader's language: Split? Moving? Plan? Force? Each has one figure and one date;
// what is not known is said to be unknown.
import type { Force, Phase, Plan, Sign, Split, SpreadAnswer, Trend } from '../api/answer';
import type { Text } from '../api/wire';
import type { Messages } from '../i18n';
import { type Format, isolate, isolateFigures } from './format';
import { type Ground, headlineOf } from './headline';
import { widthText } from './measures';
import type { ShareRow } from './shares';
import { parseInstant } from './time';
import type { State } from './timeline';

export type Question = 'split' | 'moving' | 'plan' | 'force';

export interface Line {
  readonly id: Question;
  readonly question: string;
  readonly answer: string;
}

/** What the lines are written with. */
export interface Pen {
  readonly messages: Messages;
  readonly format: Format;
  /** Holders' names by controller. */
  readonly names: ReadonlyMap<string, string>;
}

/** Words of the verdict that mean that the enclave is split, and those that mean that it is not. */
const SPLIT = new Set(['two-zone', 'several', 'cut']);
const WHOLE = new Set(['one-holder', 'belt']);

/** "Yes, two zones since 10 October 2025 (53 / 47)"; where accounts differ on the word, with the range of their shares. */
export function splitLine(
  state: State | undefined,
  rows: readonly ShareRow[],
  ground: Ground,
  spread: SpreadAnswer | undefined,
  pen: Pen,
): string {
  const { messages, format } = pen;
  const m = messages.lines;
  if (!state || state.word === 'unknown') return m.unknown;
  const yes = SPLIT.has(state.word);
  const no = WHOLE.has(state.word);
  const words = yes || no ? m.words : m.open;
  const said = headlineOf(state, rows, ground, messages, format, words);
  const text = yes ? m.yes(said) : no ? m.no(said) : said;
  return spread?.word_changes ? m.byAccount(text, ...rangeOf(spread, ground, pen)) : text;
}

/** What the accounts say of the first holder of the legend that they speak of, and who that is. */
function rangeOf(spread: SpreadAnswer, ground: Ground, { format, names }: Pen): [string, string] {
  for (const { id, contested, unassigned } of ground.controllers) {
    const shares = contested || unassigned ? [] : sharesOf(spread, id);
    if (shares.length === 0) continue;
    const least = format.number(Math.min(...shares) * 100);
    const most = format.number(Math.max(...shares) * 100);
    const range = least === most ? `${least}\u00a0%` : `${least}–${most}\u00a0%`;
    return [isolateFigures(range), isolate(names.get(id) ?? id)];
  }
  return ['', ''];
}

/** A series that holds the ground of others only says 0 of this one; a figure speaks of one holder. */
function sharesOf({ accounts }: SpreadAnswer, id: string): number[] {
  return (accounts ?? []).flatMap((account) => {
    if (account.kind === 'figure') {
      return account.controller === id && account.share !== undefined ? [account.share] : [];
    }
    return [account.controllers?.find((c) => c.id === id)?.share ?? 0];
  });
}

/** The word by side, with the shares of the sides; undefined where no groups exist. */
export function sideLine(split: Split | undefined, { messages, format }: Pen): string | undefined {
  const by = split?.by_side;
  if (!by) return undefined;
  const word = messages.lines.words[by.verdict.word] ?? by.verdict.word;
  const percents = (by.sides ?? [])
    .map((side) => Math.round(side.percent))
    .filter((percent) => percent > 0)
    .sort((a, b) => b - a);
  const ratio = percents.map((percent) => format.number(percent)).join('\u00a0/\u00a0');
  return messages.lines.bySide(word, percents.length > 1 ? isolateFigures(ratio) : '');
}

/** "No, frozen for 41 days, since 10 October 2025"; "Not observed since 9 December 2025 (44 days)". */
export function movingLine(trend: Trend | undefined, pen: Pen): string {
  const { messages, format } = pen;
  const m = messages.lines.moving;
  if (!trend) return messages.lines.unknown;
  const since = dateOf(trend.since, format);
  const days = trend.days === undefined ? '' : daysOf(trend.days, pen);
  switch (trend.word) {
    case 'not observed': {
      const last = dateOf(trend.last_observed, format);
      return last ? m.notObserved(last, days) : m.neverObserved(dateOf(trend.last_update, format));
    }
    case 'frozen':
      return m.frozen(since, days);
    case 'splitting':
      return m.splitting(signsText(trend.signs ?? [], pen), since);
    case 'rejoining':
      return m.rejoining(signsText(trend.signs ?? [], pen), since);
    case 'moving':
      return m.moving(gainsText(trend, pen), since);
    default:
      return since ? m.unchanged(since, days) : messages.lines.unknown;
  }
}

function gainsText({ gains, gained_share: share }: Trend, pen: Pen): string {
  const m = pen.messages.lines.moving;
  if (!gains) return m.nobodyGains;
  return m.gains(
    isolate(pen.names.get(gains) ?? gains),
    share === undefined ? '' : pointsOf(share, pen),
  );
}

function signsText(signs: readonly Sign[], pen: Pen): string {
  return signs
    .map((sign) => signText(sign, pen))
    .reduce((text, part) => (text ? pen.messages.lines.and(text, part) : part), '');
}

function signText({ kind, holder, from, to }: Sign, pen: Pen): string {
  const m = pen.messages.lines.moving;
  const who = holder === undefined ? '' : isolate(pen.names.get(holder) ?? holder);
  switch (kind) {
    case 'main_part':
      return m.mainPart(to > from, pointsOf(Math.abs(to - from), pen));
    case 'neck_m':
      return m.neck(who, widthText(from, pen.format), widthText(to, pen.format));
    default:
      return m.parts(
        isolateFigures(pen.format.number(from)),
        isolateFigures(pen.format.number(to)),
      );
  }
}

/** "Phase 1 reached. Phase 2, announced in January 2026: 16 points (58 km²) still to hand over; 0 % done". */
export function planLine(plan: Plan | undefined, planned: boolean, pen: Pen): string {
  const m = pen.messages.lines;
  const phases = plan?.phases ?? [];
  if (phases.length === 0) return planned ? m.unknown : m.plan.none;
  const announced = phases.filter((phase) => phase.word !== 'not announced');
  const current = announced.at(-1);
  if (!current) return m.plan.notAnnounced;
  const same = announced.filter((phase) => phase.phase === current.phase);
  const main = same.reduce((a, b) => (leftOf(b) > leftOf(a) ? b : a));
  const date = announcementOf(main, pen);
  if (main.word === 'done') {
    const done = main.done_share === undefined ? '' : pen.format.percent(main.done_share * 100, 0);
    return m.plan.reachedOf(isolate(main.phase), date, done);
  }
  const figures = phaseFigures(main, pen);
  const text = figures
    ? m.plan.details(m.plan.current(isolate(main.phase), date), figures)
    : m.plan.current(isolate(main.phase), date);
  const reached = phases.filter((p) => p.word === 'done' && p.phase !== main.phase).at(-1);
  return reached ? m.sentences(m.plan.reached(isolate(reached.phase)), text) : text;
}

function leftOf(phase: Phase): number {
  return phase.to_hand_over_share ?? -1;
}

function announcementOf(phase: Phase, { messages, format }: Pen): string {
  const at = parseInstant(phase.announced_at);
  if (at === undefined) return '';
  const { announced_precision: precision } = phase;
  const text = format.dated(at, precision === 'instant' ? 'day' : precision);
  return messages.lines.plan.on(isolate(text), precision === 'month');
}

function phaseFigures(phase: Phase, { messages, format }: Pen): string {
  const m = messages.lines;
  const parts: string[] = [];
  if (phase.to_hand_over_share !== undefined) {
    const area = phase.to_hand_over_km2 === undefined ? '' : format.area(phase.to_hand_over_km2, 0);
    parts.push(m.plan.toHandOver(pointsOf(phase.to_hand_over_share, { messages, format }), area));
  }
  if (phase.done_share !== undefined) {
    parts.push(m.plan.done(format.percent(phase.done_share * 100, 0)));
  }
  if (phase.stalled) parts.push(m.plan.stalled);
  return parts.reduce((text, part) => (text ? m.and(text, part) : part), '');
}

/** "Planned since 19 February 2026: Rafah first. Ground recorded: none". */
export function forceLine(force: Force | undefined, listed: boolean, pen: Pen): string {
  const { messages, format } = pen;
  const m = messages.lines;
  if (!force) return listed ? m.unknown : m.force.unlisted;
  const planned = [...(force.planned ?? [])].sort(
    (a, b) => (parseInstant(a.valid_from) ?? 0) - (parseInstant(b.valid_from) ?? 0),
  );
  const [first] = planned;
  const plan = first
    ? m.force.planned(
        isolate(placeOf(first.title, format)),
        planned.length - 1,
        dateOf(first.valid_from, format),
      )
    : m.force.nonePlanned;
  return m.sentences(plan, heldText(force, pen));
}

function heldText(force: Force, { messages, format }: Pick<Pen, 'messages' | 'format'>): string {
  const m = messages.lines.force;
  const held = (force.held ?? []).filter((each) => (each.share ?? each.area_km2 ?? 0) > 0);
  const [main] = held;
  if (!main) return m.noneHeld;
  const [most] = [...(main.areas ?? [])].sort((a, b) => b.share - a.share);
  return m.held(
    main.share === undefined ? '' : format.percent(main.share * 100, main.share < 0.01 ? 1 : 0),
    main.area_km2 === undefined ? '' : format.area(main.area_km2, 0),
    most ? isolate(format.text(most.name)) : '',
  );
}

/** The place in a title such as "Planned sector: Rafah". */
export function placeOf(title: Text, format: Format): string {
  const text = format.text(title);
  return text.slice(text.lastIndexOf(': ') + 1).trim() || text;
}

function dateOf(text: string | undefined, format: Format): string {
  const at = parseInstant(text);
  return at === undefined ? '' : isolate(format.date(at));
}

export function daysOf(
  days: number,
  { messages, format }: Pick<Pen, 'messages' | 'format'>,
): string {
  const whole = Math.floor(days + 1e-6);
  return messages.lines.days(whole, isolateFigures(format.number(whole)));
}

/** A difference of shares in points of a hundred; a tenth where it is below one. */
export function pointsOf(
  share: number,
  { messages, format }: Pick<Pen, 'messages' | 'format'>,
): string {
  const points = share * 100;
  const digits = points > 0 && points < 0.95 ? 1 : 0;
  const text = format.number(points, digits);
  return messages.lines.points(Number(points.toFixed(digits)), isolateFigures(text));
}
