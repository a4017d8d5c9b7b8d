// What every test needs: the page with its console watched, and the moments at which the map is drawn.
import { type Locator, type Page, test as base, expect } from '@playwright/test';

export { expect };

export const test = base.extend<{ complaints: undefined; complaintsExpected: boolean }>({
  complaintsExpected: [false, { option: true }],
  complaints: [
    async ({ page, complaintsExpected }, use) => {
      const complaints: string[] = [];
      page.on('console', (message) => {
        if (message.type() === 'error') complaints.push(message.text());
      });
      page.on('pageerror', (error) => complaints.push(error.message));
      await page.addInitScript(() => {
        addEventListener('securitypolicyviolation', (event) => {
          console.error(`policy: ${event.violatedDirective} ${event.blockedURI}`);
        });
      });
      await use(undefined);
      if (!complaintsExpected) expect(complaints).toEqual([]);
    },
    { auto: true },
  ],
});

/** Opens a state and waits until the map has drawn all of it. */
export async function open(page: Page, search = ''): Promise<void> {
  await page.goto(`/${search}`);
  await drawn(page);
}

export async function drawn(page: Page): Promise<void> {
  const map = page.locator('.map');
  await expect(map).toHaveAttribute('data-ready', 'true', { timeout: 30_000 });
  await expect.poll(async () => Number(await map.getAttribute('data-idle'))).toBeGreaterThan(0);
}

/** Turns to the time chart and waits until all dates of what is in view are here: no date asks the network any more. */
export async function complete(page: Page): Promise<void> {
  await page.locator('.dock').dispatchEvent('pointerenter');
  await expect(page.locator('.map')).toHaveAttribute('data-complete', 'true', { timeout: 30_000 });
}

/** Runs an action and waits until the map has drawn what it changed. */
export async function redrawn(page: Page, action: () => Promise<void>): Promise<void> {
  const map = page.locator('.map');
  const before = Number(await map.getAttribute('data-idle'));
  await action();
  await expect
    .poll(async () => Number(await map.getAttribute('data-idle')))
    .toBeGreaterThan(before);
}

export const headline = (page: Page): Locator => page.getByTestId('headline');
export const date = (page: Page): Locator => page.getByTestId('date').locator('.long');
export const slider = (page: Page): Locator => page.getByRole('slider');

/** How many pixels of a part of the screen are of a colour, give or take. */
export async function pixelsOf(
  page: Page,
  clip: Clip,
  colour: [number, number, number],
): Promise<number> {
  const pixels = await pixelsIn(page, clip);
  return pixels.filter((pixel) => pixel.every((v, i) => Math.abs(v - (colour[i] ?? 0)) < 14))
    .length;
}

/** How many different colours a part of the screen has. */
export async function colours(page: Page, clip: Clip): Promise<number> {
  return new Set((await pixelsIn(page, clip)).map(String)).size;
}

interface Clip {
  x: number;
  y: number;
  width: number;
  height: number;
}

/** The pixels of a part of the screen. */
export async function pixelsIn(page: Page, clip: Clip): Promise<number[][]> {
  const png = (await page.screenshot({ clip })).toString('base64');
  const flat = await page.evaluate(async (data) => {
    const image = new Image();
    image.src = `data:image/png;base64,${data}`;
    await image.decode();
    const canvas = document.createElement('canvas');
    canvas.width = image.width;
    canvas.height = image.height;
    const context = canvas.getContext('2d');
    if (!context) throw new Error('no 2d context');
    context.drawImage(image, 0, 0);
    const { data: rgba } = context.getImageData(0, 0, image.width, image.height);
    // One number a pixel travels faster than four.
    const packed: number[] = [];
    for (let i = 0; i < rgba.length; i += 4) {
      packed.push(((rgba[i] ?? 0) << 16) | ((rgba[i + 1] ?? 0) << 8) | (rgba[i + 2] ?? 0));
    }
    return packed;
  }, png);
  return flat.map((value) => [value >> 16, (value >> 8) & 255, value & 255]);
}
