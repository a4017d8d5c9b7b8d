// Turns the map from date to date: one change at a time, the last one asked for next, those between never.
import type { Seconds } from '../core/time';

/** What a change of date needs of the map. */
export interface Surface {
  /** Loads what the date changes; false where nothing does. */
  load(at: Seconds): boolean;
  /** All that was to be loaded is here, or has failed. */
  loaded(): boolean;
  /** Lets the map draw what was loaded. */
  draw(): void;
  /** The date is shown without anything to draw. */
  same(at: Seconds): void;
}

export class Turner {
  readonly #surface: Surface;
  #wanted: Seconds;
  #shown: Seconds;
  /** Loading a date, then drawing it; only then may the next one come. */
  #busy: 'loading' | 'drawing' | undefined;

  constructor(surface: Surface, shown: Seconds) {
    this.#surface = surface;
    this.#wanted = shown;
    this.#shown = shown;
  }

  /** The date whose tiles the map has or is loading. */
  get shown(): Seconds {
    return this.#shown;
  }

  turn(at: Seconds): void {
    this.#wanted = at;
    this.#next();
  }

  /** Something was loaded, or failed. */
  arrived(): void {
    if (this.#busy === 'drawing') return;
    if (!this.#surface.loaded()) return;
    if (this.#busy === 'loading') {
      this.#busy = 'drawing';
      this.#surface.draw();
    } else {
      this.#next();
    }
  }

  /** The map has drawn a frame. */
  drawn(): void {
    if (this.#busy !== 'drawing') return;
    this.#busy = undefined;
    this.#next();
  }

  #next(): void {
    // A tile that is still on its way carries the date shown.
    if (this.#busy || this.#wanted === this.#shown || !this.#surface.loaded()) return;
    this.#shown = this.#wanted;
    if (!this.#surface.load(this.#shown)) {
      this.#surface.same(this.#shown);
      return;
    }
    this.#busy = 'loading';
    this.arrived();
  }
}
