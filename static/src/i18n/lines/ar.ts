// Arabic. Arguments are already formatted and isolated; an empty one is not known.
import { counted } from '../counted';
import type { LineMessages } from './en';

export const lines: LineMessages = {
  label: 'الجواب في أربعة أسطر',
  questions: { split: 'انقسام؟', moving: 'حركة؟', plan: 'الخطة؟', force: 'القوة؟' },
  yes: (text) => `نعم، ${text}`,
  no: (text) => `لا، ${text}`,
  words: {
    'two-zone': 'منطقتان',
    several: 'عدة مناطق',
    cut: 'أرض مقطعة إلى أجزاء',
    belt: 'مسيطر واحد وحزام',
    'one-holder': 'مسيطر واحد',
    unresolved: 'غير محسوم',
    mixed: 'لا نمط واضح',
  },
  open: { unresolved: 'غير محسوم', mixed: 'لا نمط واضح' },
  unknown: 'غير معروف',
  bySide: (word, ratio) => `بحسب الأطراف: ${word}${ratio ? ` (${ratio})` : ''}`,
  byAccount: (text, range, who) =>
    `${text}؛ ${range ? `${range} ${who} بحسب الروايات` : 'بحسب الروايات'}، والكلمة تتغير`,
  moving: {
    notObserved: (date, days) => `لا رصد منذ ${date}${days ? ` (${days})` : ''}`,
    neverObserved: (update) =>
      `لا رصد: لا يذكر أي مصدر متى نظر${update ? `؛ آخر تحديث ${update}` : ''}`,
    frozen: (date, days) => `لا، مجمد${days ? ` لمدة ${days}` : ''}${date ? `، منذ ${date}` : ''}`,
    splitting: (signs, date) =>
      `نعم، نحو الانقسام${date ? ` منذ ${date}` : ''}${signs ? `: ${signs}` : ''}`,
    rejoining: (signs, date) =>
      `نعم، نحو الالتئام${date ? ` منذ ${date}` : ''}${signs ? `: ${signs}` : ''}`,
    moving: (gains, date) => `نعم${date ? `، منذ ${date}` : ''}: ${gains}`,
    gains: (who, points) => `الرابح ${who}${points ? `، ${points}` : ''}`,
    nobodyGains: 'أرض تنتقل ولا أحد يربح',
    unchanged: (date, days) =>
      `غير معروف: بلا تغير منذ ${date}${days ? ` (${days})` : ''}، لكن بلا رصد متواصل`,
    mainPart: (up, points) => `الجزء الرئيسي للطرف الثاني ${up ? 'زاد' : 'نقص'} ${points}`,
    neck: (who, from, to) => `عنق ${who} من ${from} إلى ${to}`,
    parts: (from, to) => `الأجزاء من ${from} إلى ${to}`,
  },
  plan: {
    none: 'لا خطة مسجلة',
    notAnnounced: 'لم تعلن أي مرحلة',
    reached: (phase) => `بلغت المرحلة ${phase}`,
    reachedOf: (phase, date, done) =>
      `بلغت المرحلة ${phase}${date ? `، المعلنة ${date}` : ''}${done ? `: أنجز ${done}` : ''}`,
    current: (phase, date) => `المرحلة ${phase}${date ? `، المعلنة ${date}` : ''}`,
    on: (date) => `في ${date}`,
    toHandOver: (points, area) => `بقي للتسليم ${points}${area ? ` (${area})` : ''}`,
    done: (share) => `أنجز ${share}`,
    stalled: 'متعثرة',
    details: (phase, figures) => `${phase}: ${figures}`,
  },
  force: {
    unlisted: 'لا قوة في مفتاح الخريطة',
    planned: (first, more, date) =>
      `المخطط${date ? ` منذ ${date}` : ''}: ${first} أولا${more ? `، ثم ${more} أخرى` : ''}`,
    nonePlanned: 'لا شيء مخطط',
    held: (share, area, most) =>
      `الأرض المسجلة: ${share}${area ? ` (${area})` : ''}${most ? `، معظمها في ${most}` : ''}`,
    noneHeld: 'الأرض المسجلة: لا شيء',
  },
  sentences: (first, second) => `${first}. ${second}`,
  and: (first, second) => `${first}؛ ${second}`,
  days: (n, text) => counted(n, 'يوم واحد', 'يومين', 'أيام', 'يوما', text),
  points: (n, text) => counted(n, 'نقطة مئوية', 'نقطتان مئويتان', 'نقاط مئوية', 'نقطة مئوية', text),
};
