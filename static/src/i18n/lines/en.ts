// The answer in four lines. Arguments are already formatted and isolated; an empty one is not known.

export const lines = {
  label: 'The answer in four lines',
  questions: { split: 'Split?', moving: 'Moving?', plan: 'Plan?', force: 'Force?' },
  yes: (text: string) => `Yes, ${text}`,
  no: (text: string) => `No, ${text}`,
  /** As they stand within a sentence. */
  words: {
    'two-zone': 'two zones',
    several: 'several zones',
    cut: 'ground cut in parts',
    belt: 'one holder and a belt',
    'one-holder': 'one holder',
    unresolved: 'unresolved',
    mixed: 'no clear pattern',
  } as Record<string, string>,
  open: { unresolved: 'Unresolved', mixed: 'No clear pattern' } as Record<string, string>,
  unknown: 'Unknown',
  bySide: (word: string, ratio: string) => `By side: ${word}${ratio ? ` (${ratio})` : ''}`,
  byAccount: (text: string, range: string, who: string) =>
    `${text}; ${range ? `${range} ${who} by account` : 'by account'}, and the word changes`,
  moving: {
    notObserved: (date: string, days: string) =>
      `Not observed since ${date}${days ? ` (${days})` : ''}`,
    neverObserved: (update: string) =>
      `Not observed: no source says when it looked${update ? `; last update ${update}` : ''}`,
    frozen: (date: string, days: string) =>
      `No, frozen${days ? ` for ${days}` : ''}${date ? `, since ${date}` : ''}`,
    splitting: (signs: string, date: string) =>
      `Yes, splitting${date ? ` since ${date}` : ''}${signs ? `: ${signs}` : ''}`,
    rejoining: (signs: string, date: string) =>
      `Yes, rejoining${date ? ` since ${date}` : ''}${signs ? `: ${signs}` : ''}`,
    moving: (gains: string, date: string) => `Yes${date ? `, since ${date}` : ''}: ${gains}`,
    gains: (who: string, points: string) => `${who} gains${points ? ` ${points}` : ''}`,
    nobodyGains: 'ground changes hands, nobody gains',
    unchanged: (date: string, days: string) =>
      `Unknown: unchanged since ${date}${days ? ` (${days})` : ''}, but not watched throughout`,
    mainPart: (up: boolean, points: string) =>
      `the second side’s main part ${up ? 'rose' : 'fell'} by ${points}`,
    neck: (who: string, from: string, to: string) => `neck of ${who} from ${from} to ${to}`,
    parts: (from: string, to: string) => `parts from ${from} to ${to}`,
  },
  plan: {
    none: 'No plan recorded',
    notAnnounced: 'No phase announced',
    reached: (phase: string) => `Phase ${phase} reached`,
    reachedOf: (phase: string, date: string, done: string) =>
      `Phase ${phase}${date ? `, announced ${date},` : ''} reached${done ? `: ${done} done` : ''}`,
    current: (phase: string, date: string) => `Phase ${phase}${date ? `, announced ${date}` : ''}`,
    on: (date: string, month: boolean) => `${month ? 'in' : 'on'} ${date}`,
    toHandOver: (points: string, area: string) =>
      `${points}${area ? ` (${area})` : ''} still to hand over`,
    done: (share: string) => `${share} done`,
    stalled: 'stalled',
    details: (phase: string, figures: string) => `${phase}: ${figures}`,
  },
  force: {
    unlisted: 'No force in the legend',
    planned: (first: string, more: number, date: string) =>
      `Planned${date ? ` since ${date}` : ''}: ${first} first${more ? `, then ${more} more` : ''}`,
    nonePlanned: 'None planned',
    held: (share: string, area: string, most: string) =>
      `Ground recorded: ${share}${area ? ` (${area})` : ''}${most ? `, most in ${most}` : ''}`,
    noneHeld: 'Ground recorded: none',
  },
  sentences: (first: string, second: string) => `${first}. ${second}`,
  and: (first: string, second: string) => `${first}; ${second}`,
  days: (n: number, text: string) => `${text} ${n === 1 ? 'day' : 'days'}`,
  points: (n: number, text: string) => `${text} ${n === 1 ? 'point' : 'points'}`,
};

export type LineMessages = typeof lines;
