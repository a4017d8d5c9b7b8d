import type { Page } from '@playwright/test';

import { complete, date, drawn, expect, open, pixelsIn, slider, test } from './page';

const MAP = { x: 420, y: 60, width: 740, height: 620 };

/** Moves the slider along the axis within as few frames as the browser draws, and waits until the map has followed. */
async function dragTo(page: Page, share: number, steps: number): Promise<void> {
  const box = await page.locator('.chart').boundingBox();
  if (!box) throw new Error('the chart has no box');
  await page.mouse.move(box.x + box.width * 0.05, box.y + 60);
  await page.mouse.down();
  await page.mouse.move(box.x + box.width * share, box.y + 60, { steps });
  await page.mouse.up();
  await settled(page);
}

async function settled(page: Page): Promise<void> {
  const map = page.locator('.map');
  await expect
    .poll(
      async () => (await map.getAttribute('data-drawn')) === (await map.getAttribute('data-asked')),
    )
    .toBe(true);
}

/** The pixels of the map alone, without what lies over it. */
async function picture(page: Page): Promise<Buffer> {
  await page.mouse.move(2, 2);
  return page.screenshot({ clip: MAP });
}

/** Which dates the map turns to from now on, in the order in which it does. */
async function watchDates(page: Page): Promise<() => Promise<string[]>> {
  await page.evaluate(() => {
    const map = document.querySelector<HTMLElement>('.map');
    if (!map) throw new Error('there is no map');
    const seen: string[] = [];
    new MutationObserver(() => seen.push(map.dataset['shown'] ?? '')).observe(map, {
      attributeFilter: ['data-shown'],
    });
    Object.assign(window, { seen });
  });
  return () => page.evaluate(() => (window as unknown as { seen: string[] }).seen);
}

test('a drag ends at the date asked for, with the picture that the date has by itself', async ({
  page,
}) => {
  await open(page, '?date=2025-10-19&time=changes');
  await complete(page);
  await dragTo(page, 0.93, 30);
  const dragged = await picture(page);
  const shown = await slider(page).getAttribute('aria-valuetext');
  const state = await page.locator('.map').getAttribute('data-drawn');
  await expect(page).toHaveURL(/date=/);
  await page.reload();
  await drawn(page);
  await settled(page);
  await expect(slider(page)).toHaveAttribute('aria-valuetext', shown ?? '');
  await expect(page.locator('.map')).toHaveAttribute('data-drawn', state ?? '');
  expect((await picture(page)).equals(dragged)).toBe(true);
});

test('of dates asked for faster than the map can follow, only the last is drawn', async ({
  page,
}) => {
  await open(page, '?date=2025-10-19');
  await complete(page);
  const dates = await watchDates(page);
  // Eight changes within one task: the first is begun at once, and none of those between is begun after it.
  await page.evaluate(() => {
    const press = (key: string) =>
      document.body.dispatchEvent(new KeyboardEvent('keydown', { key, bubbles: true }));
    for (const key of ['Home', 'End', 'Home', 'End', 'Home', 'End', 'Home', 'End']) press(key);
  });
  await settled(page);
  const asked = await page.locator('.map').getAttribute('data-asked');
  const seen = await dates();
  expect(seen.at(-1)).toBe(asked);
  expect(seen.length).toBeLessThanOrEqual(2);
});

test('before all dates are here each is asked for by itself, and the picture is the same', async ({
  page,
}) => {
  const whole = /\.mvt\?revision=\d+$/;
  await page.route(whole, () => {
    // Never answered: a slow network.
  });
  // The ground alone: names stand where they stood before for as long as they can.
  await open(page, '?date=2025-10-19&hide=labels,places,observations');
  await page.keyboard.press('ArrowRight');
  await expect(date(page)).toHaveText(/29.April.2026/);
  await settled(page);
  await page.mouse.move(2, 2);
  const alone = await pixelsIn(page, MAP);
  await expect(page.locator('.map')).toHaveAttribute('data-complete', 'false');
  await page.unroute(whole);
  await page.goto('/?date=2026-04-29&hide=labels,places,observations');
  await drawn(page);
  await complete(page);
  await page.keyboard.press('ArrowLeft');
  await settled(page);
  await page.keyboard.press('ArrowRight');
  await settled(page);
  await expect(date(page)).toHaveText(/29.April.2026/);
  await page.mouse.move(2, 2);
  const together = await pixelsIn(page, MAP);
  // Ground cut into pieces meets its edges within a fraction of a pixel.
  const other = together.filter((pixel, i) =>
    pixel.some((v, channel) => Math.abs(v - (alone[i]?.[channel] ?? -99)) > 24),
  );
  console.log(`pixels that differ: ${other.length} of ${together.length}`);
  expect(other.length).toBeLessThan(together.length / 1000);
});

test('without a network the dates of what was seen can still be dragged through', async ({
  page,
  context,
}) => {
  await open(page, '?date=2025-10-19&time=changes');
  await complete(page);
  const before = await picture(page);
  await context.setOffline(true);
  await dragTo(page, 0.93, 10);
  expect((await picture(page)).equals(before)).toBe(false);
  await context.setOffline(false);
});
