// Words of the time chart and of the tables beside it, in three languages. Arguments are already formatted and isolated.
import type { EventWord } from '../api/changes';
import type { CurveKind } from '../core/curves';
import type { Lang } from '../core/url';

const en = {
  figure: 'Shares of the enclave through time',
  line: 'Measure under the shares',
  noLine: 'shares only',
  lines: {
    s: 'splitting index',
    neck: 'neck width',
    turnover: 'turnover',
  } as Record<CurveKind, string>,
  titles: {
    s: 'Splitting index S',
    neck: 'Neck width',
    turnover: 'Turnover in 30 days, of the enclave',
  } as Record<CurveKind, string>,
  notGiven: 'Not given for these dates.',
  phase: (phase: string) => `Phase ${phase}`,
  phases: 'Phases of the plan',
  phaseSpan: (phase: string, from: string, to: string) => `Phase ${phase}: ${from} – ${to}`,
  open: 'now',
  event: (holder: string, what: string) => `${holder}: ${what}`,
  events: {
    stable: 'parts unchanged',
    expansion: 'a part grew',
    contraction: 'a part shrank',
    generation: 'a part appeared',
    disappearance: 'a part vanished',
    union: 'parts joined',
    division: 'a part divided',
    both: 'parts joined and divided',
  } as Record<EventWord, string>,
  fromTo: (from: string, to: string) => `${from} → ${to}`,
  eventsColumn: 'Parts joined or divided',
  until: (from: string, to: string) => `${from} – ${to}`,
  gaps: 'Not observed',
  gap: (from: string, to: string, days: string) => `${from} – ${to} (${days} days)`,
  gapNote: (days: string) =>
    `Hatched: no update or affirmation in the ${days} days before. Silence is not stillness.`,
  neckOf: (holder: string) => `Neck, ${holder}`,
  turnover: 'Turnover in 30 days',
  measuring: (done: string, of: string) => `Measured ${done} of ${of} dates`,
  rows: (from: string, to: string, of: string) => `Dates ${from}–${to} of ${of}`,
  earlier: 'Earlier dates',
  later: 'Later dates',
  asOf: 'What we said on',
  asOfOff: 'Show what we say now',
};

export type ChartWords = typeof en;

const he: ChartWords = {
  figure: 'חלקי המובלעת לאורך הזמן',
  line: 'מדד מתחת לחלקים',
  noLine: 'חלקים בלבד',
  lines: { s: 'מדד פיצול', neck: 'רוחב הצוואר', turnover: 'תחלופה' },
  titles: { s: 'מדד פיצול S', neck: 'רוחב הצוואר', turnover: 'תחלופה ב־30 יום, מהמובלעת' },
  notGiven: 'לא ניתן לתאריכים האלה.',
  phase: (phase) => `שלב ${phase}`,
  phases: 'שלבי התוכנית',
  phaseSpan: (phase, from, to) => `שלב ${phase}: ${from} – ${to}`,
  open: 'עכשיו',
  event: (holder, what) => `${holder}: ${what}`,
  events: {
    stable: 'החלקים לא השתנו',
    expansion: 'חלק גדל',
    contraction: 'חלק קטן',
    generation: 'חלק הופיע',
    disappearance: 'חלק נעלם',
    union: 'חלקים התאחדו',
    division: 'חלק התחלק',
    both: 'חלקים התאחדו והתחלקו',
  },
  fromTo: (from, to) => `${from} ← ${to}`,
  eventsColumn: 'חלקים שהתאחדו או התחלקו',
  until: (from, to) => `${from} – ${to}`,
  gaps: 'לא נצפה',
  gap: (from, to, days) => `${from} – ${to} (${days} ימים)`,
  gapNote: (days) => `מקווקו: שום עדכון או אישוש ב־${days} הימים שלפני כן. שתיקה אינה שקט.`,
  neckOf: (holder) => `צוואר, ${holder}`,
  turnover: 'תחלופה ב־30 יום',
  measuring: (done, of) => `נמדדו ${done} מתוך ${of} תאריכים`,
  rows: (from, to, of) => `תאריכים ${from}–${to} מתוך ${of}`,
  earlier: 'תאריכים מוקדמים יותר',
  later: 'תאריכים מאוחרים יותר',
  asOf: 'מה שאמרנו ב־',
  asOfOff: 'הצגת מה שאנו אומרים עכשיו',
};

const ar: ChartWords = {
  figure: 'حصص الجيب عبر الزمن',
  line: 'المقياس تحت الحصص',
  noLine: 'الحصص وحدها',
  lines: { s: 'مؤشر الانقسام', neck: 'عرض العنق', turnover: 'التبدل' },
  titles: { s: 'مؤشر الانقسام S', neck: 'عرض العنق', turnover: 'التبدل في 30 يوما، من الجيب' },
  notGiven: 'غير معطى لهذه التواريخ.',
  phase: (phase) => `المرحلة ${phase}`,
  phases: 'مراحل الخطة',
  phaseSpan: (phase, from, to) => `المرحلة ${phase}: ${from} – ${to}`,
  open: 'الآن',
  event: (holder, what) => `${holder}: ${what}`,
  events: {
    stable: 'لم تتغير الأجزاء',
    expansion: 'كبر جزء',
    contraction: 'صغر جزء',
    generation: 'ظهر جزء',
    disappearance: 'اختفى جزء',
    union: 'اتحدت أجزاء',
    division: 'انقسم جزء',
    both: 'اتحدت أجزاء وانقسمت',
  },
  fromTo: (from, to) => `${from} ← ${to}`,
  eventsColumn: 'أجزاء اتحدت أو انقسمت',
  until: (from, to) => `${from} – ${to}`,
  gaps: 'غير مرصود',
  gap: (from, to, days) => `${from} – ${to} (${days} يوما)`,
  gapNote: (days) => `مظلل: لا تحديث ولا تأكيد في الأيام الـ${days} السابقة. الصمت ليس سكونا.`,
  neckOf: (holder) => `العنق، ${holder}`,
  turnover: 'التبدل في 30 يوما',
  measuring: (done, of) => `قيس ${done} من ${of} تاريخا`,
  rows: (from, to, of) => `التواريخ ${from}–${to} من ${of}`,
  earlier: 'تواريخ أسبق',
  later: 'تواريخ لاحقة',
  asOf: 'ما قلناه في',
  asOfOff: 'عرض ما نقوله الآن',
};

const words: Record<Lang, ChartWords> = { en, he, ar };

export function chartWords(lang: Lang): ChartWords {
  return words[lang];
}
