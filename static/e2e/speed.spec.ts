// How quick the page is, as one line of JSON: `e2e.sh --speed FILE` runs it. It measures and asserts nothing.
import { writeFileSync } from 'node:fs';

import type { Browser, Page } from '@playwright/test';
import { test } from '@playwright/test';

import {
  type Move,
  countBytes,
  drag,
  firstPicture,
  mapLive,
  processorClock,
  quantile,
  slide,
  watchPicture,
} from './measure';
import { complete, drawn } from './page';

const LOADS = 4;
const CHANGES = 48;
const DRAGGED_FRAMES = 60;

const { SPLITLINE_ENCLAVE, SPLITLINE_SERIES, SPLITLINE_SPEED } = process.env;

/** The time axis spans the dates of change, so that each has its place on the slider. */
function address(): string {
  const query = new URLSearchParams({ time: 'changes', lang: 'en' });
  if (SPLITLINE_ENCLAVE) query.set('enclave', SPLITLINE_ENCLAVE);
  if (SPLITLINE_SERIES) query.set('series', SPLITLINE_SERIES);
  return `/?${query}`;
}

/** Loads the page with nothing cached; what it returns is of this load alone. */
async function load(browser: Browser): Promise<{ picture: number; live: number; bytes: number }> {
  const page = await browser.newPage();
  await watchPicture(page);
  const bytes = countBytes(page);
  await page.goto(address());
  await drawn(page);
  await page.waitForTimeout(1000);
  const measured = {
    picture: await firstPicture(page),
    live: await mapLive(page),
    bytes: bytes(),
  };
  await page.close();
  return measured;
}

/** Steps to a neighbouring date and leaps over many, in turn; the leaps are the same in every run. */
function moves(): Move[] {
  return Array.from({ length: CHANGES }, (_, i): Move => {
    const share = 0.04 + 0.92 * ((i * 0.6180339887) % 1);
    return i % 2 ? { share } : { key: i % 4 ? 'ArrowRight' : 'ArrowLeft' };
  });
}

async function slides(page: Page): Promise<number[]> {
  const times: number[] = [];
  await slide(page, { share: 0.5 });
  for (const move of moves()) {
    await page.waitForTimeout(120);
    const time = await slide(page, move);
    if (time !== undefined) times.push(time);
  }
  return times;
}

test('how quick the page is @speed', async ({ browser, page }) => {
  test.setTimeout(300_000);
  await load(browser);
  const loads: Awaited<ReturnType<typeof load>>[] = [];
  for (let i = 0; i < LOADS; i++) loads.push(await load(browser));

  await page.goto(address());
  await drawn(page);
  await complete(page);
  await page.waitForTimeout(500);
  const processor = await processorClock(browser);
  const before = await processor();
  const times = await slides(page);
  const spent = (await processor()) - before;
  const dragged = await drag(page, DRAGGED_FRAMES);

  const round = (value: number) => Math.round(value * 10) / 10;
  const line = JSON.stringify({
    first_picture_ms: round(
      quantile(
        loads.map((l) => l.picture),
        0.5,
      ),
    ),
    map_live_ms: round(
      quantile(
        loads.map((l) => l.live),
        0.5,
      ),
    ),
    first_load_bytes: quantile(
      loads.map((l) => l.bytes),
      0.5,
    ),
    slide_ms_median: round(quantile(times, 0.5)),
    slide_ms_p95: round(quantile(times, 0.95)),
    longest_task_ms: round(dragged.longestTaskMs),
    frames_per_second: round(dragged.framesPerSecond),
    slides: times.length,
    slide_processor_ms: round(spent / times.length),
    dragged_states_shown: dragged.shown,
    dragged_settled_ms: round(dragged.settledMs),
  });
  console.log(line);
  if (SPLITLINE_SPEED) writeFileSync(SPLITLINE_SPEED, `${line}\n`);
});
