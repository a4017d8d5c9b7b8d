// MapLibre draws a frame for every tile that arrives. This one waits until all that a picture needs is there: the first
// is one frame, and so is a change of date, quicker and never half of one date and half of another.
import { type MapOptions, Map as MapLibre } from 'maplibre-gl';

/** The longest that frames are held: a slow network must not stop the map from being moved. */
const PATIENCE_MS = 150;
/** The longest that the first frame is held. */
const FIRST_PATIENCE_MS = 1500;

export class QuietMap extends MapLibre {
  #timer: ReturnType<typeof setTimeout> | undefined;
  #first: ReturnType<typeof setTimeout> | undefined;
  #wanted = false;

  constructor(options: MapOptions) {
    super(options);
    this.#first = setTimeout(() => this.#begin(), FIRST_PATIENCE_MS);
    // A frame is also where MapLibre asks for what it lacks: frames run from the start, but draw nothing.
    const { painter } = this;
    const draw = painter.render.bind(painter);
    painter.render = (style, ...rest) => {
      if (this.#first !== undefined && !style.loaded()) return;
      clearTimeout(this.#first);
      this.#first = undefined;
      draw(style, ...rest);
    };
  }

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
    clearTimeout(this.#first);
    super.remove();
  }

  #begin(): void {
    this.#first = undefined;
    this.triggerRepaint();
  }
}
