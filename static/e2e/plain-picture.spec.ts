// The server's picture of the zones: before the map is there, and where there will be none.
import { chromium } from '@playwright/test';
import type { Page } from '@playwright/test';

import { date, drawn, expect, headline, open, pixelsIn, test } from './page';

/** Ground alone: names and the land around are the map's own. */
const GROUND = 'hide=labels,places,observations';
const SCRIPT = '**/assets/start-*.js';
const MAP = '**/assets/map-*.js';

/** Holds what is asked for back until it is let go. */
async function holdBack(page: Page, pattern: string): Promise<() => void> {
  let letGo = () => {};
  const gone = new Promise<void>((resolve) => (letGo = resolve));
  await page.route(pattern, async (route) => {
    await gone;
    await route.continue();
  });
  return letGo;
}

/** Whether the pixels of zones and frontlines are alike: those of the land and the sea around are not compared. */
function unlike(picture: number[][], map: number[][], width: number): number {
  const held = (pixel: number[]) => {
    const [r = 0, g = 0, b = 0] = pixel;
    return Math.max(r, g, b) - Math.min(r, g, b) > 45;
  };
  const near = (pixels: number[][], i: number, wanted: boolean) => {
    // Within one pixel.
    for (let dy = -1; dy <= 1; dy++) {
      for (let dx = -1; dx <= 1; dx++) {
        const pixel = pixels[i + dy * width + dx];
        if (pixel === undefined || held(pixel) === wanted) return true;
      }
    }
    return false;
  };
  return picture.filter((pixel, i) => !near(map, i, held(pixel))).length;
}

for (const [name, size, search, clip] of [
  ['on a desk', [1440, 900], '', { x: 620, y: 60, width: 500, height: 680 }],
  ['on a phone', [390, 844], '', { x: 40, y: 150, width: 320, height: 480 }],
  [
    'in a page from right to left',
    [1440, 900],
    '&lang=ar',
    { x: 240, y: 60, width: 500, height: 680 },
  ],
  [
    'in the view of the address',
    [1440, 900],
    '&view=11.4/31.37/34.35',
    { x: 400, y: 60, width: 600, height: 640 },
  ],
] as const) {
  test(`the picture lies where the map will be: ${name}`, async ({ page }) => {
    const [width, height] = size;
    await page.setViewportSize({ width, height });
    const letGo = await holdBack(page, SCRIPT);
    await page.goto(`/?date=2026-05-02&${GROUND}${search}`, { waitUntil: 'commit' });
    const early = page.locator('#early img');
    await expect
      .poll(() => early.evaluate((i: HTMLImageElement) => i.naturalWidth))
      .toBeGreaterThan(0);
    await expect(page.locator('#early time')).toContainText('2026');
    const before = await pixelsIn(page, clip);
    letGo();
    await drawn(page);
    await expect(page.locator('#early')).toHaveCount(0);
    await expect(page.getByTestId('picture')).toHaveCount(0);
    const after = await pixelsIn(page, clip);
    const other = unlike(before, after, clip.width) + unlike(after, before, clip.width);
    console.log(`${name}: ${other} pixels of ${before.length} differ`);
    expect(other).toBeLessThan(100);
  });
}

test('while the map is on its way the picture follows the slider', async ({ page }) => {
  const letGo = await holdBack(page, MAP);
  await page.goto('/?date=2025-10-19');
  await expect(headline(page)).toContainText('two zones');
  const picture = page.getByTestId('picture');
  await expect(picture).toHaveAttribute('src', /datetime=2025-10-10/);
  await page.keyboard.press('ArrowRight');
  await expect(date(page)).toHaveText(/29.April.2026/);
  await expect(picture).toHaveAttribute('src', /datetime=2026-04-28T21/);
  await expect(picture).toHaveAttribute('alt', /29.April.2026/);
  await page.goBack();
  await expect(picture).toHaveAttribute('src', /datetime=2025-10-10/);
  letGo();
  await drawn(page);
  await expect(picture).toHaveCount(0);
});

test('the picture that the page begins with is fetched once', async ({ page }) => {
  const asked: string[] = [];
  page.on('request', (request) => {
    if (request.url().includes('picture.svg')) asked.push(request.url());
  });
  await open(page, '?date=2025-10-19');
  expect(asked).toHaveLength(1);
  expect(asked[0]).toContain('revision=');
});

test('before the first date the picture is the outline alone', async ({ page }) => {
  await holdBack(page, MAP);
  await page.goto('/?date=2025-08-01');
  await expect(page.getByText(/No zones before/)).toBeVisible();
  const src = await page.getByTestId('picture').getAttribute('src');
  const svg = await (await page.request.get(src ?? '')).text();
  expect(svg).toContain('class="l b"');
  expect(svg).not.toContain('class="f ');
});

test('in a browser without WebGL picture, slider and table say all', async ({ baseURL }) => {
  const browser = await chromium.launch({
    executablePath: process.env.CHROMIUM ?? '/usr/bin/chromium',
    args: ['--no-sandbox', '--disable-gpu', '--disable-3d-apis', '--disable-software-rasterizer'],
  });
  try {
    const page = await browser.newPage({ viewport: { width: 1440, height: 900 } });
    await page.goto(`${baseURL}/?date=2025-10-19&lang=en`);
    expect(
      await page.evaluate(() => document.createElement('canvas').getContext('webgl2')),
    ).toBeNull();
    await expect(page.getByRole('alert')).toContainText('WebGL');
    const picture = page.getByRole('img', { name: 'Zones on 19 October 2025' });
    await expect(picture).toBeVisible();
    await page.keyboard.press('ArrowRight');
    await expect(headline(page)).toContainText('contested belt');
    await expect(page.getByTestId('picture')).toHaveAttribute('src', /datetime=2026-04-28T21/);
    await expect
      .poll(() =>
        page.getByTestId('picture').evaluate((i: HTMLImageElement) => i.complete && i.naturalWidth),
      )
      .toBeGreaterThan(0);
    const held = await pixelsIn(page, { x: 800, y: 250, width: 200, height: 200 });
    expect(new Set(held.map(String)).size).toBeGreaterThan(20);
    await page.getByRole('button', { name: 'Open the table' }).click();
    await expect(page.getByTestId('table')).toContainText('Contested');
  } finally {
    await browser.close();
  }
});
