// MapLibre draws a frame for every tile that arrives. This one can wait until all tiles of a date are there, so that a
// change of date is one frame: quicker, and never half of one date and half of another.
import { Map as MapLibre } from 'maplibre-gl';

/** The longest that frames are held: a slow network must not stop the map from being moved. */
const PATIENCE_MS = 150;

export class QuietMap extends MapLibre {
  #timer: ReturnType<typeof setTimeout> | undefined;
  #wanted = false;

  /** From now on frames wait. */
  hold(): void {
    clearTimeout(this.#timer);
    this.#timer = setTimeout(() => this.release(), PATIENCE_MS);
  }

  /** Frames that waited are drawn, as one. */
  release(): void {
    clearTimeout(this.#timer);
    this.#timer = undefined;
    if (this.#wanted) this.triggerRepaint();
    this.#wanted = false;
  }

  override triggerRepaint(): void {
    // The base class draws before this one is made.
    if (#timer in this && this.#timer !== undefined) this.#wanted = true;
    else super.triggerRepaint();
  }

  override remove(): void {
    clearTimeout(this.#timer);
    super.remove();
  }
}
