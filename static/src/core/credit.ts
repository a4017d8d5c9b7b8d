// Whom the map has its data from: each account once, in the order in which they are met.
import type { Places, Surroundings } from '../api/wire';

export interface Credit {
  readonly name: string;
  readonly url?: string;
  readonly licence?: string;
  readonly licenceUrl?: string;
}

/** Data whose licence asks for more than the name: a link to it, and to the licence. */
const TERMS: Record<string, Omit<Credit, 'name'>> = {
  GeoNames: {
    url: 'https://www.geonames.org/',
    licence: 'CC BY 4.0',
    licenceUrl: 'https://creativecommons.org/licenses/by/4.0/',
  },
  '© OpenStreetMap contributors': {
    url: 'https://www.openstreetmap.org/copyright',
    licence: 'ODbL 1.0',
    licenceUrl: 'https://opendatacommons.org/licenses/odbl/1-0/',
  },
};

export function creditOf(name: string): Credit {
  return { name, ...TERMS[name] };
}

/** The accounts in the text of a TileJSON attribution, which separates them by semicolons. */
export function creditsOfText(text: string): Credit[] {
  return named(text.split(';'));
}

/** The sources of places or of surroundings, once each. */
export function creditsOf(data: Places | Surroundings | undefined): Credit[] {
  return named((data?.features ?? []).map((feature) => feature.properties.source));
}

function named(names: readonly (string | undefined)[]): Credit[] {
  const known = new Set(names.map((name) => name?.trim()).filter((name) => !!name));
  return [...known].map((name) => creditOf(name as string));
}

/** The names in a row, those that are in another row left out. */
export function namesOf(credits: readonly Credit[], except: readonly Credit[] = []): string {
  const said = new Set(except.map((credit) => credit.name));
  return credits
    .map((credit) => credit.name)
    .filter((name) => !said.has(name))
    .join(', ');
}
