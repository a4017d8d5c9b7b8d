// What stands behind the four lines. Arguments are already formatted and isolated.

interface Measure {
  name: string;
  what: string;
  source?: string;
}

export const analysis = {
  whereFrom: (name: string) => `Where from: ${name}`,
  source: (text: string) => `Source: ${text}`,
  convention: 'A convention of this product.',
  notGiven: 'not given: schematic shape',
  late: 'Working it out…',
  failed: (why: string) => `Not answered: ${why}`,
  plusMinus: (value: string, error: string) => `${value} (\u2066±${error}\u2069)`,

  trend: {
    title: 'Trend and its conditions',
    words: {
      'not observed': 'Not observed',
      frozen: 'Frozen',
      splitting: 'Splitting',
      rejoining: 'Rejoining',
      moving: 'Moving',
      unknown: 'Unknown',
    } as Record<string, string>,
    note: 'Over what was observed: silence is not stillness.',
    lastObserved: (date: string) => `Last observed ${date}`,
  },

  plan: {
    title: 'Against the plan',
    phase: 'Phase',
    state: 'State',
    words: {
      'not announced': 'not announced',
      announced: 'announced',
      'under way': 'under way',
      done: 'done',
    } as Record<string, string>,
    stalled: 'stalled',
    announced: 'Announced',
    left: 'To hand over',
    done: 'Done',
    reverse: 'The other way',
    note: 'To hand over: ground held that the plan gives to others in that phase.',
  },

  force: {
    title: 'The force: sectors and ground',
    planned: 'Planned sectors',
    since: 'Since',
    held: 'Ground recorded',
    area: 'Area',
    share: 'Of it',
    none: 'None',
  },

  parts: {
    title: 'Parts, necks and corridors',
    part: (holder: string, n: string) => `${holder} ${n}`,
    number: 'Part',
    area: 'Area',
    place: 'Place',
    neck: (width: string, share: string) =>
      `Neck ${width} wide${share ? `; ${share} of the main part lies beyond it` : ''}`,
    noNeck: 'No neck',
    corridor: (width: string) => `Cut by a corridor ${width} wide`,
  },

  spread: {
    accounts: 'Accounts of this date',
    account: 'Account',
    date: 'State of',
    word: 'Word',
    sensitivity: 'If one parameter is changed',
    parameter: 'Parameter',
    parameters: {
      epsilon_m: 'Epsilon',
      minimum_mapping_unit_km2: 'Minimum mapping unit',
      boundary: 'Boundary',
      line_shift_m: 'Line shifted',
    } as Record<string, string>,
    changes: 'changes the word',
    none: 'No other account of this date.',
    never: 'No change of these gives another word.',
  },

  measures: {
    splitting_index: {
      name: 'Splitting index S',
      what: 'S = H² / Σ a²: the ground of all sides squared over the sum of the squared parts. Two equal parts give 2.',
      source: 'Jaeger 2000, Landscape Ecology 15:115–130; FRAGSTATS SPLIT',
    },
    division: {
      name: 'Landscape division D',
      what: 'D = 1 − Σ (a/H)²: the chance that two places of the sides’ ground lie in different parts.',
      source: 'Jaeger 2000',
    },
    effective_mesh_km2: {
      name: 'Effective mesh size',
      what: 'm_eff = Σ a² / H: the size of equal parts that would split the ground as much.',
      source: 'Jaeger 2000',
    },
    effective_holders: {
      name: 'Effective holders',
      what: 'Inverse Simpson index of the sides’ shares: how many equal holders would divide the ground as much.',
      source: 'Laakso and Taagepera 1979',
    },
    sides_area_km2: {
      name: 'Ground of all sides',
      what: 'H: the ground of all sides, without contested and unassigned.',
    },
    contested_share: {
      name: 'Contested',
      what: 'Contested ground over the area of the boundary.',
      source: 'FRAGSTATS PLAND',
    },
    unassigned_share: {
      name: 'Unassigned',
      what: 'Ground that no statement covers, over the area of the boundary.',
      source: 'FRAGSTATS PLAND',
    },
    part_count: {
      name: 'Parts',
      what: 'Connected pieces of the cleaned ground that share an edge. It jumps: no alarm on it alone.',
      source: 'FRAGSTATS NP',
    },
    largest_part_share: {
      name: 'Largest part',
      what: 'LPI: the largest part over the area of the boundary.',
      source: 'FRAGSTATS LPI',
    },
    fragmentation: {
      name: 'Fragmentation F',
      what: 'F = A² / Σ a²: 1 is one piece.',
      source: 'Jaeger 2000, by class',
    },
    enclosure: {
      name: 'Enclosure',
      what: 'The share of the outer edge that meets another side rather than the boundary.',
    },
    neck: {
      name: 'Neck width',
      what: 'Twice the smallest inward buffer after which the main part falls into pieces of which two, grown back, cover at least 10 % of it each. It falls before the count of parts rises.',
      source: 'Mathematical morphology: Serra 1982',
    },
    polsby_popper: {
      name: 'Compactness',
      what: '4πA/P² of the main part; a circle gives 1. The perimeter depends on how the line was digitised: the number of vertices is given with it.',
      source: 'Polsby and Popper 1991',
    },
    direct_km: {
      name: 'Frontline, direct',
      what: 'Length of the edge that the ground of two sides shares, on the ellipsoid.',
    },
    through_contested_km: {
      name: 'Frontline through contested ground',
      what: 'Length of the centre line of contested ground between two sides.',
    },
  } as Record<string, Measure>,
  vertices: (n: string) => `${n} vertices`,
  measuresBy: 'By holder',
  measuresAll: 'Of the enclave',
  metric: (crs: string) => `Lengths and widths are computed in ${crs}.`,

  areas: {
    title: 'By area and by people',
    table: 'All areas and columns',
    area: 'Area',
    code: 'Code',
    size: 'Size',
    even: 'assumes even spread',
    csv: 'Download as CSV',
    none: 'No areas imported yet.',
    next: 'Import some with this command:',
    points: 'Points by holder',
    set: 'Set of areas',
    count: 'Points',
    outside: 'Outside',
    uncertain: (n: string) => `${n} within the error of a front`,
    dated: (name: string, date: string) => `${name}, ${date}`,
    total: (name: string) => `${name}, whole area`,
  },
};

export type AnalysisMessages = typeof analysis;
