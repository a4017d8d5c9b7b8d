// A question to the server that follows the page: asked once the page has rested, its answer kept for as long as there
// is no newer one, so that nothing flickers on the way.
import { ApiError } from '../api/client';

export interface Question<T> {
  /** Equal keys have equal answers. */
  readonly key: string;
  /** What an older answer must be about to be shown until the new one is here. */
  readonly about: string;
  ask(signal: AbortSignal): Promise<T>;
  /** The answer is not whole yet: it is shown, and asked for again. */
  pending?(value: T): boolean;
}

/** Answers kept by their keys. */
const KEPT = 200;
/** How long after an answer that was not whole it is asked for again. */
const AGAIN_MS = 1500;
/** Nothing is said of waiting within this time. */
const PATIENCE_MS = 300;

export class Asked<T> {
  /** The newest answer; that of an older question until this one is answered. */
  value = $state.raw<T | undefined>();
  /** The key that the value answers. */
  answered = $state.raw<string | undefined>();
  problem = $state.raw<string | undefined>();
  /** The value is not whole yet. */
  pending = $state(false);
  /** The answer is late. */
  late = $state(false);
  #about: string | undefined;
  readonly #kept = new Map<string, T>();

  /** To be made while a component is set up. The page has rested when it has asked the same for `restMs`. */
  constructor(question: () => Question<T> | undefined, restMs: number) {
    $effect(() => {
      const asked = question();
      this.problem = undefined;
      this.late = false;
      if (!asked) return;
      const known = this.#kept.get(asked.key);
      if (known !== undefined) return this.#give(asked, known);
      if (this.#about !== asked.about) this.#forget();
      const abort = new AbortController();
      const rested = setTimeout(() => void this.#ask(asked, abort.signal), restMs);
      const patience = setTimeout(() => (this.late = true), restMs + PATIENCE_MS);
      return () => {
        clearTimeout(rested);
        clearTimeout(patience);
        abort.abort();
      };
    });
  }

  async #ask(question: Question<T>, signal: AbortSignal): Promise<void> {
    try {
      await connected(signal);
      const value = await question.ask(signal);
      if (signal.aborted) return;
      this.#give(question, value);
      if (!question.pending?.(value)) return;
      const again = setTimeout(() => void this.#ask(question, signal), AGAIN_MS);
      signal.addEventListener('abort', () => clearTimeout(again));
    } catch (error) {
      if (signal.aborted) return;
      this.late = false;
      this.#forget();
      this.problem = error instanceof ApiError ? error.message : String(error);
    }
  }

  #give({ key, about, pending }: Question<T>, value: T): void {
    this.pending = pending?.(value) ?? false;
    this.#kept.delete(key);
    if (!this.pending) this.#kept.set(key, value);
    if (this.#kept.size > KEPT) {
      const [oldest] = this.#kept.keys();
      if (oldest !== undefined) this.#kept.delete(oldest);
    }
    this.#about = about;
    this.value = value;
    this.answered = key;
    this.late = false;
  }

  #forget(): void {
    this.#about = undefined;
    this.value = undefined;
    this.answered = undefined;
  }
}

/** Waits until the browser has a network: nothing is asked without one. */
async function connected(signal: AbortSignal): Promise<void> {
  if (navigator.onLine || signal.aborted) return;
  await new Promise((done) => {
    addEventListener('online', done, { once: true, signal });
    signal.addEventListener('abort', done, { once: true });
  });
}
