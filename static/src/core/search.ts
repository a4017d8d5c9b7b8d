// Search for a place in any of its languages, forgiving of accents, the Arabic article and hyphens.
import type { Places } from '../api/wire';
import type { Lang } from './url';

export interface Hit {
  readonly name: string;
  readonly lon: number;
  readonly lat: number;
}

/** A text brought to the form in which it is compared. */
export function plain(text: string): string {
  return text
    .normalize('NFD')
    .replace(/\p{M}/gu, '')
    .toLowerCase()
    .replace(/[أإآ]/g, 'ا')
    .replace(/[-'’ʻ`׳״"]/g, ' ')
    .replace(/\s+/g, ' ')
    .trim();
}

/** Places whose name in some language contains the query; names that begin with it come first. */
export function findPlaces(places: Places, query: string, lang: Lang, limit = 8): Hit[] {
  const wanted = plain(query);
  if (!wanted) return [];
  const hits: (Hit & { order: number })[] = [];
  for (const feature of places.features) {
    const names = Object.values(feature.properties.name).map(plain);
    const starts = names.some((n) => n.startsWith(wanted) || n.includes(` ${wanted}`));
    if (!starts && !names.some((n) => n.includes(wanted))) continue;
    const [lon = 0, lat = 0] = feature.geometry.coordinates;
    const { name, rank = 9 } = feature.properties;
    hits.push({
      name: name[lang] ?? name.en ?? Object.values(name)[0] ?? '',
      lon,
      lat,
      order: (starts ? 0 : 100) + rank,
    });
  }
  return hits
    .sort((a, b) => a.order - b.order || a.name.localeCompare(b.name))
    .slice(0, limit)
    .map(({ name, lon, lat }) => ({ name, lon, lat }));
}
