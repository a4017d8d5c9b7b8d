import { describe, expect, test } from 'vitest';

import type { Force, Phase, Plan, Split, SpreadAnswer, Trend } from '../api/answer';
import type { Lang } from '../core/url';
import { messagesFor } from '../i18n';
import { CONTROLLERS, GROUND, TIMELINE } from './example';
import { formatFor } from './format';
import {
  type Pen,
  forceLine,
  movingLine,
  placeOf,
  planLine,
  pointsOf,
  sideLine,
  splitLine,
} from './lines';
import { shareRows } from './shares';
import { stateAt, trackOf } from './timeline';

const LANGS: Lang[] = ['en', 'he', 'ar'];
/** Without the marks that isolate directions and hold figures together. */
const bare = (text: string) => text.replace(/[\u2066-\u2069]/g, '').replaceAll('\u00a0', ' ');

function pen(lang: Lang): Pen {
  const format = formatFor(lang, 'Asia/Gaza');
  return {
    messages: messagesFor(lang),
    format,
    names: new Map(CONTROLLERS.map((c) => [c.id, format.text(c.label)])),
  };
}

function first(date: string, lang: Lang, word?: string, spread?: SpreadAnswer): string {
  const found = stateAt(trackOf(TIMELINE).states, Date.parse(date) / 1000);
  const state = found && word ? { ...found, word } : found;
  const rows = state ? shareRows(state, CONTROLLERS) : [];
  return bare(splitLine(state, rows, GROUND, spread, pen(lang)));
}

/** What a line says in each language. */
function said(line: (pen: Pen) => string): string[] {
  return LANGS.map((lang) => bare(line(pen(lang))));
}

describe('Split?', () => {
  test.each([
    ['en', 'Yes, two zones since 10 October 2025 (53 / 47)'],
    ['he', 'כן, שני אזורים מאז 10 באוקטובר 2025 (53 / 47)'],
    ['ar', 'نعم، منطقتان منذ 10 أكتوبر 2025 (53 / 47)'],
  ] as const)('says yes in %s, since when and the shares', (lang, text) => {
    expect(first('2025-10-19T00:00:00Z', lang)).toBe(text);
  });

  test('says no where one holds nearly all, and neither where it is not resolved', () => {
    const date = '2025-10-19T00:00:00Z';
    expect(first(date, 'en', 'one-holder')).toMatch(/^No, one holder since/);
    expect(first(date, 'en', 'belt')).toMatch(/^No, one holder and a belt since/);
    expect(first(date, 'en', 'unresolved')).toMatch(/^Unresolved since/);
    expect(first(date, 'en', 'unknown')).toBe('Unknown');
    expect(first('2020-01-01T00:00:00Z', 'he')).toBe('לא ידוע');
  });

  test.each([
    [
      'en',
      'Yes, two zones since 10 October 2025 (53 / 47); 53–64 % Israeli-held by account, and the word changes',
    ],
    [
      'he',
      'כן, שני אזורים מאז 10 באוקטובר 2025 (53 / 47); 53–64 % Israeli-held לפי הגרסאות, והמילה משתנה',
    ],
    [
      'ar',
      'نعم، منطقتان منذ 10 أكتوبر 2025 (53 / 47)؛ 53–64 % Israeli-held بحسب الروايات، والكلمة تتغير',
    ],
  ] as const)('says in %s that the word changes by account', (lang, text) => {
    const spread: SpreadAnswer = {
      word_changes: true,
      accounts: [
        {
          kind: 'series',
          series: 'idf-map',
          controllers: [
            { id: 'israeli-held', share: 0.53 },
            { id: 'hamas-held', share: 0.47 },
          ],
        },
        { kind: 'figure', id: 5, controller: 'israeli-held', share: 0.64 },
        { kind: 'figure', id: 6, controller: 'hamas-held', share: 0.3 },
      ],
    };
    expect(first('2025-10-19T00:00:00Z', lang, undefined, spread)).toBe(text);
    const same = { ...spread, word_changes: false };
    expect(first('2025-10-19T00:00:00Z', lang, undefined, same)).not.toContain('64');
  });

  test('the word by side is said where groups exist', () => {
    const side = (id: string, percent: number) => ({
      id,
      controllers: [id],
      share: percent / 100,
      percent,
      part_count: 1,
    });
    const split = {
      by_side: {
        verdict: { word: 'two-zone', headline: '' },
        sides: [side('hamas-held', 36), side('green', 64), side('none', 0)],
      },
    } as Partial<Split> as Split;
    expect(said((p) => sideLine(split, p) ?? '')).toEqual([
      'By side: two zones (64 / 36)',
      'לפי צדדים: שני אזורים (64 / 36)',
      'بحسب الأطراف: منطقتان (64 / 36)',
    ]);
    expect(sideLine({} as Split, pen('en'))).toBeUndefined();
  });
});

describe('Moving?', () => {
  const since = '2025-10-10T09:00:00Z';
  const cases: [string, Trend | undefined, string[]][] = [
    [
      'frozen',
      { word: 'frozen', since, days: 41 },
      [
        'No, frozen for 41 days, since 10 October 2025',
        'לא, קפוא זה 41 יום, מאז 10 באוקטובר 2025',
        'لا، مجمد لمدة 41 يوما، منذ 10 أكتوبر 2025',
      ],
    ],
    [
      'not observed of late',
      { word: 'not observed', since, days: 2, last_observed: '2025-12-09T10:00:00Z' },
      [
        'Not observed since 9 December 2025 (2 days)',
        'לא נצפה מאז 9 בדצמבר 2025 (יומיים)',
        'لا رصد منذ 9 ديسمبر 2025 (يومين)',
      ],
    ],
    [
      'never observed',
      { word: 'not observed', last_update: '2026-04-29T06:00:00Z' },
      [
        'Not observed: no source says when it looked; last update 29 April 2026',
        'לא נצפה: אף מקור אינו אומר מתי הביט; עדכון אחרון 29 באפריל 2026',
        'لا رصد: لا يذكر أي مصدر متى نظر؛ آخر تحديث 29 أبريل 2026',
      ],
    ],
    [
      'splitting',
      {
        word: 'splitting',
        since,
        days: 90,
        signs: [
          { kind: 'main_part', holder: 'hamas-held', from: 0.4, to: 0.43 },
          { kind: 'neck_m', holder: 'israeli-held', from: 1214, to: 803 },
        ],
      },
      [
        'Yes, splitting since 10 October 2025: the second side’s main part rose by 3 points; neck of Israeli-held from 1.2 km to 800 m',
        'כן, מתפצל מאז 10 באוקטובר 2025: החלק העיקרי של הצד השני גדל ב־3 נקודות אחוז; הצוואר של Israeli-held מ־1.2 ק״מ ל־800 מ׳',
        'نعم، نحو الانقسام منذ 10 أكتوبر 2025: الجزء الرئيسي للطرف الثاني زاد 3 نقاط مئوية؛ عنق Israeli-held من 1.2 كم إلى 800 م',
      ],
    ],
    [
      'rejoining',
      { word: 'rejoining', since, days: 90, signs: [{ kind: 'parts', from: 3, to: 2 }] },
      [
        'Yes, rejoining since 10 October 2025: parts from 3 to 2',
        'כן, מתאחה מאז 10 באוקטובר 2025: חלקים: מ־3 ל־2',
        'نعم، نحو الالتئام منذ 10 أكتوبر 2025: الأجزاء من 3 إلى 2',
      ],
    ],
    [
      'moving, with who gains',
      { word: 'moving', since, days: 30, gains: 'israeli-held', gained_share: 0.11 },
      [
        'Yes, since 10 October 2025: Israeli-held gains 11 points',
        'כן, מאז 10 באוקטובר 2025: מרחיב: Israeli-held, 11 נקודות אחוז',
        'نعم، منذ 10 أكتوبر 2025: الرابح Israeli-held، 11 نقطة مئوية',
      ],
    ],
    [
      'unknown, with since when nothing moved',
      { word: 'unknown', since, days: 8 },
      [
        'Unknown: unchanged since 10 October 2025 (8 days), but not watched throughout',
        'לא ידוע: ללא שינוי מאז 10 באוקטובר 2025 (8 ימים), אך לא נצפה ברציפות',
        'غير معروف: بلا تغير منذ 10 أكتوبر 2025 (8 أيام)، لكن بلا رصد متواصل',
      ],
    ],
    ['unknown without an answer', undefined, ['Unknown', 'לא ידוע', 'غير معروف']],
  ];

  test.each(cases)('%s', (_, trend, texts) => {
    expect(said((p) => movingLine(trend, p))).toEqual(texts);
  });
});

describe('Plan?', () => {
  const one: Phase = {
    phase: '1',
    word: 'done',
    announced_at: '2025-10-10T09:00:00Z',
    announced_precision: 'instant',
    to_hand_over_share: 0,
    done_share: 0.98,
  };
  const two: Phase = {
    phase: '2',
    word: 'announced',
    announced_at: '2026-01-01T00:00:00Z',
    announced_precision: 'month',
    to_hand_over_share: 0.16,
    to_hand_over_km2: 58.2,
    done_share: 0,
  };
  const schematic: Phase = { ...two };
  delete schematic.to_hand_over_km2;
  const three: Phase = { phase: '3', word: 'not announced', to_hand_over_share: 0.35 };
  const plan = (...phases: Phase[]): Plan => ({ series: 'plan', phases });
  const cases: [string, Plan | undefined, boolean, string[]][] = [
    [
      'what is reached, and what is left of the phase announced',
      plan(one, two, three),
      true,
      [
        'Phase 1 reached. Phase 2, announced in January 2026: 16 points (58 km²) still to hand over; 0 % done',
        'שלב 1 הושג. שלב 2, שהוכרז בינואר 2026: נותרו למסירה 16 נקודות אחוז (58 קמ״ר); בוצעו 0 %',
        'بلغت المرحلة 1. المرحلة 2، المعلنة في يناير 2026: بقي للتسليم 16 نقطة مئوية (58 كم²)؛ أنجز 0 %',
      ],
    ],
    [
      'a phase that is stalled, without areas on schematic shapes',
      plan({ ...schematic, stalled: true }),
      true,
      [
        'Phase 2, announced in January 2026: 16 points still to hand over; 0 % done; stalled',
        'שלב 2, שהוכרז בינואר 2026: נותרו למסירה 16 נקודות אחוז; בוצעו 0 %; תקוע',
        'المرحلة 2، المعلنة في يناير 2026: بقي للتسليم 16 نقطة مئوية؛ أنجز 0 %؛ متعثرة',
      ],
    ],
    [
      'a phase that is done',
      plan(one, { ...two, word: 'not announced' }),
      true,
      [
        'Phase 1, announced on 10 October 2025, reached: 98 % done',
        'שלב 1, שהוכרז ב־10 באוקטובר 2025, הושג: בוצעו 98 %',
        'بلغت المرحلة 1، المعلنة في 10 أكتوبر 2025: أنجز 98 %',
      ],
    ],
    [
      'of two controllers the one with more left',
      plan({ ...two, controller: 'a', to_hand_over_share: 0.01, done_share: 0.5 }, two),
      true,
      [
        'Phase 2, announced in January 2026: 16 points (58 km²) still to hand over; 0 % done',
        'שלב 2, שהוכרז בינואר 2026: נותרו למסירה 16 נקודות אחוז (58 קמ״ר); בוצעו 0 %',
        'المرحلة 2، المعلنة في يناير 2026: بقي للتسليم 16 نقطة مئوية (58 كم²)؛ أنجز 0 %',
      ],
    ],
    [
      'nothing announced',
      plan(three),
      true,
      ['No phase announced', 'לא הוכרז שלב', 'لم تعلن أي مرحلة'],
    ],
    ['no plan recorded', undefined, false, ['No plan recorded', 'לא נרשמה תוכנית', 'لا خطة مسجلة']],
    ['unknown where there is a plan', undefined, true, ['Unknown', 'לא ידוע', 'غير معروف']],
  ];

  test.each(cases)('%s', (_, given, planned, texts) => {
    expect(said((p) => planLine(given, planned, p))).toEqual(texts);
  });
});

describe('Force?', () => {
  const title = { en: 'Planned sector: Rafah', he: 'גזרה מתוכננת: רפיח', ar: 'قطاع مخطط: رفح' };
  const rafah = { title, valid_from: '2026-02-18T22:00:00Z' };
  const later = { title: { en: 'Khan Yunis' }, valid_from: '2026-05-01T00:00:00Z' };
  const cases: [string, Force | undefined, string[]][] = [
    [
      'planned, and nothing held',
      { planned: [rafah], held: [] },
      [
        'Planned since 19 February 2026: Rafah first. Ground recorded: none',
        'מתוכנן מאז 19 בפברואר 2026: רפיח תחילה. שטח שנרשם: אין',
        'المخطط منذ 19 فبراير 2026: رفح أولا. الأرض المسجلة: لا شيء',
      ],
    ],
    [
      'ground held, and where most of it lies',
      {
        planned: [later, rafah],
        held: [
          {
            controller: 'stabilisation-force',
            share: 0.078,
            area_km2: 28.4,
            areas: [
              { name: { en: 'Khan Yunis' }, share: 0.1 },
              { name: { en: 'Rafah', he: 'רפיח', ar: 'رفح' }, share: 0.4 },
            ],
          },
        ],
      },
      [
        'Planned since 19 February 2026: Rafah first, then 1 more. Ground recorded: 8 % (28 km²), most in Rafah',
        'מתוכנן מאז 19 בפברואר 2026: רפיח תחילה, ואחר כך עוד 1. שטח שנרשם: 8 % (28 קמ״ר), רובו ב־רפיח',
        'المخطط منذ 19 فبراير 2026: رفح أولا، ثم 1 أخرى. الأرض المسجلة: 8 % (28 كم²)، معظمها في رفح',
      ],
    ],
    [
      'neither',
      {},
      [
        'None planned. Ground recorded: none',
        'אין תכנון. שטח שנרשם: אין',
        'لا شيء مخطط. الأرض المسجلة: لا شيء',
      ],
    ],
    ['unknown without an answer', undefined, ['Unknown', 'לא ידוע', 'غير معروف']],
  ];

  test.each(cases)('%s', (_, force, texts) => {
    expect(said((p) => forceLine(force, true, p))).toEqual(texts);
  });

  test('no force in the legend is not unknown', () => {
    expect(said((p) => forceLine(undefined, false, p))).toEqual([
      'No force in the legend',
      'אין כוח במקרא',
      'لا قوة في مفتاح الخريطة',
    ]);
  });

  test('the place in a title is what follows its colon, or all of it', () => {
    const { format } = pen('en');
    expect(placeOf({ en: 'Planned sector: Rafah' }, format)).toBe('Rafah');
    expect(placeOf({ en: 'Rafah' }, format)).toBe('Rafah');
    expect(placeOf({ en: 'Sector:' }, format)).toBe('Sector:');
  });
});

describe('points of a hundred', () => {
  test.each([
    [0.16, '16 points'],
    [0.01, '1 point'],
    [0.004, '0.4 points'],
    [0, '0 points'],
  ])('%d is %s', (share, text) => {
    expect(bare(pointsOf(share, pen('en')))).toBe(text);
  });

  test('stand from left to right within a line of the other direction', () => {
    expect(pointsOf(0.16, pen('ar'))).toContain('\u206616\u2069');
  });
});
