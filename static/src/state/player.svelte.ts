// Play: the date moves by so many days a second. With reduced motion it goes from change to change, one a second.
import { type Day, type Seconds, addDays, endOfDay, localDay, startOfDay } from '../core/time';
import { kept } from './kept';
import type { App } from './app.svelte';

export const SPEEDS = [1, 7, 30, 90, 365] as const;

export class Player {
  playing = $state(false);
  speed = $state<number>(speedOf(kept('speed')));
  readonly #app: App;
  #frame = 0;
  #at: Seconds = 0;
  #last = 0;
  /** Playing is one entry of the history. */
  #entered = false;

  constructor(app: App) {
    this.#app = app;
  }

  toggle(): void {
    if (this.playing) this.pause();
    else this.play();
  }

  play(): void {
    const app = this.#app;
    if (this.playing || app.states.length === 0) return;
    const last = startOfDay(localDay(app.range.last, app.zone), app.zone);
    const first = app.states[0]?.from ?? app.range.first;
    if (app.at >= last || app.at < first) app.goFirst();
    this.#at = app.at;
    this.#last = 0;
    this.#entered = false;
    this.playing = true;
    this.#frame = requestAnimationFrame(this.#tick);
  }

  pause(): void {
    cancelAnimationFrame(this.#frame);
    this.playing = false;
  }

  readonly #tick = (time: number): void => {
    if (!this.playing) return;
    const elapsed = this.#last ? time - this.#last : 0;
    if (reduced()) this.#hop(elapsed, time);
    else this.#glide(elapsed, time);
    if (this.playing) this.#frame = requestAnimationFrame(this.#tick);
  };

  #glide(elapsed: number, time: number): void {
    const app = this.#app;
    // A tab that slept does not leap.
    this.#at += (Math.min(elapsed, 250) / 1000) * this.speed * 86_400;
    this.#last = time;
    const day: Day = localDay(this.#at, app.zone);
    const last = localDay(app.range.last, app.zone);
    if (day >= last) {
      app.goAt(app.range.last, 'replace');
      this.pause();
    } else if (day !== app.day) {
      const moved = app.goWhen({ kind: 'day', day }, this.#entered ? 'replace' : 'push');
      this.#entered ||= moved;
      this.#at = Math.max(this.#at, endOfDay(addDays(day, -1), app.zone) + 1);
    }
  }

  #hop(elapsed: number, time: number): void {
    if (this.#last && elapsed < 1000) return;
    const before = this.#app.at;
    if (this.#last) this.#app.step('change', 1);
    this.#last = time;
    if (elapsed && this.#app.at === before) this.pause();
  }
}

function speedOf(text: string | null): number {
  const value = Number(text);
  return (SPEEDS as readonly number[]).includes(value) ? value : 30;
}

export function reduced(): boolean {
  return matchMedia('(prefers-reduced-motion: reduce)').matches;
}
