// Hebrew. Arguments are already formatted and isolated; an empty one is not known.
import type { LineMessages } from './en';

export const lines: LineMessages = {
  label: 'התשובה בארבע שורות',
  questions: { split: 'פיצול?', moving: 'תנועה?', plan: 'תוכנית?', force: 'כוח?' },
  yes: (text) => `כן, ${text}`,
  no: (text) => `לא, ${text}`,
  words: {
    'two-zone': 'שני אזורים',
    several: 'כמה אזורים',
    cut: 'שטח חתוך לחלקים',
    belt: 'מחזיק אחד ורצועה',
    'one-holder': 'מחזיק אחד',
    unresolved: 'לא מוכרע',
    mixed: 'אין דפוס ברור',
  },
  open: { unresolved: 'לא מוכרע', mixed: 'אין דפוס ברור' },
  unknown: 'לא ידוע',
  bySide: (word, ratio) => `לפי צדדים: ${word}${ratio ? ` (${ratio})` : ''}`,
  byAccount: (text, range, who) =>
    `${text}; ${range ? `${range} ${who} לפי הגרסאות` : 'לפי הגרסאות'}, והמילה משתנה`,
  moving: {
    notObserved: (date, days) => `לא נצפה מאז ${date}${days ? ` (${days})` : ''}`,
    neverObserved: (update) =>
      `לא נצפה: אף מקור אינו אומר מתי הביט${update ? `; עדכון אחרון ${update}` : ''}`,
    frozen: (date, days) => `לא, קפוא${days ? ` זה ${days}` : ''}${date ? `, מאז ${date}` : ''}`,
    splitting: (signs, date) =>
      `כן, מתפצל${date ? ` מאז ${date}` : ''}${signs ? `: ${signs}` : ''}`,
    rejoining: (signs, date) =>
      `כן, מתאחה${date ? ` מאז ${date}` : ''}${signs ? `: ${signs}` : ''}`,
    moving: (gains, date) => `כן${date ? `, מאז ${date}` : ''}: ${gains}`,
    gains: (who, points) => `מרחיב: ${who}${points ? `, ${points}` : ''}`,
    nobodyGains: 'שטח מחליף ידיים ואיש אינו מרחיב',
    unchanged: (date, days) =>
      `לא ידוע: ללא שינוי מאז ${date}${days ? ` (${days})` : ''}, אך לא נצפה ברציפות`,
    mainPart: (up, points) => `החלק העיקרי של הצד השני ${up ? 'גדל' : 'קטן'} ב־${points}`,
    neck: (who, from, to) => `הצוואר של ${who} מ־${from} ל־${to}`,
    parts: (from, to) => `חלקים: מ־${from} ל־${to}`,
  },
  plan: {
    none: 'לא נרשמה תוכנית',
    notAnnounced: 'לא הוכרז שלב',
    reached: (phase) => `שלב ${phase} הושג`,
    reachedOf: (phase, date, done) =>
      `שלב ${phase}${date ? `, שהוכרז ${date},` : ''} הושג${done ? `: בוצעו ${done}` : ''}`,
    current: (phase, date) => `שלב ${phase}${date ? `, שהוכרז ${date}` : ''}`,
    on: (date, month) => (month ? `ב${date}` : `ב־${date}`),
    toHandOver: (points, area) => `נותרו למסירה ${points}${area ? ` (${area})` : ''}`,
    done: (share) => `בוצעו ${share}`,
    stalled: 'תקוע',
    details: (phase, figures) => `${phase}: ${figures}`,
  },
  force: {
    unlisted: 'אין כוח במקרא',
    planned: (first, more, date) =>
      `מתוכנן${date ? ` מאז ${date}` : ''}: ${first} תחילה${more ? `, ואחר כך עוד ${more}` : ''}`,
    nonePlanned: 'אין תכנון',
    held: (share, area, most) =>
      `שטח שנרשם: ${share}${area ? ` (${area})` : ''}${most ? `, רובו ב־${most}` : ''}`,
    noneHeld: 'שטח שנרשם: אין',
  },
  sentences: (first, second) => `${first}. ${second}`,
  and: (first, second) => `${first}; ${second}`,
  days: (n, text) =>
    n === 1 ? 'יום אחד' : n === 2 ? 'יומיים' : `${text} ${n > 10 ? 'יום' : 'ימים'}`,
  points: (n, text) => (n === 1 ? 'נקודת אחוז אחת' : `${text} נקודות אחוז`),
};
