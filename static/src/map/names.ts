// Names that the style and what feeds it share.

/** The source of zones, frontlines and labels. */
export const SERIES_SOURCE = 'series';

/** The scheme under which the map asks for its tiles: seriessource.ts answers. */
export const SERIES_SCHEME = 'dated';
