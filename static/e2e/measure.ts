// Clocks for the speed of the page. They run inside the page, where a change begins and ends; nothing here asserts.
import type { Browser, CDPSession, Page } from '@playwright/test';

/** How much of the final row of pixels must be there for a picture to count as the first one. */
const ALIKE = 0.95;

interface Sample {
  at: number;
  row: number[];
}

/** When something was painted, by what the page calls it. */
type Painted = Partial<Record<'picture' | 'date', number>>;

declare global {
  interface Window {
    splitlineRows?: Sample[];
    splitlinePainted?: Painted;
    splitlineLive?: number;
  }
}

/** Notes when picture and date are painted, and when the map takes the picture's place. */
async function watchPaint(page: Page): Promise<void> {
  await page.addInitScript(() => {
    const painted: Painted = (window.splitlinePainted = {});
    new PerformanceObserver((list) => {
      for (const entry of list.getEntries() as (PerformanceEntry & Record<string, unknown>)[]) {
        const name = entry['identifier'] as 'picture' | 'date';
        painted[name] ??= Number(entry['renderTime']);
      }
    }).observe({ type: 'element', buffered: true });
    new MutationObserver((_, observer) => {
      if (!document.querySelector('.map[data-live=true]')) return;
      observer.disconnect();
      // Seen after the next frame.
      requestAnimationFrame(() => (window.splitlineLive = performance.now()));
    }).observe(document, { subtree: true, childList: true, attributes: true });
  });
}

/** Notes, after every frame that the map draws, the pixels of one row through its middle. */
export async function watchPicture(page: Page): Promise<void> {
  await watchPaint(page);
  await page.addInitScript(() => {
    const rows: Sample[] = (window.splitlineRows = []);
    const sample = () => {
      const canvas = document.querySelector<HTMLCanvasElement>('.map canvas');
      const gl = canvas?.getContext('webgl2');
      if (!canvas || !gl || rows.length >= 400) return;
      const bytes = new Uint8Array(canvas.width * 4);
      gl.readPixels(0, canvas.height >> 1, canvas.width, 1, gl.RGBA, gl.UNSIGNED_BYTE, bytes);
      // After the browser has taken the picture away the row is blank: nothing was drawn in this frame.
      if (bytes.some((v) => v > 0)) {
        const row = [...new Uint32Array(bytes.buffer)];
        rows.push({ at: performance.now(), row });
      }
    };
    const request = window.requestAnimationFrame.bind(window);
    window.requestAnimationFrame = (callback) =>
      request((time) => {
        callback(time);
        sample();
      });
  });
}

/** Milliseconds from the start of the navigation to the paint that has both the picture of the zones and their date. */
export async function firstPicture(page: Page): Promise<number> {
  return page.evaluate(() => {
    const { picture, date } = window.splitlinePainted ?? {};
    if (!picture || !date) throw new Error('picture and date were not painted');
    return Math.max(picture, date);
  });
}

/** Milliseconds to the first frame of the map itself that the reader sees and that shows what the settled map shows. */
export async function mapLive(page: Page): Promise<number> {
  return page.evaluate((alike) => {
    const rows = window.splitlineRows ?? [];
    const last = rows.at(-1)?.row ?? [];
    if (new Set(last).size < 8) throw new Error('the settled map is uniform');
    const first = rows.find(({ row }) => {
      const same = row.filter((v, i) => v === last[i]).length;
      return same >= last.length * alike;
    });
    if (!first || !window.splitlineLive) throw new Error('no frame of the map was seen');
    return Math.max(first.at, window.splitlineLive);
  }, ALIKE);
}

/** Counts the bytes that come over the wire for the page and its workers, headers included. */
export function countBytes(page: Page): () => number {
  let bytes = 0;
  page.on('requestfinished', (request) => {
    void request
      .sizes()
      .then((sizes) => (bytes += sizes.responseBodySize + sizes.responseHeadersSize))
      .catch(() => undefined);
  });
  return () => bytes;
}

/** Processor time used so far by what draws the page: its own process and the one that paints, in ms. */
export async function processorClock(browser: Browser): Promise<() => Promise<number>> {
  const session: CDPSession = await browser.newBrowserCDPSession();
  return async () => {
    const { processInfo } = await session.send('SystemInfo.getProcessInfo');
    return processInfo
      .filter(({ type }) => type === 'renderer' || type === 'GPU')
      .reduce((sum, { cpuTime }) => sum + cpuTime * 1000, 0);
  };
}

/** A change of the date: along the slider by a key, or to a place on it by a press of the pointer. */
export type Move = { key: 'ArrowLeft' | 'ArrowRight' } | { share: number };

/**
 * Makes a change as a reader does and returns the milliseconds until the map has drawn it and is idle; nothing where
 * the move leads to the state shown.
 */
export async function slide(page: Page, move: Move): Promise<number | undefined> {
  return page.evaluate(async (asked) => {
    const map = document.querySelector<HTMLElement>('.map');
    const hit = document.querySelector<HTMLElement>('.chart .hit');
    const thumb = document.querySelector<HTMLElement>('.chart [role=slider]');
    if (!map || !hit || !thumb) throw new Error('there is no slider');
    const frame = () => new Promise((resolve) => requestAnimationFrame(resolve));
    const before = map.dataset['asked'];
    await frame();
    const start = performance.now();
    if ('key' in asked) {
      thumb.focus();
      thumb.dispatchEvent(new KeyboardEvent('keydown', { key: asked.key, bubbles: true }));
    } else {
      const box = hit.getBoundingClientRect();
      const at = {
        clientX: box.left + box.width * asked.share,
        clientY: box.top + box.height / 2,
        bubbles: true,
        pointerId: 1,
      };
      hit.dispatchEvent(new PointerEvent('pointerdown', at));
      hit.dispatchEvent(new PointerEvent('pointerup', at));
    }
    await Promise.resolve();
    const drawn = () => map.dataset['drawn'] === map.dataset['asked'];
    if (map.dataset['asked'] === before) return undefined;
    return new Promise<number>((resolve, reject) => {
      const late = setTimeout(() => reject(new Error('the map never became idle')), 20_000);
      const watch = new MutationObserver(() => {
        if (!drawn()) return;
        clearTimeout(late);
        watch.disconnect();
        resolve(performance.now() - start);
      });
      watch.observe(map, { attributes: true, attributeFilter: ['data-drawn'] });
    });
  }, move);
}

export interface Drag {
  longestTaskMs: number;
  framesPerSecond: number;
  /** States that the map showed on the way. */
  shown: number;
  /** Milliseconds from the last move to the idle map. */
  settledMs: number;
}

/** Drags the slider over the whole axis, moving at every frame. */
export async function drag(page: Page, frames: number): Promise<Drag> {
  return page.evaluate(async (count) => {
    const map = document.querySelector<HTMLElement>('.map');
    const hit = document.querySelector<HTMLElement>('.chart .hit');
    if (!map || !hit) throw new Error('there is no slider');
    const tasks: number[] = [];
    const observer = new PerformanceObserver((list) => {
      tasks.push(...list.getEntries().map((entry) => entry.duration));
    });
    observer.observe({ type: 'longtask' });
    let shown = 0;
    const counter = new MutationObserver((records) => (shown += records.length));
    counter.observe(map, { attributes: true, attributeFilter: ['data-shown'] });
    const box = hit.getBoundingClientRect();
    const send = (type: string, share: number) => {
      const clientX = box.left + box.width * share;
      const clientY = box.top + box.height / 2;
      const event = { clientX, clientY, bubbles: true, pointerId: 1, buttons: 1 };
      hit.dispatchEvent(new PointerEvent(type, event));
    };
    const frame = () => new Promise((resolve) => requestAnimationFrame(resolve));
    await frame();
    send('pointerdown', 0.05);
    const start = performance.now();
    for (let i = 1; i <= count; i++) {
      send('pointermove', 0.05 + (0.9 * i) / count);
      await frame();
    }
    const end = performance.now();
    send('pointerup', 0.95);
    while (map.dataset['drawn'] !== map.dataset['asked']) await frame();
    const settledMs = performance.now() - end;
    // Long tasks are told a moment after they end.
    await new Promise((resolve) => setTimeout(resolve, 300));
    observer.disconnect();
    counter.disconnect();
    return {
      longestTaskMs: Math.max(0, ...tasks),
      framesPerSecond: (count * 1000) / (end - start),
      shown,
      settledMs,
    };
  }, frames);
}

/** The value below which that share of the values lies. */
export function quantile(values: readonly number[], share: number): number {
  const sorted = [...values].sort((a, b) => a - b);
  return sorted[Math.min(sorted.length - 1, Math.floor(share * sorted.length))] ?? NaN;
}
