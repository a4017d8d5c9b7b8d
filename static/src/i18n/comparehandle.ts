// Words of comparing that the page has before the mode is entered; the rest comes with the mode, in compare.ts.
import type { Lang } from '../core/url';

const en = {
  compare: 'Compare',
  leave: 'Stop comparing',
  slider: 'Date compared with',
  valueText: (date: string) => `Compared with ${date}`,
  range: (from: string, to: string) => `${from} – ${to}`,
  between: (from: string, to: string) => `Compared: ${from} and ${to}`,
  asOf: (date: string) => `as known ${date}`,
  changed: (to: string, from: string) => `${to}, from ${from}`,
};

export type CompareHandleWords = typeof en;

const he: CompareHandleWords = {
  compare: 'השוואה',
  leave: 'סיום ההשוואה',
  slider: 'התאריך להשוואה',
  valueText: (date) => `בהשוואה ל־${date}`,
  range: (from, to) => `${from} – ${to}`,
  between: (from, to) => `השוואה: ${from} ו־${to}`,
  asOf: (date) => `כפי שנודע ב־${date}`,
  changed: (to, from) => `${to}, במקום ${from}`,
};

const ar: CompareHandleWords = {
  compare: 'مقارنة',
  leave: 'إنهاء المقارنة',
  slider: 'التاريخ المقارن به',
  valueText: (date) => `مقارنة بـ${date}`,
  range: (from, to) => `${from} – ${to}`,
  between: (from, to) => `مقارنة: ${from} و${to}`,
  asOf: (date) => `كما عُرف في ${date}`,
  changed: (to, from) => `${to}، بدلا من ${from}`,
};

const words: Record<Lang, CompareHandleWords> = { en, he, ar };

export function compareWords(lang: Lang): CompareHandleWords {
  return words[lang];
}
