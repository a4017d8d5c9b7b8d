// Arabic, unvocalised. Arguments are already formatted and isolated.
import type { AnalysisMessages } from './en';

export const analysis: AnalysisMessages = {
  whereFrom: (name) => `من أين: ${name}`,
  source: (text) => `المصدر: ${text}`,
  convention: 'اصطلاح هذا المنتج.',
  notGiven: 'لا يعطى: شكل تخطيطي',
  late: 'يجري الحساب…',
  failed: (why) => `لا جواب: ${why}`,
  plusMinus: (value, error) => `${value} (\u2066±${error}\u2069)`,

  trend: {
    title: 'الاتجاه وشروطه',
    words: {
      'not observed': 'لا رصد',
      frozen: 'مجمد',
      splitting: 'نحو الانقسام',
      rejoining: 'نحو الالتئام',
      moving: 'يتحرك',
      unknown: 'غير معروف',
    },
    note: 'بحسب ما رصد: الصمت ليس سكونا.',
    lastObserved: (date) => `آخر رصد ${date}`,
  },

  plan: {
    title: 'مقارنة بالخطة',
    phase: 'المرحلة',
    state: 'الحالة',
    words: {
      'not announced': 'لم تعلن',
      announced: 'أعلنت',
      'under way': 'جارية',
      done: 'أنجزت',
    },
    stalled: 'متعثرة',
    announced: 'أعلنت',
    left: 'بقي للتسليم',
    done: 'أنجز',
    reverse: 'بالاتجاه المعاكس',
    note: 'بقي للتسليم: أرض مسيطر عليها تعطيها الخطة لآخرين في تلك المرحلة.',
  },

  force: {
    title: 'القوة: القطاعات والأرض',
    planned: 'قطاعات مخططة',
    since: 'منذ',
    held: 'أرض مسجلة',
    area: 'المنطقة',
    share: 'منها',
    none: 'لا شيء',
  },

  parts: {
    title: 'الأجزاء والأعناق والممرات',
    part: (holder, n) => `${holder} ${n}`,
    number: 'الجزء',
    area: 'المساحة',
    place: 'الموضع',
    neck: (width, share) => `عنق عرضه ${width}${share ? `؛ وراءه ${share} من الجزء الرئيسي` : ''}`,
    noNeck: 'لا عنق',
    corridor: (width) => `يقطعها ممر عرضه ${width}`,
  },

  spread: {
    accounts: 'الروايات لهذا التاريخ',
    account: 'الرواية',
    date: 'حالة',
    word: 'الكلمة',
    sensitivity: 'إذا تغير معامل واحد',
    parameter: 'المعامل',
    parameters: {
      epsilon_m: 'إبسيلون',
      minimum_mapping_unit_km2: 'أصغر وحدة خرائطية',
      boundary: 'الحدود',
      line_shift_m: 'إزاحة الخط',
    },
    changes: 'يغير الكلمة',
    none: 'لا رواية أخرى لهذا التاريخ.',
    never: 'لا يعطي أي من هذه التغييرات كلمة أخرى.',
  },

  measures: {
    splitting_index: {
      name: 'مؤشر الانقسام S',
      what: 'S = H² / Σ a²: مربع أرض الأطراف كلها على مجموع مربعات الأجزاء. جزآن متساويان يعطيان 2.',
      source: 'Jaeger 2000, Landscape Ecology 15:115–130; FRAGSTATS SPLIT',
    },
    division: {
      name: 'تجزؤ الأرض D',
      what: 'D = 1 − Σ (a/H)²: احتمال أن يقع موضعان من أرض الأطراف في جزأين مختلفين.',
      source: 'Jaeger 2000',
    },
    effective_mesh_km2: {
      name: 'حجم الشبكة الفعلي',
      what: 'm_eff = Σ a² / H: حجم أجزاء متساوية تقسم الأرض بالقدر نفسه.',
      source: 'Jaeger 2000',
    },
    effective_holders: {
      name: 'عدد المسيطرين الفعلي',
      what: 'مقلوب مؤشر سيمبسون لنسب الأطراف: كم مسيطرا متساويا يقسم الأرض بالقدر نفسه.',
      source: 'Laakso and Taagepera 1979',
    },
    sides_area_km2: {
      name: 'أرض الأطراف كلها',
      what: 'H: أرض الأطراف كلها من دون المتنازع عليه وغير المحدد.',
    },
    contested_share: {
      name: 'متنازع عليه',
      what: 'الأرض المتنازع عليها على مساحة الحدود.',
      source: 'FRAGSTATS PLAND',
    },
    unassigned_share: {
      name: 'غير محدد',
      what: 'أرض لا يغطيها أي بيان، على مساحة الحدود.',
      source: 'FRAGSTATS PLAND',
    },
    part_count: {
      name: 'الأجزاء',
      what: 'قطع متصلة من الأرض المنقاة تشترك في حد. العدد يقفز: لا إنذار به وحده.',
      source: 'FRAGSTATS NP',
    },
    largest_part_share: {
      name: 'أكبر جزء',
      what: 'LPI: أكبر جزء على مساحة الحدود.',
      source: 'FRAGSTATS LPI',
    },
    fragmentation: {
      name: 'التجزؤ F',
      what: 'F = A² / Σ a²: الرقم 1 قطعة واحدة.',
      source: 'Jaeger 2000, by class',
    },
    enclosure: {
      name: 'التطويق',
      what: 'نسبة الحد الخارجي التي تلاقي طرفا آخر لا حدود الجيب.',
    },
    neck: {
      name: 'عرض العنق',
      what: 'ضعف أصغر انكماش يتفكك بعده الجزء الرئيسي إلى قطع تغطي اثنتان منها، بعد إعادة تكبيرهما، 10 % منه على الأقل لكل منهما. ينخفض قبل أن يرتفع عدد الأجزاء.',
      source: 'Mathematical morphology: Serra 1982',
    },
    polsby_popper: {
      name: 'التراص',
      what: '4πA/P² للجزء الرئيسي؛ الدائرة تعطي 1. يتوقف المحيط على طريقة رسم الخط، ولذلك يذكر معه عدد الرؤوس.',
      source: 'Polsby and Popper 1991',
    },
    direct_km: {
      name: 'خط الجبهة المباشر',
      what: 'طول الحد المشترك بين أرض طرفين، على المجسم الإهليلجي.',
    },
    through_contested_km: {
      name: 'خط الجبهة عبر أرض متنازع عليها',
      what: 'طول خط الوسط للأرض المتنازع عليها بين طرفين.',
    },
  },
  vertices: (n) => `${n} رأسا`,
  measuresBy: 'بحسب المسيطر',
  measuresAll: 'للجيب كله',
  metric: (crs) => `تحسب الأطوال والعروض في ${crs}.`,

  areas: {
    title: 'بحسب المناطق والسكان',
    table: 'كل المناطق والأعمدة',
    area: 'المنطقة',
    code: 'الرمز',
    size: 'المساحة',
    even: 'بافتراض توزع متساو',
    csv: 'تنزيل بصيغة CSV',
    none: 'لم تستورد مناطق بعد.',
    next: 'استوردها بهذا الأمر:',
    points: 'نقاط بحسب المسيطر',
    set: 'مجموعة المناطق',
    count: 'النقاط',
    outside: 'خارجها',
    uncertain: (n) => `${n} ضمن خطأ الجبهة`,
    dated: (name, date) => `${name}، ${date}`,
    total: (name) => `${name}، المنطقة كلها`,
  },
};
