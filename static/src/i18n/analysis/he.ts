// Hebrew. Arguments are already formatted and isolated.
import type { AnalysisMessages } from './en';

export const analysis: AnalysisMessages = {
  whereFrom: (name) => `מניין: ${name}`,
  source: (text) => `מקור: ${text}`,
  convention: 'מוסכמה של המוצר הזה.',
  notGiven: 'לא ניתן: צורה סכמטית',
  late: 'מחשבים…',
  failed: (why) => `אין תשובה: ${why}`,
  plusMinus: (value, error) => `${value} (\u2066±${error}\u2069)`,

  trend: {
    title: 'המגמה ותנאיה',
    words: {
      'not observed': 'לא נצפה',
      frozen: 'קפוא',
      splitting: 'מתפצל',
      rejoining: 'מתאחה',
      moving: 'בתנועה',
      unknown: 'לא ידוע',
    },
    note: 'על פי מה שנצפה: שתיקה אינה קיפאון.',
    lastObserved: (date) => `תצפית אחרונה ${date}`,
  },

  plan: {
    title: 'מול התוכנית',
    phase: 'שלב',
    state: 'מצב',
    words: {
      'not announced': 'לא הוכרז',
      announced: 'הוכרז',
      'under way': 'בביצוע',
      done: 'בוצע',
    },
    stalled: 'תקוע',
    announced: 'הוכרז',
    left: 'נותר למסירה',
    done: 'בוצע',
    reverse: 'בכיוון ההפוך',
    note: 'נותר למסירה: שטח מוחזק שהתוכנית נותנת לאחרים באותו שלב.',
  },

  force: {
    title: 'הכוח: גזרות ושטח',
    planned: 'גזרות מתוכננות',
    since: 'מאז',
    held: 'שטח שנרשם',
    area: 'אזור',
    share: 'מתוכו',
    none: 'אין',
  },

  parts: {
    title: 'חלקים, צווארים ומסדרונות',
    part: (holder, n) => `${holder} ${n}`,
    number: 'חלק',
    area: 'שטח',
    place: 'מקום',
    neck: (width, share) => `צוואר ברוחב ${width}${share ? `; ${share} מהחלק העיקרי מעבר לו` : ''}`,
    noNeck: 'אין צוואר',
    corridor: (width) => `חתוך במסדרון ברוחב ${width}`,
  },

  spread: {
    accounts: 'הגרסאות לתאריך הזה',
    account: 'גרסה',
    date: 'המצב מתאריך',
    word: 'מילה',
    sensitivity: 'אם משנים פרמטר אחד',
    parameter: 'פרמטר',
    parameters: {
      epsilon_m: 'אפסילון',
      minimum_mapping_unit_km2: 'יחידת מיפוי מזערית',
      boundary: 'גבול',
      line_shift_m: 'הזזת הקו',
    },
    changes: 'משנה את המילה',
    none: 'אין גרסה אחרת לתאריך הזה.',
    never: 'אף אחד מהשינויים אינו נותן מילה אחרת.',
  },

  measures: {
    splitting_index: {
      name: 'מדד הפיצול S',
      what: 'S = H² / Σ a²: ריבוע השטח של כל הצדדים חלקי סכום ריבועי החלקים. שני חלקים שווים נותנים 2.',
      source: 'Jaeger 2000, Landscape Ecology 15:115–130; FRAGSTATS SPLIT',
    },
    division: {
      name: 'חלוקת הנוף D',
      what: 'D = 1 − Σ (a/H)²: הסיכוי ששני מקומות בשטח הצדדים נמצאים בחלקים שונים.',
      source: 'Jaeger 2000',
    },
    effective_mesh_km2: {
      name: 'גודל רשת אפקטיבי',
      what: 'm_eff = Σ a² / H: גודלם של חלקים שווים שהיו מפצלים את השטח באותה מידה.',
      source: 'Jaeger 2000',
    },
    effective_holders: {
      name: 'מספר מחזיקים אפקטיבי',
      what: 'מדד סימפסון ההפוך של חלקי הצדדים: כמה מחזיקים שווים היו מחלקים את השטח באותה מידה.',
      source: 'Laakso and Taagepera 1979',
    },
    sides_area_km2: {
      name: 'שטח כל הצדדים',
      what: 'H: השטח של כל הצדדים, בלי השנוי במחלוקת והלא משויך.',
    },
    contested_share: {
      name: 'שנוי במחלוקת',
      what: 'שטח שנוי במחלוקת חלקי שטח הגבול.',
      source: 'FRAGSTATS PLAND',
    },
    unassigned_share: {
      name: 'לא משויך',
      what: 'שטח ששום הצהרה אינה מכסה, חלקי שטח הגבול.',
      source: 'FRAGSTATS PLAND',
    },
    part_count: {
      name: 'חלקים',
      what: 'פיסות רצופות של השטח המנוקה, שחולקות קו. המספר קופץ: אין להתריע לפיו לבדו.',
      source: 'FRAGSTATS NP',
    },
    largest_part_share: {
      name: 'החלק הגדול ביותר',
      what: 'LPI: החלק הגדול ביותר חלקי שטח הגבול.',
      source: 'FRAGSTATS LPI',
    },
    fragmentation: {
      name: 'קיטוע F',
      what: 'F = A² / Σ a²: 1 הוא חלק אחד.',
      source: 'Jaeger 2000, by class',
    },
    enclosure: {
      name: 'כיתור',
      what: 'חלק הקו החיצוני שפוגש צד אחר ולא את הגבול.',
    },
    neck: {
      name: 'רוחב הצוואר',
      what: 'פעמיים הכיווץ הקטן ביותר שאחריו החלק העיקרי מתפרק לחלקים ששניים מהם, כשמגדילים אותם חזרה, מכסים לפחות 10 % ממנו כל אחד. הוא יורד לפני שמספר החלקים עולה.',
      source: 'Mathematical morphology: Serra 1982',
    },
    polsby_popper: {
      name: 'קומפקטיות',
      what: '4πA/P² של החלק העיקרי; עיגול נותן 1. ההיקף תלוי באופן שבו הקו שורטט, ולכן ניתן גם מספר הקודקודים.',
      source: 'Polsby and Popper 1991',
    },
    direct_km: {
      name: 'קו חזית, ישיר',
      what: 'אורך הקו המשותף לשטחם של שני צדדים, על האליפסואיד.',
    },
    through_contested_km: {
      name: 'קו חזית דרך שטח שנוי במחלוקת',
      what: 'אורך קו האמצע של השטח השנוי במחלוקת בין שני צדדים.',
    },
  },
  vertices: (n) => `${n} קודקודים`,
  measuresBy: 'לפי מחזיק',
  measuresAll: 'של המובלעת',
  metric: (crs) => `אורכים ורוחבים מחושבים ב־${crs}.`,

  areas: {
    title: 'לפי אזור ולפי אנשים',
    table: 'כל האזורים והעמודות',
    area: 'אזור',
    code: 'קוד',
    size: 'גודל',
    even: 'בהנחת פיזור אחיד',
    csv: 'הורדה כ־CSV',
    none: 'עדיין לא יובאו אזורים.',
    next: 'אפשר לייבא בפקודה:',
    points: 'נקודות לפי מחזיק',
    set: 'אוסף אזורים',
    count: 'נקודות',
    outside: 'בחוץ',
    uncertain: (n) => `${n} בתחום השגיאה של חזית`,
    dated: (name, date) => `${name}, ${date}`,
    total: (name) => `${name}, כל האזור`,
  },
};
