// The address bar as state. A step is a new entry, so that Back works; a drag or a pan rewrites the entry in place.
import { type Place, formatPlace, parsePlace } from '../core/url';

/** Date changes that follow one another within this time are one entry of the history. */
const ONE_GESTURE_MS = 900;
/** Browsers limit how often the address may change. */
const WRITE_MS = 200;

export type Mode = 'push' | 'replace' | 'gesture';

export class Address {
  place = $state.raw<Place>(parsePlace(location.search));
  #lastGesture = -Infinity;
  #timer: ReturnType<typeof setTimeout> | undefined;

  constructor() {
    addEventListener('popstate', () => {
      clearTimeout(this.#timer);
      this.#timer = undefined;
      this.#lastGesture = -Infinity;
      this.place = parsePlace(location.search);
    });
    addEventListener('pagehide', () => this.#flush());
  }

  go(patch: Partial<Place>, mode: Mode): void {
    const now = performance.now();
    const fresh =
      mode === 'push' || (mode === 'gesture' && now - this.#lastGesture > ONE_GESTURE_MS);
    if (mode === 'gesture') this.#lastGesture = now;
    else if (mode === 'push') this.#lastGesture = -Infinity;
    if (fresh) {
      this.#flush();
      history.pushState(null, '', this.#url({ ...this.place, ...patch }));
    }
    this.place = { ...this.place, ...patch };
    if (!fresh) this.#timer ??= setTimeout(() => this.#flush(), WRITE_MS);
  }

  #flush(): void {
    if (this.#timer === undefined) return;
    clearTimeout(this.#timer);
    this.#timer = undefined;
    history.replaceState(null, '', this.#url(this.place));
  }

  #url(place: Place): string {
    return location.pathname + formatPlace(place);
  }
}
