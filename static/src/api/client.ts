// The one way to the server. Every failure is an ApiError that says whether the server answered and what it said.
import type { Changes } from './changes';
import type { AreasAnswer, Split, SpreadAnswer } from './answer';
import type {
  Enclave,
  HistoryEntry,
  Observations,
  Places,
  Surroundings,
  TileJson,
  Timeline,
  Zones,
} from './wire';

/** A failed request: an answer of problem+json (RFC 9457), or no answer at all (status 0). */
export class ApiError extends Error {
  readonly status: number;
  readonly parameter: string | undefined;

  constructor(message: string, status: number, parameter?: string) {
    super(message);
    this.name = 'ApiError';
    this.status = status;
    this.parameter = parameter;
  }

  /** No answer reached us: offline, refused or broken off. */
  get offline(): boolean {
    return this.status === 0;
  }
}

interface Problem {
  title?: string;
  detail?: string;
  parameter?: string;
}

async function problemOf(response: Response): Promise<ApiError> {
  const type = response.headers.get('content-type') ?? '';
  let problem: Problem = {};
  if (type.includes('json')) {
    problem = (await response.json().catch(() => ({}))) as Problem;
  }
  const said = problem.detail ?? problem.title ?? response.statusText;
  return new ApiError(said || `HTTP ${response.status}`, response.status, problem.parameter);
}

async function get<T>(url: string, signal?: AbortSignal): Promise<T> {
  let response: Response;
  try {
    response = await fetch(url, {
      headers: { Accept: 'application/json' },
      signal: signal ?? null,
    });
  } catch (cause) {
    if (signal?.aborted) throw cause;
    throw new ApiError('no answer from the server', 0);
  }
  if (!response.ok) throw await problemOf(response);
  return (await response.json()) as T;
}

const part = encodeURIComponent;

function series(enclave: string, id: string): string {
  return `/api/v1/enclaves/${part(enclave)}/series/${part(id)}`;
}

function query(values: Record<string, string | number | undefined>): string {
  const pairs = Object.entries(values).filter(([, value]) => value !== undefined);
  return pairs.length ? `?${new URLSearchParams(pairs.map(([k, v]) => [k, String(v)]))}` : '';
}

export const api = {
  enclaves: async (): Promise<Enclave[]> =>
    (await get<{ enclaves: Enclave[] | null }>('/api/v1/enclaves')).enclaves ?? [],

  places: (enclave: string) => get<Places>(`/api/v1/enclaves/${part(enclave)}/places`),

  surroundings: (enclave: string) =>
    get<Surroundings>(`/api/v1/enclaves/${part(enclave)}/surroundings`),

  observations: (enclave: string) =>
    get<Observations>(`/api/v1/enclaves/${part(enclave)}/observations`),

  timeline: (enclave: string, id: string, asOf?: string) =>
    get<Timeline>(`${series(enclave, id)}/timeline${query({ 'as-of': asOf })}`),

  changes: (enclave: string, id: string, asked: ChangesQuery, signal?: AbortSignal) =>
    get<Changes>(`${series(enclave, id)}/changes${query({ ...asked })}`, signal),

  split: (enclave: string, id: string, asked: DateQuery, signal?: AbortSignal) =>
    get<Split>(`${series(enclave, id)}/split${query({ ...asked })}`, signal),

  spread: (enclave: string, id: string, asked: DateQuery, signal?: AbortSignal) =>
    get<SpreadAnswer>(`${series(enclave, id)}/spread${query({ ...asked })}`, signal),

  areas: (enclave: string, id: string, asked: AreasQuery, signal?: AbortSignal) =>
    get<AreasAnswer>(`${series(enclave, id)}/areas${query({ ...asked })}`, signal),

  history: async (enclave: string, id: string, lon: number, lat: number, asOf?: string) =>
    (
      await get<{ entries: HistoryEntry[] | null }>(
        `${series(enclave, id)}/history${query({ lon, lat, 'as-of': asOf })}`,
      )
    ).entries ?? [],

  tileJson: (url: string, asOf?: string) => get<TileJson>(url + query({ 'as-of': asOf })),

  zones: (
    enclave: string,
    id: string,
    datetime: string,
    asOf: string | undefined,
    signal?: AbortSignal,
  ) => get<Zones>(exportUrl(enclave, id, datetime, asOf), signal),
};

/** A date, as it is known or was known at a time. */
export interface DateQuery {
  readonly datetime: string;
  readonly 'as-of'?: string | undefined;
}

/** The set of areas; the first by name if nothing is said. */
export interface AreasQuery extends DateQuery {
  readonly set?: string | undefined;
}

/** The two ends of a comparison; what is left out is as the path and the present have it. */
export interface ChangesQuery {
  readonly from: string;
  readonly to: string;
  readonly 'to-series'?: string | undefined;
  readonly 'as-of'?: string | undefined;
  readonly 'from-as-of'?: string | undefined;
  readonly 'to-as-of'?: string | undefined;
}

/** Where the zones of a date can be downloaded. */
export function exportUrl(enclave: string, id: string, datetime: string, asOf?: string): string {
  return `/export/${part(enclave)}/${part(id)}.geojson${query({ datetime, 'as-of': asOf })}`;
}

/** Where the table of areas of a date can be downloaded. */
export function areasCsvUrl(enclave: string, id: string, asked: AreasQuery): string {
  return `${series(enclave, id)}/areas${query({ ...asked, f: 'csv' })}`;
}
