// The catalogue: plain typed objects. A missing or misnamed text fails the type check, and nothing is generated.
import type { Lang } from '../core/url';
import { ar } from './ar';
import { type Messages, en } from './en';
import { he } from './he';

export type { Messages };

const catalogue: Record<Lang, Messages> = { en, he, ar };

/** Each language in its own words, for the language menu. */
export const LANGUAGES: readonly (readonly [Lang, string])[] = [
  ['en', 'English'],
  ['he', 'עברית'],
  ['ar', 'العربية'],
];

export function messagesFor(lang: Lang): Messages {
  return catalogue[lang];
}

export function directionOf(lang: Lang): 'ltr' | 'rtl' {
  return lang === 'en' ? 'ltr' : 'rtl';
}
