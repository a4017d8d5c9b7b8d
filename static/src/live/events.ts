// News from the server: one event stream for all tabs of this browser. HTTP/1.1 allows six connections to a host, and a
// stream for each tab would starve the tiles. The tab that holds the lock listens and tells the others.

export interface Revision {
  readonly enclave: string;
  readonly series: string;
  readonly revision: number;
}

const NAME = 'splitline-events';

/** Calls back at each new revision until the returned function is called. */
export function listen(onRevision: (news: Revision) => void): () => void {
  const stop = new AbortController();
  const channel = new BroadcastChannel(NAME);
  channel.onmessage = (event: MessageEvent<unknown>) => {
    if (isRevision(event.data)) onRevision(event.data);
  };
  const lead = () =>
    stream(stop.signal, (news) => {
      channel.postMessage(news);
      onRevision(news);
    });
  if ('locks' in navigator) {
    navigator.locks.request(NAME, { signal: stop.signal }, lead).catch(ignoreAbort);
  } else {
    // Locks exist on secure origins only; elsewhere each tab listens for itself.
    void lead();
  }
  stop.signal.addEventListener('abort', () => channel.close());
  return () => stop.abort();
}

/** Holds the stream open, and with it the lock, until aborted. */
function stream(signal: AbortSignal, onRevision: (news: Revision) => void): Promise<void> {
  return new Promise((resolve) => {
    const source = new EventSource('/events');
    source.addEventListener('revision', (event) => {
      const news = parse(String(event.data));
      if (news) onRevision(news);
    });
    signal.addEventListener('abort', () => {
      source.close();
      resolve();
    });
  });
}

export function parse(text: string): Revision | undefined {
  try {
    const value: unknown = JSON.parse(text);
    return isRevision(value) ? value : undefined;
  } catch {
    return undefined;
  }
}

function isRevision(value: unknown): value is Revision {
  if (typeof value !== 'object' || value === null) return false;
  const { enclave, series, revision } = value as Record<string, unknown>;
  return typeof enclave === 'string' && typeof series === 'string' && typeof revision === 'number';
}

function ignoreAbort(error: unknown): void {
  if (!(error instanceof DOMException && error.name === 'AbortError')) throw error;
}
