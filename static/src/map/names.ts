// Names that the style and what feeds it share.

/**
 * The parts of a series' tiles, each a source of its own: a label that is laid out anew costs a frame more, and most
 * dates change no label.
 */
export const PARTS = ['ground', 'labels'] as const;
export type Part = (typeof PARTS)[number];

/** The source of each part: ground is zones, frontlines and the boundary. */
export const SOURCES: Record<Part, string> = { ground: 'series', labels: 'series-labels' };

/** The scheme under which a map asks for tiles of one date: seriessource.ts answers. Each map of the page has its own. */
export const SCHEME = 'dated';
export const OTHER_SCHEME = 'dated-other';

/** The address of a part of a tile, from the address or the template of the tile of all dates. */
export function partUrl(part: Part, url: string, scheme = SCHEME): string {
  return `${scheme}://${part}/${url}`;
}

/** What partUrl put together. */
export function partOf(url: string): { part: Part; url: string } {
  const rest = url.slice(url.indexOf('://') + '://'.length);
  const part = PARTS.find((each) => rest.startsWith(`${each}/`)) ?? 'ground';
  return { part, url: rest.slice(part.length + 1) };
}
